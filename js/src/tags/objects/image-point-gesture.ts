// Clicks on single points of the selected figure: take away, bend, add, go on.
import type { Handle } from "../shapes/shape";
import type { Effect, PointerStep, Scene } from "./image-gesture";
import type { Mark } from "./image-marks";

export function handleOf(mark: Mark, id: string, scene: Pick<Scene, "rules">): Handle | undefined {
  return mark.shape.handles(mark.figure, scene.rules(mark), 0).find((handle) => handle.id === id);
}

const VERBS = { side: "Resize", turn: "Rotate", vertex: "Move point of", control: "Bend" } as const;

export const pullLabel = ({ kind }: Handle): string => VERBS[kind];

function reshaped(mark: Mark, figure: unknown, verb: string, handle: string | null): readonly Effect[] {
  return [
    { type: "reshape", changes: [[mark, figure]], label: `${verb} ${mark.shape.noun}` },
    { type: "point", handle },
  ];
}

/** The point before it is chosen then, so that pressing on takes point after point and never the region. */
export function removed(mark: Mark, handle: Handle, scene: Pick<Scene, "rules">): readonly Effect[] {
  const next = mark.shape.without?.(mark.figure, handle.id, scene.rules(mark)) ?? null;
  const index = Number(handle.id.slice(1)) - (handle.kind === "vertex" ? 1 : 0);
  if (next !== null) return reshaped(mark, next, "Delete point of", `v${Math.max(index, 0)}`);
  return [{ type: "refuse", reason: `No fewer points make a ${mark.shape.noun}.` }];
}

export function divided(mark: Mark, handle: Handle, scene: Pick<Scene, "rules">): readonly Effect[] {
  const grown = mark.shape.divide?.(mark.figure, handle.id, scene.rules(mark)) ?? null;
  return grown ? reshaped(mark, grown.figure, "Add point to", grown.handle) : [];
}

export function bent(mark: Mark, handle: Handle, scene: Pick<Scene, "rules">): readonly Effect[] {
  const next = mark.shape.bend?.(mark.figure, handle.id, scene.rules(mark)) ?? null;
  return next === null ? [] : reshaped(mark, next, "Bend", handle.id);
}

/** What a press on a handle does at once; null when it begins a pull. */
export function pressedPoint(
  mark: Mark,
  handle: Handle,
  { alt, clicks, shift }: PointerStep,
  scene: Scene,
): readonly Effect[] | null {
  if (handle.kind === "side" || handle.kind === "turn") return null;
  if (mark.shape.without && (alt || clicks === 2)) return removed(mark, handle, scene);
  const effects = shift && handle.kind === "vertex" ? bent(mark, handle, scene) : [];
  return effects.length ? effects : null;
}

/** A click on the outline of the one selected figure, or with Alt beside it: one point more. */
export function added(start: PointerStep, scene: Scene): readonly Effect[] | null {
  const [id, more] = scene.selected;
  if (more !== undefined || start.mod || !start.inside) return null;
  const mark = scene.marks.find((one) => one.id === id);
  if (!mark || !scene.movable(mark)) return null;
  const { shape, figure } = mark;
  const rules = scene.rules(mark);
  const grown = start.alt
    ? shape.extend?.(figure, start.at, scene.point, rules)
    : shape.insert?.(figure, start.at, rules);
  return grown ? reshaped(mark, grown.figure, "Add point to", grown.handle) : null;
}
