// Drawing a polygon point by point: a click on the first point, a click on the last, or Enter closes it.
import { clamp, distance, type Point } from "../../geometry/affine";
import { placed } from "./points-edit";
import { FEWEST, type Polygon } from "./polygon";
import type { DrawStep, DrawTool, Rules } from "./shape";

export interface PolygonDraw {
  readonly points: readonly Point[];
  /** Points that were taken back, the last one first. */
  readonly undone: readonly Point[];
  readonly to: Point;
  readonly pressed: boolean;
}

/** A click this near to the first point closes, in times of the slack. */
export const NEAR = 3;

const on = (state: PolygonDraw): DrawStep<PolygonDraw, Polygon> => ({ state, done: null });
const end = (points: readonly Point[]): DrawStep<PolygonDraw, Polygon> => ({
  state: null,
  done: { points, closed: true },
});

/** Equal sides around a point, and all of it on the image. */
function triangle(at: Point, rules: Rules): Point[] {
  const side = Math.min(rules.standard, rules.size.width, rules.size.height);
  const height = (side * Math.sqrt(3)) / 2;
  const x = clamp(at.x, side / 2, rules.size.width - side / 2);
  const top = clamp(at.y - height / 2, 0, rules.size.height - height);
  const corners = [
    { x, y: top },
    { x: x + side / 2, y: top + height },
    { x: x - side / 2, y: top + height },
  ];
  return corners.map((p) => placed(p, rules));
}

function goal({ points }: PolygonDraw): Point | null {
  return points.length >= FEWEST ? (points[0] ?? null) : null;
}

/** A second click on the last point: no doubled point, but the end of drawing. */
function again(state: PolygonDraw, rules: Rules): DrawStep<PolygonDraw, Polygon> {
  const { points } = state;
  if (points.length >= FEWEST) return end(points);
  return points.length === 1 && points[0]
    ? end(triangle(points[0], rules))
    : on({ ...state, pressed: false });
}

export const polygonTool: DrawTool<PolygonDraw, Polygon> = {
  name: "polygon",
  shape: "polygon",
  step(state, event, rules) {
    const at = placed(event.at, rules);
    if (!state) return on({ points: [], undone: [], to: at, pressed: event.type === "down" });
    if (event.type === "double") return again(state, rules);
    if (event.type !== "up") return on({ ...state, to: at, pressed: state.pressed || event.type === "down" });
    if (!state.pressed) return on(state);
    const first = goal(state);
    if (first && distance(first, at) <= NEAR * rules.slack) return end(state.points);
    const last = state.points.at(-1);
    if (last && distance(last, at) <= rules.slack / 3) return again(state, rules);
    return on({ points: [...state.points, at], undone: [], to: at, pressed: false });
  },
  preview({ points, to, pressed }, rules) {
    const first = points.length >= FEWEST && points[0];
    const closing = first && !pressed && distance(first, to) <= NEAR * rules.slack;
    return { points: closing ? points : [...points, to], closed: Boolean(closing) };
  },
  points: ({ points }) => points,
  goal,
  back({ points, undone, ...rest }) {
    const last = points.at(-1);
    if (!last || points.length === 1) return null;
    return { ...rest, points: points.slice(0, -1), undone: [last, ...undone] };
  },
  forward({ points, undone: [next, ...undone], ...rest }) {
    return next ? { ...rest, points: [...points, next], undone } : null;
  },
  finish({ points }) {
    if (points.length < FEWEST) return { missing: "A polygon needs at least 3 points." };
    return { figure: { points, closed: true } };
  },
};
