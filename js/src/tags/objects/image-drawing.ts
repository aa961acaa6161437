// A figure that is being drawn point by point: what takes a point back, and what ends it.
import type { Effect, Gesture, Step } from "./image-gesture";

type Drawing = Gesture & { readonly kind: "draw" };

const isDrawing = (gesture: Gesture | null): gesture is Drawing => gesture?.kind === "draw";

/** One point less; null when nothing is drawn by points. */
export function back(gesture: Gesture | null): Step | null {
  if (!isDrawing(gesture) || !gesture.tool.back) return null;
  const state = gesture.tool.back(gesture.state);
  return [state === null ? null : { ...gesture, state }, []];
}

/** The point that was taken back, again. */
export function forward(gesture: Gesture | null): Step | null {
  const state = isDrawing(gesture) ? (gesture.tool.forward?.(gesture.state) ?? null) : null;
  return isDrawing(gesture) && state !== null ? [{ ...gesture, state }, []] : null;
}

/** Enter: the figure as it is, or why it cannot end yet. */
export function finished(gesture: Gesture | null): Step | null {
  if (!isDrawing(gesture) || !gesture.tool.finish) return null;
  const end = gesture.tool.finish(gesture.state, gesture.rules);
  if ("missing" in end) return [gesture, [{ type: "refuse", reason: end.missing }]];
  return [null, [{ type: "draw", shape: gesture.tool.shape, figure: end.figure }]];
}

/** What Escape keeps: an open line is a figure. */
export function kept(gesture: Gesture | null): readonly Effect[] {
  if (!isDrawing(gesture) || !gesture.tool.keeps) return [];
  return finished(gesture)?.[1].filter(({ type }) => type === "draw") ?? [];
}

/** For screen readers. */
export function progress(gesture: Gesture | null): string {
  if (!isDrawing(gesture)) return "";
  const points = gesture.tool.points?.(gesture.state);
  return points ? `Point ${points.length} set` : "First corner set";
}
