// Drawing a rectangle: by drag, by two clicks, by a double click, or by three points.
import { clamp, distance, type Point, within } from "../../geometry/affine";
import { type Box, boxFromPoints, boxFromSide, snapBox } from "../../geometry/box";
import type { DrawStep, DrawTool, Rules } from "./shape";

export interface RectangleDraw {
  readonly from: Point;
  readonly to: Point;
  /** The first corner was set by a click: the pointer moves freely until the second one. */
  readonly clicked: boolean;
}

const on = <S>(state: S): DrawStep<S, Box> => ({ state, done: null });
const end = <S>(done: Box | null): DrawStep<S, Box> => ({ state: null, done });

function finished(box: Box, rules: Rules): Box | null {
  if (box.width < rules.least || box.height < rules.least) return null;
  return rules.snap ? snapBox(box, rules.size) : box;
}

function standardBox(at: Point, rules: Rules): Box | null {
  const { width, height } = rules.size;
  const side = { width: Math.min(rules.standard, width), height: Math.min(rules.standard, height) };
  const x = clamp(at.x, 0, width - side.width);
  const y = clamp(at.y, 0, height - side.height);
  return finished({ x, y, ...side, rotation: 0 }, rules);
}

export const rectangleTool: DrawTool<RectangleDraw, Box> = {
  name: "rectangle",
  shape: "rectangle",
  step(state, event, rules) {
    const at = within(rules.size, event.at);
    if (!state) return event.type === "down" ? on({ from: at, to: at, clicked: false }) : end(null);
    if (event.type !== "up") return on({ ...state, to: at });
    if (distance(state.from, at) >= rules.least) return end(finished(boxFromPoints(state.from, at), rules));
    return state.clicked ? end(standardBox(state.from, rules)) : on({ ...state, to: at, clicked: true });
  },
  preview(state, rules) {
    const box = boxFromPoints(state.from, state.to);
    return rules.snap && box.width && box.height ? snapBox(box, rules.size) : box;
  },
};

export interface ThreePointDraw {
  readonly first: Point;
  readonly second: Point | null;
  readonly to: Point;
  readonly pressed: Point | null;
}

export const threePointTool: DrawTool<ThreePointDraw, Box> = {
  name: "rectangle3",
  shape: "rectangle",
  step(state, event, rules) {
    const at = within(rules.size, event.at);
    if (!state) {
      return event.type === "down" ? on({ first: at, second: null, to: at, pressed: at }) : end(null);
    }
    if (event.type === "down" || event.type === "double") return on({ ...state, to: at, pressed: at });
    if (event.type === "move") return on({ ...state, to: at });
    if (!state.second) {
      const apart = distance(state.first, at) >= rules.least;
      return on({ ...state, to: at, pressed: null, second: apart ? at : null });
    }
    return end(finished(boxFromSide(state.first, state.second, at), { ...rules, snap: false }));
  },
  preview: (state) => boxFromSide(state.first, state.second ?? state.to, state.to),
};
