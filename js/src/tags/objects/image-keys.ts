// The keyboard on a focused image: crosshair, corners, nudging, growing, turning.
import type { Editor } from "../../core/editor";
import { distance, keepInside, type Point, within } from "../../geometry/affine";
import type { ImageSurface } from "./image-surface";

export const KEYS_HELP =
  "Arrows move the crosshair, or the selected region by 1 pixel (Shift: 10). Enter sets a corner or a point, or " +
  "selects; a second Enter at the last point ends a polygon or vector, Backspace takes a point back. " +
  "Control and arrows change the size, comma and period turn (Shift: 15 degrees). Page Up and Page Down choose " +
  "a point of the selected figure: arrows move it, Enter adds one after it, B bends it, Backspace deletes it. " +
  "Escape cancels; a vector stays as it is.";

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const TURNS: Readonly<Record<string, number>> = { ",": -1, "<": -1, ".": 1, ">": 1 };
/** Screen pixels per press of a held arrow at most: it gets faster with each repeat. */
const FASTEST = 24;
/** Screen pixels around the first point of a figure that end its drawing. */
const REACH = 9;

/** Enter takes all suggestions, unless the keyboard's crosshair is out: then it sets a point. */
export function acceptKey(event: KeyboardEvent, surface: ImageSurface, editor: Editor): boolean {
  const plain = event.key === "Enter" && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!plain || surface.crosshair.value || editor.suggestions.value.length === 0) return false;
  event.preventDefault();
  event.stopPropagation();
  editor.accept();
  return true;
}

export interface KeyInput {
  /** True when the key was used up. */
  down(event: KeyboardEvent): boolean;
  up(event: KeyboardEvent): void;
}

export function createKeyInput(surface: ImageSurface): KeyInput {
  const { view } = surface;
  let repeats = 0;

  const middle = (): Point => {
    const { width, height } = view.frame.value;
    const { x, y, width: w, height: h } = view.place.value;
    const screen = {
      x: (Math.max(0, x) + Math.min(width, x + w)) / 2,
      y: (Math.max(0, y) + Math.min(height, y + h)) / 2,
    };
    return view.toImage(screen);
  };
  /** A step on the screen, as a step on the image that may be turned. */
  const onImage = (dx: number, dy: number, length: number): Point => {
    const [a, b, c, d] = view.matrix.value;
    const k = length / (view.scale.value || 1);
    return { x: (a * dx + b * dy) * k, y: (c * dx + d * dy) * k };
  };

  const walk = (dx: number, dy: number, event: KeyboardEvent) => {
    const size = view.size.value;
    if (!size) return;
    repeats = event.repeat ? repeats + 1 : 0;
    const length = event.shiftKey ? 10 : Math.min(1 + repeats, FASTEST);
    const by = onImage(dx, dy, length / (view.scale.value || 1));
    const from = surface.crosshair.value ?? middle();
    const to = within(size, { x: from.x + by.x, y: from.y + by.y });
    surface.crosshair.value = to;
    const goal = surface.draft.value?.goal;
    const ends = goal && distance(goal, to) * view.scale.value <= REACH;
    surface.said.value = `${Math.round(to.x)}, ${Math.round(to.y)}${ends ? ", Enter ends it here" : ""}`;
    surface.follow(to);
  };

  const arrow = (dx: number, dy: number, event: KeyboardEvent): boolean => {
    const drawing = surface.gesture.value?.kind === "draw";
    const by = onImage(dx, dy, event.shiftKey ? 10 : 1);
    if (!drawing && (event.ctrlKey || event.metaKey)) {
      const growth = { x: Math.round(by.x), y: Math.round(by.y) };
      return surface.nudge("Resize", (mark, figure, rules) => mark.shape.grow(figure, growth, rules));
    }
    if (event.ctrlKey || event.metaKey) return false;
    const moved =
      (!drawing && surface.points.nudge(by)) ||
      (!drawing &&
        surface.nudge("Move", (mark, figure, rules) =>
          mark.shape.move(figure, keepInside(mark.shape.bounds(figure), by, rules.size), rules),
        ));
    if (!moved) walk(dx, dy, event);
    return true;
  };

  /** Keys of the chosen point; of one that is being drawn, Backspace alone. */
  const onPoint = (event: KeyboardEvent): boolean => {
    const { points } = surface;
    const { key } = event;
    if (event.ctrlKey || event.metaKey) return false;
    if (surface.gesture.value?.kind === "draw")
      return (key === "Backspace" || key === "Delete") && surface.undo();
    if (key === "PageDown" || key === "PageUp") {
      surface.settle();
      return points.step(key === "PageDown" ? 1 : -1);
    }
    if (points.active.value === null) return false;
    if (key === "Backspace" || key === "Delete") return points.remove();
    if (key === "Enter" && !event.shiftKey) return points.divide();
    if (key === "b" || key === "B") return points.bend();
    if (key !== "Escape") return false;
    points.choose(null);
    return true;
  };

  return {
    down(event) {
      if (event.altKey || !view.size.value) return false;
      if (onPoint(event)) return true;
      const direction = ARROWS[event.key];
      if (direction) return arrow(direction[0], direction[1], event);
      const turn = TURNS[event.key];
      if (turn && !event.ctrlKey && !event.metaKey) {
        return surface.nudge("Rotate", (mark, figure, rules) =>
          rules.canRotate ? mark.shape.turn(figure, turn * (event.shiftKey ? 15 : 1), rules) : figure,
        );
      }
      if (event.key === "Escape") return surface.cancel() || clearCrosshair(surface);
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.shiftKey) return false;
      if (!surface.crosshair.value && surface.finish()) return true;
      if (!surface.crosshair.value && !surface.canStart()) return false;
      const at = surface.crosshair.value ?? middle();
      surface.crosshair.value = at;
      surface.press(at);
      return true;
    },
    up(event) {
      if (ARROWS[event.key] || TURNS[event.key]) surface.settle();
    },
  };
}

function clearCrosshair(surface: ImageSurface): boolean {
  const shown = surface.crosshair.value !== null;
  surface.crosshair.value = null;
  return shown;
}
