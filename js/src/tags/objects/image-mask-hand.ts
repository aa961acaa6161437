// What the hand holds: size and form of the brush, how strong masks are shown, and their inks.
import { type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import type { Editor } from "../../core/editor";
import { factsOf, number } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { clamp } from "../../geometry/affine";
import type { Ink } from "../../geometry/mask-plate";
import type { Brush } from "../../geometry/mask-stroke";
import type { Mark } from "./image-marks";
import { MASK_OPACITY } from "./image-mask-look";
import type { PaintTool } from "./image-shapes";
import type { ImageSurface } from "./image-surface";

export type MaskShape = "brush" | "bitmask";

export const LEAST_SIZE = 1;
export const MOST_SIZE = 50;
const ERASER_SIZE = 10;
const BRUSH_SIZE = 15;
export interface MaskHand {
  readonly square: Signal<boolean>;
  /** Chosen by the person; null where each control's own counts. */
  readonly opacity: Signal<number | null>;
  readonly threshold: Signal<number | null>;
  size(tool: PaintTool): number;
  resize(tool: PaintTool, size: number): void;
  /** Shape that a tool paints now. */
  shape(): MaskShape;
  brush(tool: PaintTool): Brush;
  /** How strong masks are shown that are painted now. */
  strength(): number;
  ink(mark: Mark): Ink;
  /** Of a mask that is being painted; null for a new one. */
  liveInk(mark: Mark | null): Ink;
}

export interface HandSources {
  readonly editor: Editor;
  readonly surface: ImageSurface;
  /** The mask that a stroke goes on with. */
  readonly target: ReadonlySignal<Mark | null>;
}

export function createMaskHand({ editor, surface, target }: HandSources): MaskHand {
  const sizes = signal<ReadonlyMap<string, number>>(new Map());
  const opacity = signal<number | null>(null);
  const square = signal(false);
  const inks = new Map<string, Ink>();
  const colors = colorReader();

  const shape = (): MaskShape => {
    if (target.value) return target.value.region.shape as MaskShape;
    return editor.canDraw(surface.name, "brush").ok || !editor.canDraw(surface.name, "bitmask").ok
      ? "brush"
      : "bitmask";
  };
  /** The control that paints next. */
  const control = (): TagNode | null => {
    const found: TagNode[] = [];
    const walk = (node: TagNode) => {
      if (
        node.to_name.includes(surface.name) &&
        factsOf(node.tag).shape === shape() &&
        node.tag !== "MagicWand"
      )
        found.push(node);
      node.children.forEach(walk);
    };
    if (editor.tree.value) walk(editor.tree.value);
    return found.find(({ name }) => editor.labels.value.get(name ?? "")?.length) ?? found[0] ?? null;
  };
  const size = (tool: PaintTool) => {
    const node = control();
    const usual =
      tool.name === "eraser" ? ERASER_SIZE : ((node && number(node, "strokeWidth")) ?? BRUSH_SIZE);
    return sizes.value.get(tool.name) ?? clamp(usual, LEAST_SIZE, MOST_SIZE);
  };
  const strength = () => {
    const node = target.value ? null : control();
    const usual = target.value
      ? surface.look(target.value).opacity
      : node && "opacity" in node.attrs
        ? number(node, "opacity")
        : null;
    return opacity.value ?? clamp(usual ?? MASK_OPACITY, 0, 1);
  };
  const make = (color: string, strength: number): Ink => {
    const key = `${color}|${strength}`;
    const ink = inks.get(key) ?? { rgb: colors(color), opacity: strength };
    inks.set(key, ink);
    return ink;
  };
  return {
    square,
    opacity,
    threshold: signal<number | null>(null),
    size,
    resize(tool, next) {
      sizes.value = new Map(sizes.value).set(tool.name, clamp(Math.round(next), LEAST_SIZE, MOST_SIZE));
    },
    shape,
    brush(tool) {
      const length = size(tool);
      if (shape() === "brush")
        return { radius: (length / 2) * surface.rules(null).unit, square: square.value, smooth: true };
      // Around the middle of a pixel; the smallest one is that pixel alone.
      return { radius: length > 1 ? length + 0.5 : 0.5, square: square.value, smooth: false };
    },
    strength,
    ink(mark) {
      const { fill, opacity: usual } = surface.look(mark);
      return make(fill, opacity.value ?? clamp(usual, 0, 1));
    },
    liveInk: (mark) => make(mark ? surface.look(mark).fill : surface.hand.color.value, strength()),
  };
}

/** Any CSS colour in numbers: the canvas knows them all. */
function colorReader(): (color: string) => readonly [number, number, number] {
  const ctx =
    typeof OffscreenCanvas === "undefined"
      ? null
      : new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  return (color) => {
    if (!ctx) return [128, 128, 128];
    ctx.fillStyle = "#808080";
    ctx.fillStyle = color;
    ctx.clearRect(0, 0, 1, 1);
    ctx.fillRect(0, 0, 1, 1);
    const [red = 128, green = 128, blue = 128] = ctx.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  };
}
