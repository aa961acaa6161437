// What the part `masks` shows: the plates, the ring of the brush, what cannot be shown, and the options.
import { type Signal, useComputed, useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Editor } from "../../core/editor";
import { apply, boundsOf, clamp, type Point } from "../../geometry/affine";
import { useView } from "../../ui/context";
import type { MaskCodes } from "./image-mask-codes";
import type { MaskHand } from "./image-mask-hand";
import type { Live, MaskLayer } from "./image-mask-layer";
import { WarpedMasks } from "./image-mask-warp";
import { MASKS_CSS } from "./image-masks.css";
import type { ImageSurface } from "./image-surface";
import { paintTool } from "./image-tools";

/** Room that a note at a mask needs. */
const NOTE = { width: 350, height: 32 };

export interface MaskViewProps {
  readonly editor: Editor;
  readonly surface: ImageSurface;
  readonly hand: MaskHand;
  readonly codes: MaskCodes;
  readonly layer: MaskLayer;
  readonly live: Signal<Live | null>;
}

export function MaskView(props: MaskViewProps) {
  const { layer, live, surface, hand } = props;
  const { root } = useView();
  root.css("masks", MASKS_CSS);
  const plate = useRef<HTMLCanvasElement>(null);
  const open = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (plate.current && open.current) return layer.mount(plate.current, open.current);
  }, [layer]);
  return (
    <>
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas is not focusable */}
      <canvas class="lsw-mask-plate" ref={plate} aria-hidden="true" />
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas is not focusable */}
      <canvas
        class="lsw-mask-plate"
        ref={open}
        aria-hidden="true"
        data-open={live.value !== null || undefined}
      />
      <WarpedMasks surface={surface} inkOf={(mark) => hand.ink(mark)} />
      <Ring {...props} />
      <TooLarge surface={surface} />
      <Faults {...props} />
    </>
  );
}

/** The brush at its true size, where it would paint. */
function Ring({ surface, hand, live }: MaskViewProps) {
  const mark = useRef<HTMLDivElement>(null);
  const pointer = useSignal<Point | null>(null);
  useLayoutEffect(() => {
    const frame = mark.current?.closest<HTMLElement>(".lsw-image-frame");
    if (!frame) return;
    const move = (event: PointerEvent) => {
      const box = frame.getBoundingClientRect();
      pointer.value = { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const leave = () => {
      pointer.value = null;
    };
    frame.addEventListener("pointermove", move);
    frame.addEventListener("pointerleave", leave);
    return () => {
      frame.removeEventListener("pointermove", move);
      frame.removeEventListener("pointerleave", leave);
    };
  }, []);
  const tool = paintTool(surface.mode.value);
  const { matrix, scale } = surface.view;
  const crosshair = surface.crosshair.value;
  const image = crosshair ?? (pointer.value && surface.view.toImage(pointer.value));
  const brush = tool && (tool.name === "brush" || tool.name === "eraser") ? hand.brush(tool) : null;
  const at =
    image && brush && !brush.smooth ? { x: Math.floor(image.x) + 0.5, y: Math.floor(image.y) + 0.5 } : image;
  const screen = at && apply(matrix.value, at);
  const radius = brush ? Math.max(brush.radius * scale.value, 1.5) : 0;
  return (
    <div
      ref={mark}
      class="lsw-mask-ring"
      aria-hidden="true"
      data-square={brush?.square || undefined}
      data-tool={tool?.name}
      data-down={live.value !== null || undefined}
      hidden={!brush || !screen}
      style={{
        width: `${2 * radius}px`,
        height: `${2 * radius}px`,
        transform: screen ? `translate(${screen.x - radius}px,${screen.y - radius}px)` : undefined,
      }}
    />
  );
}

/** At the mask whose change could not be saved. */
function TooLarge({ surface: { view, unsaved } }: Pick<MaskViewProps, "surface">) {
  const bounds = unsaved.bounds.value;
  if (!bounds) return null;
  const { width, height } = view.frame.value;
  const box = boundsOf([
    apply(view.matrix.value, { x: bounds.left, y: bounds.top }),
    apply(view.matrix.value, { x: bounds.right, y: bounds.bottom }),
  ]);
  const style = {
    left: `${clamp(box.left, 4, width - NOTE.width)}px`,
    top: `${clamp(box.bottom + 4, 4, height - NOTE.height)}px`,
  };
  return (
    <p class="lsw-mask-unsaved" role="alert" style={style}>
      Too large to be saved: this change of the mask was not made.
    </p>
  );
}

/** Masks of this page that are in the data and cannot be drawn. */
function Faults({ editor, surface, codes }: MaskViewProps) {
  const faults = useComputed(() => {
    const size = surface.view.size.value;
    const page = surface.facts().item_index;
    if (!size) return [];
    codes.version.value;
    return editor.regions.value.flatMap(({ object, shape, geometry, facts, ordinal, labels }) => {
      if (object !== surface.name || (shape !== "brush" && shape !== "bitmask")) return [];
      if (page !== undefined && (facts.item_index ?? 0) !== page) return [];
      const why = codes.fault(geometry, size);
      const name = labels.length ? `${ordinal} (${labels.join(", ")})` : String(ordinal);
      return why ? [`Region ${name} cannot be shown: ${why}. It is kept as it is.`] : [];
    });
  }).value;
  const [first, ...more] = faults;
  if (!first) return null;
  return (
    <p class="lsw-mask-faults" role="status" title={faults.join("\n")}>
      {first}
      {more.length > 0 && ` So it is with ${more.length} more.`}
    </p>
  );
}
