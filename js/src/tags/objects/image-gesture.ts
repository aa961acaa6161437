// The pointer on an image as a pure machine: (gesture, event, scene) -> [gesture, effects].
import type { ShapeName } from "../../core/editor";
import { type Bounds, boundsOf, distance, keepInside, type Point } from "../../geometry/affine";
import type { DrawEvent, Handle, Rules } from "../shapes/shape";
import { type Mark, marksIn } from "./image-marks";
import { added, handleOf, pressedPoint, pullLabel } from "./image-point-gesture";
import type { AnyDrawTool } from "./image-shapes";

export interface PointerStep {
  readonly type: "down" | "move" | "up";
  /** Presses in a row at one place: 2 is a double click. */
  readonly clicks: number;
  readonly alt: boolean;
  /** In image pixels; may lie outside the image. */
  readonly at: Point;
  /** In screen pixels, from the top-left corner of the frame. */
  readonly screen: Point;
  /** 0 main, 1 wheel, 2 right. */
  readonly button: number;
  /** Id of the handle under the pointer. */
  readonly handle: string | null;
  /** Whether the pointer is over the image. */
  readonly inside: boolean;
  readonly shift: boolean;
  /** Ctrl or Cmd. */
  readonly mod: boolean;
}

export interface Scene {
  readonly marks: readonly Mark[];
  readonly selected: readonly string[];
  readonly tool: AnyDrawTool | null;
  readonly pan: boolean;
  /** Region that waits for a partner. */
  readonly relating: string | null;
  /** Why the person cannot draw now; empty when nothing was meant to be drawn. */
  readonly refusal: string;
  /** Handle of the point that was chosen last in the selected figure. */
  readonly point: string | null;
  stack(at: Point): Mark[];
  movable(mark: Mark): boolean;
  /** For a new figure, or for one that is there. */
  rules(mark: Mark | null): Rules;
}

export type Gesture =
  | { readonly kind: "press"; readonly start: PointerStep; readonly stack: readonly Mark[] }
  | {
      readonly kind: "draw";
      readonly tool: AnyDrawTool;
      readonly state: unknown;
      readonly rules: Rules;
      /** Where the wheel button holds the image meanwhile. */
      readonly pan?: Point | null;
    }
  | { readonly kind: "move"; readonly from: Point; readonly marks: readonly Mark[]; readonly by: Point }
  | {
      readonly kind: "pull";
      readonly handle: Handle;
      readonly from: Point;
      /** Where it was pressed on the screen. */
      readonly start: Point;
      readonly mark: Mark;
      readonly figure: unknown;
    }
  | { readonly kind: "band"; readonly from: Point; readonly to: Point; readonly add: boolean }
  | { readonly kind: "pan"; readonly last: Point };

export type Effect =
  | { readonly type: "select"; readonly ids: readonly string[] }
  | { readonly type: "relate"; readonly to: string }
  | { readonly type: "draw"; readonly shape: ShapeName; readonly figure: unknown }
  | {
      readonly type: "reshape";
      readonly changes: readonly (readonly [Mark, unknown])[];
      readonly label: string;
    }
  | { readonly type: "point"; readonly handle: string | null }
  | { readonly type: "pan"; readonly by: Point }
  | { readonly type: "refuse"; readonly reason: string };

export type Step = readonly [Gesture | null, readonly Effect[]];

const DRAG_STARTS = 3;
const nothing: readonly Effect[] = [];

export function step(gesture: Gesture | null, event: PointerStep, scene: Scene): Step {
  if (gesture?.kind === "draw") return drawing(gesture, event, scene);
  if (event.type === "down") return gesture ? [gesture, nothing] : pressed(event, scene);
  if (!gesture) return [null, nothing];
  if (gesture.kind === "press")
    return event.type === "up" ? clicked(gesture, scene) : dragged(gesture, event, scene);
  if (gesture.kind === "pan") return panning(gesture, event);
  if (gesture.kind === "band") return banding(gesture, event, scene);
  if (event.type === "up" && isPointClick(gesture, event))
    return [null, [{ type: "point", handle: gesture.handle.id }]];
  const next = gesture.kind === "move" ? moving(gesture, event, scene) : pulling(gesture, event, scene);
  return event.type === "up" ? [null, committed(next, scene)] : [next, nothing];
}

/** Figures as the gesture shows them now; not in the data yet. */
export function edited(gesture: Gesture | null, scene: Pick<Scene, "rules">): ReadonlyMap<string, unknown> {
  if (gesture?.kind === "pull") return new Map([[gesture.mark.id, gesture.figure]]);
  if (gesture?.kind !== "move") return new Map();
  return new Map(
    gesture.marks.map((mark) => [mark.id, mark.shape.move(mark.figure, gesture.by, scene.rules(mark))]),
  );
}

export function bandBounds(gesture: Gesture | null): Bounds | null {
  return gesture?.kind === "band" ? boundsOf([gesture.from, gesture.to]) : null;
}

/** Starts or goes on with drawing, whatever lies below: for the keyboard. */
export function drawAt(gesture: Gesture | null, at: Point, scene: Scene): Step {
  let next: Step = [gesture, nothing];
  for (const type of ["down", "up"] as const) {
    const open = next[0];
    if (open?.kind === "draw") next = drawStep(open.tool, open.state, plain(type, at), open.rules);
    else if (type === "down" && scene.tool)
      next = drawStep(scene.tool, null, plain(type, at), scene.rules(null));
  }
  return next;
}

/** A click goes down the stack: the next below the selected one, and nothing after the last. */
export function nextInStack(stack: readonly Mark[], selected: readonly string[]): readonly string[] {
  const last = stack.findLastIndex((mark) => selected.includes(mark.id));
  const next = stack[last + 1];
  return next ? [next.id] : [];
}

const plain = (type: DrawEvent["type"], at: Point): DrawEvent => ({ type, at, shift: false, alt: false });

function drawStep(tool: AnyDrawTool, state: unknown, event: DrawEvent, rules: Rules): Step {
  const { state: next, done } = tool.step(state, event, rules);
  if (next !== null) return [{ kind: "draw", tool, state: next, rules }, nothing];
  return [null, done === null ? nothing : [{ type: "draw", shape: tool.shape, figure: done }]];
}

function drawing(gesture: Gesture & { kind: "draw" }, event: PointerStep, scene: Scene): Step {
  const { tool, state, pan } = gesture;
  if (event.button === 1 && event.type !== "move")
    return [{ ...gesture, pan: event.type === "down" ? event.screen : null }, nothing];
  if (pan) {
    const by = { x: event.screen.x - pan.x, y: event.screen.y - pan.y };
    return [{ ...gesture, pan: event.screen }, [{ type: "pan", by }]];
  }
  if (event.type !== "move" && event.button !== 0) return [gesture, nothing];
  // The view may have been zoomed since: lengths on the screen are those of now.
  const { control, snap, canRotate } = gesture.rules;
  const type = event.type === "down" && event.clicks === 2 ? "double" : event.type;
  return drawStep(tool, state, { ...event, type }, { ...scene.rules(null), control, snap, canRotate });
}

function pressed(event: PointerStep, scene: Scene): Step {
  if (event.button === 1 || (event.button === 0 && (scene.pan || (event.shift && !event.handle)))) {
    return [{ kind: "pan", last: event.screen }, nothing];
  }
  if (event.button !== 0) return [null, nothing];
  const mark = scene.marks.find((m) => m.id === scene.selected[0]);
  const handle = event.handle && mark && handleOf(mark, event.handle, scene);
  if (handle && mark) {
    const effects = pressedPoint(mark, handle, event, scene);
    if (effects) return [null, effects];
    const { at: from, screen: start } = event;
    return [{ kind: "pull", handle, from, start, mark, figure: mark.figure }, nothing];
  }
  return [{ kind: "press", start: event, stack: event.inside ? scene.stack(event.at) : [] }, nothing];
}

/** A click while a partner is awaited takes the topmost other region. */
export function related(stack: readonly Mark[], { relating }: Pick<Scene, "relating">): readonly Effect[] {
  const other = stack.find((mark) => mark.id !== relating);
  return other ? [{ type: "relate", to: other.id }] : nothing;
}

function clicked({ start, stack }: Gesture & { kind: "press" }, scene: Scene): Step {
  if (scene.relating !== null) return [null, related(stack, scene)];
  const alone = scene.selected.length === 0;
  const onto = added(start, scene);
  if (onto) return [null, onto];
  // Points are mostly set inside other regions; Ctrl draws over all of them.
  const over = scene.tool?.through && alone ? stack.filter(({ area }) => area <= 0) : stack;
  const top = over[0];
  if (start.mod && alone && scene.tool && setsPoints(scene.tool) && start.inside)
    return drawAt(null, start.at, scene);
  if (start.mod && top) {
    const rest = scene.selected.filter((id) => id !== top.id);
    const ids = rest.length < scene.selected.length ? rest : [...rest, top.id];
    return [null, [{ type: "select", ids }]];
  }
  if (top) return [null, [{ type: "select", ids: nextInStack(over, scene.selected) }]];
  if (!alone && !start.mod) return [null, [{ type: "select", ids: [] }]];
  return scene.tool && start.inside ? drawAt(null, start.at, scene) : [null, nothing];
}

function dragged(gesture: Gesture & { kind: "press" }, event: PointerStep, scene: Scene): Step {
  const { start, stack } = gesture;
  if (distance(start.screen, event.screen) < DRAG_STARTS) return [gesture, nothing];
  const held = stack.find((mark) => scene.selected.includes(mark.id)) ?? stack[0];
  if (held && !start.mod && scene.movable(held)) {
    const group = scene.selected.includes(held.id)
      ? scene.marks.filter((mark) => scene.selected.includes(mark.id) && scene.movable(mark))
      : [held];
    const begun = { kind: "move", from: start.at, marks: group, by: { x: 0, y: 0 } } as const;
    return [moving(begun, event, scene), nothing];
  }
  if (scene.tool && start.inside) {
    const rules = scene.rules(null);
    const [begun] = drawStep(scene.tool, null, plain("down", start.at), rules);
    return begun?.kind === "draw" ? drawing(begun, event, scene) : [begun, nothing];
  }
  return [{ kind: "band", from: start.at, to: event.at, add: start.mod }, nothing];
}

/** A press on a point that hardly moved chooses it. */
function isPointClick(
  gesture: Gesture & { kind: "move" | "pull" },
  { screen }: PointerStep,
): gesture is Gesture & { kind: "pull" } {
  if (gesture.kind === "move" || gesture.handle.kind === "side" || gesture.handle.kind === "turn")
    return false;
  return distance(gesture.start, screen) < DRAG_STARTS;
}

/** Tools whose figures are set by clicks alone. */
const setsPoints = (tool: AnyDrawTool) => tool.through === true || tool.points !== undefined;

function panning(gesture: Gesture & { kind: "pan" }, event: PointerStep): Step {
  const by = { x: event.screen.x - gesture.last.x, y: event.screen.y - gesture.last.y };
  return [event.type === "up" ? null : { kind: "pan", last: event.screen }, [{ type: "pan", by }]];
}

function banding(gesture: Gesture & { kind: "band" }, event: PointerStep, scene: Scene): Step {
  const next = { ...gesture, to: event.at };
  if (event.type !== "up") return [next, nothing];
  const found = marksIn(scene.marks, boundsOf([gesture.from, event.at])).map((mark) => mark.id);
  const ids = gesture.add ? [...new Set([...scene.selected, ...found])] : found;
  const effects: Effect[] = [{ type: "select", ids }];
  if (!found.length && scene.refusal) effects.push({ type: "refuse", reason: scene.refusal });
  return [null, effects];
}

function moving(gesture: Gesture & { kind: "move" }, event: PointerStep, scene: Scene) {
  const by = { x: event.at.x - gesture.from.x, y: event.at.y - gesture.from.y };
  const all = gesture.marks.map((mark) => mark.bounds);
  const bounds = boundsOf(
    all.flatMap((b) => [
      { x: b.left, y: b.top },
      { x: b.right, y: b.bottom },
    ]),
  );
  return { ...gesture, by: keepInside(bounds, by, scene.rules(null).size) };
}

function pulling(gesture: Gesture & { kind: "pull" }, event: PointerStep, scene: Scene) {
  const { mark, handle, from } = gesture;
  const pull = { handle: handle.id, from, to: event.at, even: event.shift };
  const moved = event.at.x !== from.x || event.at.y !== from.y;
  return { ...gesture, figure: moved ? mark.shape.pull(mark.figure, pull, scene.rules(mark)) : mark.figure };
}

function committed(gesture: Gesture & { kind: "move" | "pull" }, scene: Scene): readonly Effect[] {
  const marks = gesture.kind === "move" ? gesture.marks : [gesture.mark];
  const figures = edited(gesture, scene);
  const still =
    gesture.kind === "move" ? !gesture.by.x && !gesture.by.y : gesture.figure === gesture.mark.figure;
  if (still) return nothing;
  const verb = gesture.kind === "move" ? "Move" : pullLabel(gesture.handle);
  const changes = marks.map((mark) => [mark, figures.get(mark.id)] as const);
  return [{ type: "reshape", changes, label: stepLabel(verb, marks) }];
}

export function stepLabel(verb: string, marks: readonly Mark[]): string {
  return `${verb} ${marks.length === 1 ? (marks[0]?.shape.noun ?? "region") : `${marks.length} regions`}`;
}
