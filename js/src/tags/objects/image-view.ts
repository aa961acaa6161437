// Where the image lies in its frame: zoom, pan and quarter turns. View state only, never stored.
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import {
  apply,
  type Bounds,
  boundsOf,
  clamp,
  invert,
  type Matrix,
  meets,
  type Point,
  type Size,
  type Turns,
  turned,
  viewMatrix,
} from "../../geometry/affine";

export interface ViewAttributes {
  /** -1 start, 0 centre, 1 end. */
  readonly alignX: number;
  readonly alignY: number;
  readonly start: "fit" | "original" | "auto";
  /** Factor of one step. */
  readonly zoomBy: number;
  readonly below1: boolean;
}

export interface ImageView {
  /** As the person sees it before turning; null until known. */
  readonly size: Signal<Size | null>;
  /** The visible frame on the screen. */
  readonly frame: Signal<Size>;
  readonly turns: Signal<Turns>;
  /** 1 = fits the frame. */
  readonly zoom: ReadonlySignal<number>;
  /** Screen pixels per image pixel; 0 until known. */
  readonly scale: ReadonlySignal<number>;
  /** The turned image in the frame. */
  readonly place: ReadonlySignal<Point & Size>;
  /** Image pixels to frame pixels. */
  readonly matrix: ReadonlySignal<Matrix>;
  readonly larger: ReadonlySignal<boolean>;
  toImage(screen: Point): Point;
  /** Multiplies the zoom; the image point below `about` (default: middle of the frame) stays. */
  zoomBy(factor: number, about?: Point): void;
  /** One step in (1) or out (-1), by the config's factor. */
  stepZoom(direction: 1 | -1): void;
  panBy(by: Point): void;
  /** Pans so that a part of the image that lies outside the frame comes to its middle. */
  show(part: Bounds): void;
  fit(): void;
  actual(): void;
  rotate(turns: 1 | -1): void;
}

const MAX_ZOOM = 100;

export function createImageView(attributes: ViewAttributes): ImageView {
  const size = signal<Size | null>(null);
  const frame = signal<Size>({ width: 0, height: 0 });
  const turns = signal<Turns>(0);
  const chosen = signal<number | null>(null);
  const corner = signal<Point>({ x: 0, y: 0 });

  const shown = computed(() => (size.value ? turned(size.value, turns.value) : null));
  const fitting = computed(() => {
    const full = shown.value;
    return full ? Math.min(frame.value.width / full.width, frame.value.height / full.height) : 0;
  });
  const first = () => {
    if (attributes.start === "fit" || !fitting.value) return 1;
    const original = 1 / fitting.value;
    return attributes.start === "auto" ? Math.min(original, 1) : original;
  };
  const zoom = computed(() => chosen.value ?? first());
  const scale = computed(() => fitting.value * zoom.value);
  const place = computed(() => {
    const full = shown.value ?? { width: 0, height: 0 };
    const width = full.width * scale.value;
    const height = full.height * scale.value;
    return {
      x: along(corner.value.x, width, frame.value.width, attributes.alignX),
      y: along(corner.value.y, height, frame.value.height, attributes.alignY),
      width,
      height,
    };
  });
  const matrix = computed(() =>
    viewMatrix(size.value ?? { width: 0, height: 0 }, turns.value, scale.value, place.value),
  );
  const inverse = computed(() => invert(matrix.value));
  const larger = computed(
    () => place.value.width > frame.value.width + 0.5 || place.value.height > frame.value.height + 0.5,
  );

  const zoomTo = (next: number, about?: Point) => {
    const at = about ?? { x: frame.value.width / 2, y: frame.value.height / 2 };
    const { x, y } = place.value;
    const factor = next / zoom.value;
    chosen.value = next;
    corner.value = { x: at.x - (at.x - x) * factor, y: at.y - (at.y - y) * factor };
  };

  const zoomBy = (factor: number, about?: Point) => {
    const least = attributes.below1 ? 0.1 : Math.min(1, zoom.value);
    zoomTo(clamp(zoom.value * factor, least, MAX_ZOOM), about);
  };

  return {
    size,
    frame,
    turns,
    zoom,
    scale,
    place,
    matrix,
    larger,
    toImage: (screen) => apply(inverse.value, screen),
    zoomBy,
    stepZoom: (direction) => zoomBy(attributes.zoomBy ** direction),
    panBy(by) {
      corner.value = { x: place.value.x + by.x, y: place.value.y + by.y };
    },
    show(part) {
      const a = apply(matrix.value, { x: part.left, y: part.top });
      const b = apply(matrix.value, { x: part.right, y: part.bottom });
      const { width, height } = frame.value;
      if (meets(boundsOf([a, b]), { left: 0, top: 0, right: width, bottom: height })) return;
      const x = place.value.x + (width - a.x - b.x) / 2;
      const y = place.value.y + (height - a.y - b.y) / 2;
      corner.value = { x, y };
    },
    fit() {
      chosen.value = 1;
    },
    actual() {
      if (fitting.value) zoomTo(Math.min(1 / fitting.value, MAX_ZOOM));
    },
    rotate(by) {
      turns.value = ((turns.value + by + 4) % 4) as Turns;
    },
  };
}

/** A larger image covers the frame; a smaller one lies where the config wants it. */
function along(corner: number, image: number, frame: number, align: number): number {
  return image > frame ? clamp(corner, frame - image, 0) : ((frame - image) * (align + 1)) / 2;
}
