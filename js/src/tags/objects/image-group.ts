// Several selected regions in one frame: its handles scale them all, as one step of undo.
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Editor } from "../../core/editor";
import { type Bounds, clamp, type Point } from "../../geometry/affine";
import type { Rules } from "../shapes/shape";
import { type PointerStep, stepLabel } from "./image-gesture";
import type { Mark } from "./image-marks";
import type { Reshape } from "./image-nudge";

export const GROUP_HANDLES = ["nw", "n", "ne", "e", "se", "s", "sw", "w"] as const;
export type GroupHandle = (typeof GROUP_HANDLES)[number];
export const groupHandleId = (handle: GroupHandle): string => `group-${handle}`;

const edge = (handle: string, low: string, high: string): -1 | 0 | 1 =>
  handle.includes(low) ? -1 : handle.includes(high) ? 1 : 0;

/** Where a handle stands on the frame: -1 left or top, 0 middle, 1 right or bottom. */
export const handleSides = (handle: string): readonly [-1 | 0 | 1, -1 | 0 | 1] => [
  edge(handle, "w", "e"),
  edge(handle, "n", "s"),
];

const along = (side: number, low: number, high: number): number =>
  side < 0 ? low : side > 0 ? high : (low + high) / 2;

export const handleAt = (bounds: Bounds, handle: string): Point => {
  const [x, y] = handleSides(handle);
  return { x: along(x, bounds.left, bounds.right), y: along(y, bounds.top, bounds.bottom) };
};

/** The fixed point and the factors of a pull: corners keep the ratio, sides stretch one way. */
export function groupScale(
  bounds: Bounds,
  handle: string,
  by: Point,
  rules: Rules,
): { readonly about: Point; readonly by: Point } {
  const [ex, ey] = handleSides(handle);
  const at = handleAt(bounds, handle);
  const about = { x: along(-ex, bounds.left, bounds.right), y: along(-ey, bounds.top, bounds.bottom) };
  const span = { x: at.x - about.x, y: at.y - about.y };
  const { width, height } = rules.size;
  const limits = (side: number, from: number, length: number, full: number): [number, number] => {
    if (!side || !length) return [0, Number.POSITIVE_INFINITY];
    const room = side < 0 ? from : full - from;
    const least = Math.min(rules.least / Math.abs(length), 1);
    return [least, Math.max(room / Math.abs(length), 1)];
  };
  const [lowX, highX] = limits(ex, about.x, span.x, width);
  const [lowY, highY] = limits(ey, about.y, span.y, height);
  if (ex && ey) {
    const square = span.x ** 2 + span.y ** 2;
    const wanted = square ? 1 + (by.x * span.x + by.y * span.y) / square : 1;
    const factor = clamp(wanted, Math.max(lowX, lowY), Math.min(highX, highY));
    return { about, by: { x: factor, y: factor } };
  }
  const x = ex && span.x ? clamp(1 + by.x / span.x, lowX, highX) : 1;
  const y = ey && span.y ? clamp(1 + by.y / span.y, lowY, highY) : 1;
  return { about, by: { x, y } };
}

const figuresBounds = (marks: readonly Mark[], figures: ReadonlyMap<string, unknown>): Bounds => {
  const frame = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const mark of marks) {
    const figure = figures.get(mark.id);
    const bounds = figure === undefined ? mark.bounds : mark.shape.bounds(figure);
    frame.left = Math.min(frame.left, bounds.left);
    frame.top = Math.min(frame.top, bounds.top);
    frame.right = Math.max(frame.right, bounds.right);
    frame.bottom = Math.max(frame.bottom, bounds.bottom);
  }
  return frame;
};

interface Pulling {
  readonly handle: string;
  readonly from: Point;
  readonly marks: readonly Mark[];
  readonly bounds: Bounds;
  readonly figures: ReadonlyMap<string, unknown>;
}

export interface GroupParts {
  readonly editor: Editor;
  readonly marks: ReadonlySignal<readonly Mark[]>;
  /** Figures of other gestures, which the frame follows. */
  readonly edited: ReadonlySignal<ReadonlyMap<string, unknown>>;
  movable(mark: Mark): boolean;
  rules(mark: Mark | null): Rules;
  readonly reshape: Reshape;
}

export type ImageGroup = ReturnType<typeof createImageGroup>;

export function createImageGroup({ editor, marks, edited, movable, rules, reshape }: GroupParts) {
  const pulling = signal<Pulling | null>(null);
  const chosen = computed(() => {
    const selected = editor.selection.value;
    if (selected.length < 2) return [];
    const ids = new Set(selected);
    return marks.value.filter((mark) => ids.has(mark.id) && movable(mark));
  });
  const scaled = (open: Pulling, at: Point): ReadonlyMap<string, unknown> => {
    const { x, y } = open.from;
    const scale = groupScale(open.bounds, open.handle, { x: at.x - x, y: at.y - y }, rules(null));
    return new Map(
      open.marks.map((mark) => {
        const own = rules(mark);
        return [mark.id, mark.shape.scale(mark.figure, scale.about, scale.by, own)];
      }),
    );
  };

  return {
    /** Frame around all of them in image pixels; null with fewer than two. */
    frame: computed(() => {
      const group = chosen.value;
      return group.length < 2 ? null : figuresBounds(group, pulling.value?.figures ?? edited.value);
    }),
    figures: computed(() => pulling.value?.figures ?? null),
    /** True while a handle of the frame is pulled, or is pressed by this event. */
    pointer(event: PointerStep): boolean {
      const open = pulling.value;
      if (!open) {
        const handle = event.handle?.startsWith("group-") ? event.handle.slice(6) : null;
        if (event.type !== "down" || event.button !== 0 || handle === null || chosen.value.length < 2)
          return false;
        const group = chosen.value;
        const none = new Map<string, unknown>();
        const bounds = figuresBounds(group, none);
        pulling.value = { handle, from: event.at, marks: group, bounds, figures: none };
        return true;
      }
      const figures = scaled(open, event.at);
      if (event.type === "up") {
        pulling.value = null;
        const moved = event.at.x !== open.from.x || event.at.y !== open.from.y;
        const changes = open.marks
          .map((mark) => [mark, figures.get(mark.id)] as const)
          .filter(([mark, figure]) => figure !== mark.figure);
        if (moved && changes.length)
          reshape(
            changes,
            stepLabel(
              "Resize",
              changes.map(([mark]) => mark),
            ),
          );
      } else if (event.type === "move") pulling.value = { ...open, figures };
      return true;
    },
    cancel(): boolean {
      const open = pulling.value !== null;
      pulling.value = null;
      return open;
    },
  };
}

export const frameCorners = ({ left, top, right, bottom }: Bounds): readonly Point[] => [
  { x: left, y: top },
  { x: right, y: top },
  { x: right, y: bottom },
  { x: left, y: bottom },
];
