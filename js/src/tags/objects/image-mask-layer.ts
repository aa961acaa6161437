// Puts masks on the screen: all at rest as one plate, the one that is painted on as another.
// Both lie in image pixels and are only moved when the view moves.
import { effect, type ReadonlySignal } from "@preact/signals-core";
import type { Scope } from "../../core/scope";
import { apply, type Bounds, boundsOf, type Matrix } from "../../geometry/affine";
import {
  coverage,
  createPlate,
  type Grid,
  gridFor,
  type Ink,
  type Placed,
  type Plate,
} from "../../geometry/mask-plate";
import { joined } from "../../geometry/mask-stroke";
import type { MaskFigure } from "../shapes/mask";
import type { Mark } from "./image-marks";
import type { ImageSurface } from "./image-surface";

/** A mask being painted on: not in the data yet. */
export interface Live {
  /** The region, which is not at rest meanwhile; null for a new one. */
  readonly id: string | null;
  readonly base: Placed | null;
  readonly ink: Ink;
  /** Alpha of an image pixel now, from what it was. */
  alpha(x: number, y: number, before: number): number;
}

export interface MaskLayer {
  mount(plate: HTMLCanvasElement, live: HTMLCanvasElement): () => void;
  /** Image pixels of the open mask that look different now. */
  touch(bounds: Bounds): void;
}

export interface LayerSources {
  readonly surface: ImageSurface;
  readonly live: ReadonlySignal<Live | null>;
  /** The same object while it looks the same. */
  inkOf(mark: Mark): Ink;
}

/** The view is still for this long before masks are pictured anew at its scale. */
const STILL_MS = 80;
/** Part of a frame that picturing anew may take, and rows that are read at once. */
const SLICE_MS = 6;
const SLICE_ROWS = 64;

/** A plate for another view, while the one before is still shown. */
interface Fresh {
  readonly plate: Plate;
  readonly held: Map<string, Held>;
  readonly waiting: [string, Held][];
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  row: number;
}

interface Held {
  readonly figure: MaskFigure;
  readonly ink: Ink;
}

export function createMaskLayer({ surface, live, inkOf }: LayerSources, scope: Scope): MaskLayer {
  const { view } = surface;
  let canvases: { plate: HTMLCanvasElement; live: HTMLCanvasElement } | null = null;
  let plate: Plate | null = null;
  let wanted: ReadonlyMap<string, Held> = new Map();
  let held = new Map<string, Held>();
  let base: Uint8Array | null = null;
  let open: Live | null = null;
  let dirty: Bounds | null = null;
  let again = false;
  let fresh: Fresh | null = null;
  let request = 0;
  let stopWaiting = () => {};

  const schedule = () => {
    if (!request && canvases) request = requestAnimationFrame(run);
  };

  function run() {
    request = 0;
    if (!canvases || !view.size.peek() || !view.scale.peek()) return;
    if (again) {
      again = false;
      fresh = begin(gridNow());
    }
    if (fresh && prepared(fresh, plate ? SLICE_MS : Number.POSITIVE_INFINITY)) show(fresh);
    update();
    if (live.peek() !== open) openLive();
    if (open && dirty) paintLive(dirty);
    dirty = null;
  }

  const gridNow = (): Grid => gridFor(view.size.peek() ?? { width: 1, height: 1 }, seen(), view.scale.peek());

  function seen(): Bounds {
    const size = view.size.peek() ?? { width: 0, height: 0 };
    const { width, height } = view.frame.peek();
    const { left, top, right, bottom } = boundsOf([
      view.toImage({ x: 0, y: 0 }),
      view.toImage({ x: width, y: height }),
    ]);
    return {
      left: Math.max(0, left),
      top: Math.max(0, top),
      right: Math.min(size.width, right),
      bottom: Math.min(size.height, bottom),
    };
  }

  function begin(grid: Grid): Fresh {
    const pixels = new Uint8ClampedArray(4 * grid.width * grid.height);
    return { plate: createPlate(grid), held: new Map(), waiting: [...wanted], pixels, row: 0 };
  }

  /** Whether the plate is ready; else the next frame goes on with it. */
  function prepared(next: Fresh, most: number): boolean {
    const { width, height } = next.plate.grid;
    const end = performance.now() + most;
    for (let one = next.waiting.pop(); one; one = performance.now() < end ? next.waiting.pop() : undefined) {
      next.held.set(...one);
      next.plate.put(one[1].figure, one[1].ink, 1);
    }
    for (; !next.waiting.length && next.row < height && performance.now() < end; next.row += SLICE_ROWS)
      next.pixels.set(
        next.plate.read([next.row, Math.min(height, next.row + SLICE_ROWS)]),
        4 * width * next.row,
      );
    if (!next.waiting.length && next.row >= height) return true;
    schedule();
    return false;
  }

  function show(next: Fresh) {
    fresh = null;
    plate = next.plate;
    held = next.held;
    open = null;
    const { width, height } = plate.grid;
    for (const canvas of Object.values(canvases ?? {})) {
      canvas.width = width;
      canvas.height = height;
    }
    write(canvases?.plate, next.pixels, 0, 0, width);
    place(view.matrix.peek());
  }

  /** Puts in what is new and takes off what is gone. */
  function update() {
    if (!plate) return;
    let rows: readonly [number, number] | null = null;
    const put = ({ figure, ink }: Held, sign: 1 | -1) => {
      const changed = plate?.put(figure, ink, sign);
      if (changed) rows = rows ? [Math.min(rows[0], changed[0]), Math.max(rows[1], changed[1])] : changed;
    };
    for (const [id, one] of held) if (wanted.get(id) !== one) put(one, -1);
    for (const [id, one] of wanted) if (held.get(id) !== one) put(one, 1);
    held = new Map(wanted);
    if (rows) write(canvases?.plate, plate.read(rows), 0, rows[0], plate.grid.width);
  }

  function openLive() {
    open = live.peek();
    const canvas = canvases?.live;
    const ctx = canvas?.getContext("2d", { willReadFrequently: true });
    if (!canvas || !ctx || !plate) return;
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    base = open?.base ? coverage(open.base, plate.grid) : null;
    if (open) paintLive(plate.grid.area);
  }

  function paintLive(bounds: Bounds) {
    if (!plate || !open) return;
    const { area, level, width, height } = plate.grid;
    const [left, top] = [cellOf(bounds.left, area.left, width), cellOf(bounds.top, area.top, height)];
    const right = Math.min(width, Math.ceil((bounds.right - area.left) / level));
    const bottom = Math.min(height, Math.ceil((bounds.bottom - area.top) / level));
    if (right <= left || bottom <= top) return;
    const words = new Uint32Array((right - left) * (bottom - top));
    const [red, green, blue] = open.ink.rgb;
    const color = (blue << 16) | (green << 8) | red;
    // Two places of a cell stand for its pixels; one if it is a pixel.
    const offsets = level === 1 ? [0] : [level >> 2, level - 1 - (level >> 2)];
    const last = { x: area.right - 1, y: area.bottom - 1 };
    for (let cy = top; cy < bottom; cy++)
      for (let cx = left; cx < right; cx++) {
        const before = base ? (base[cy * width + cx] as number) : 0;
        let sum = 0;
        for (const dy of offsets)
          for (const dx of offsets) {
            const x = Math.min(last.x, area.left + cx * level + dx);
            sum += open.alpha(x, Math.min(last.y, area.top + cy * level + dy), before);
          }
        const alpha = (sum / (offsets.length * offsets.length)) * open.ink.opacity;
        words[(cy - top) * (right - left) + cx - left] = ((alpha << 24) | color) >>> 0;
      }
    write(canvases?.live, new Uint8ClampedArray(words.buffer), left, top, right - left);

    function cellOf(at: number, start: number, cells: number) {
      return Math.min(cells, Math.max(0, Math.floor((at - start) / level)));
    }
  }

  function place(matrix: Matrix) {
    if (!canvases || !plate) return;
    const { area, level } = plate.grid;
    const [a, b, c, d] = matrix;
    const at = apply(matrix, { x: area.left, y: area.top });
    const transform = `matrix(${a * level},${b * level},${c * level},${d * level},${at.x},${at.y})`;
    // From this size on, pixels are seen as squares.
    const rendering = level === 1 && view.scale.peek() >= 2 ? "pixelated" : "auto";
    for (const { style } of Object.values(canvases)) {
      style.transform = transform;
      style.imageRendering = rendering;
    }
  }

  /** Whether what is pictured does for the view as it is. */
  const fits = (): boolean => {
    if (!plate) return false;
    const now = seen();
    const { area, level } = plate.grid;
    const inside =
      area.left <= now.left && area.top <= now.top && area.right >= now.right && area.bottom >= now.bottom;
    return inside && gridNow().level === level;
  };

  scope.add(
    effect(() => {
      const next = new Map<string, Held>();
      const figures = surface.edited.value;
      const painted = live.value?.id;
      for (const mark of surface.marks.value) {
        if (!mark.shape.layered || mark.id === painted) continue;
        const figure = (figures.get(mark.id) ?? mark.figure) as MaskFigure;
        if (figure.frame) continue;
        const ink = inkOf(mark);
        const before = wanted.get(mark.id);
        next.set(mark.id, before?.figure === figure && before.ink === ink ? before : { figure, ink });
      }
      wanted = next;
      schedule();
    }),
  );
  scope.add(
    effect(() => {
      place(view.matrix.value);
      view.frame.value;
      stopWaiting();
      if (plate && fits()) return;
      const anew = () => {
        again = true;
        schedule();
      };
      if (plate) stopWaiting = scope.timeout(anew, STILL_MS);
      else anew();
    }),
  );
  scope.add(() => cancelAnimationFrame(request));

  return {
    mount(plateCanvas, liveCanvas) {
      canvases = { plate: plateCanvas, live: liveCanvas };
      again = true;
      schedule();
      return () => {
        canvases = null;
      };
    },
    touch(bounds) {
      dirty = dirty ? joined(dirty, bounds) : bounds;
      schedule();
    },
  };
}

function write(
  canvas: HTMLCanvasElement | undefined,
  pixels: Uint8ClampedArray<ArrayBuffer>,
  left: number,
  top: number,
  width: number,
): void {
  const ctx = canvas?.getContext("2d", { willReadFrequently: true });
  if (pixels.length) ctx?.putImageData(new ImageData(pixels, width), left, top);
}
