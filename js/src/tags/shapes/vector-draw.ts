// Drawing a vector: clicks set corners, drags set curves, and a click on an earlier point branches or closes.
import { flag } from "../../core/facts";
import { distance, type Point } from "../../geometry/affine";
import { placed } from "./points-edit";
import type { DrawStep, DrawTool, Rules } from "./shape";
import { fewest, mirrored, most } from "./vector-edit";
import { corner, type Vector, type Vertex } from "./vector-figure";

export interface VectorDraw {
  readonly vertices: readonly Vertex[];
  /** Vertices that were taken back, the last one first. */
  readonly undone: readonly Vertex[];
  /** The vertex that the next one follows. */
  readonly origin: number;
  readonly to: Point;
  readonly pressed: Point | null;
}

/** A click this near to a point means that point, in times of the slack. */
const NEAR = 3;
/** A press that moves this far bends the line, in times of the slack. */
const BENDS = 1.7;

const on = (state: VectorDraw): DrawStep<VectorDraw, Vector> => ({ state, done: null });
const allows = ({ control }: Rules, name: string) => control !== null && flag(control, name);
const near = (a: Point, b: Point, { slack }: Rules) => distance(a, b) <= NEAR * slack;

function end(vertices: readonly Vertex[], closed: boolean): DrawStep<VectorDraw, Vector> {
  const [first, ...rest] = vertices;
  const joined = closed && first ? [{ ...first, from: vertices.length - 1 }, ...rest] : vertices;
  return { state: null, done: { vertices: joined, closed } };
}

function goal({ vertices }: VectorDraw, rules: Rules): Point | null {
  const enough = vertices.length >= Math.max(3, fewest(rules));
  return allows(rules, "closable") && enough ? (vertices[0] ?? null) : null;
}

function again(state: VectorDraw, rules: Rules): DrawStep<VectorDraw, Vector> {
  return state.vertices.length >= fewest(rules)
    ? end(state.vertices, false)
    : on({ ...state, pressed: null });
}

/** The vertex that a release at `at` sets. */
function next({ origin, pressed }: VectorDraw, at: Point, rules: Rules): Vertex {
  const bends = allows(rules, "curves") && pressed && distance(pressed, at) >= BENDS * rules.slack;
  if (!bends) return corner(at, origin);
  return { ...corner(pressed, origin), after: at, before: mirrored(pressed, at) };
}

function released(state: VectorDraw, at: Point, rules: Rules): DrawStep<VectorDraw, Vector> {
  const { vertices, pressed } = state;
  const still = pressed !== null && distance(pressed, at) < BENDS * rules.slack;
  const first = goal(state, rules);
  if (still && first && near(first, at, rules)) return end(vertices, true);
  const last = vertices.at(-1);
  if (still && last && distance(last, at) <= rules.slack / 3) return again(state, rules);
  const branch = vertices.findIndex((vertex) => near(vertex, at, rules));
  if (still && branch >= 0 && allows(rules, "skeleton"))
    return on({ ...state, pressed: null, origin: branch });
  if (vertices.length >= most(rules)) return on({ ...state, pressed: null });
  const all = [...vertices, next(state, at, rules)];
  if (all.length >= most(rules) && !allows(rules, "closable")) return end(all, false);
  return on({ vertices: all, undone: [], origin: vertices.length, to: at, pressed: null });
}

export const vectorTool: DrawTool<VectorDraw, Vector> = {
  name: "vector",
  shape: "vector",
  keeps: true,
  step(state, event, rules) {
    const at = placed(event.at, rules);
    const pressed = event.type === "down" ? at : null;
    if (!state) return on({ vertices: [], undone: [], origin: -1, to: at, pressed });
    if (event.type === "double") return again(state, rules);
    if (event.type !== "up") return on({ ...state, to: at, pressed: pressed ?? state.pressed });
    return state.pressed ? released(state, at, rules) : on(state);
  },
  preview(state, rules) {
    const { vertices, to, pressed } = state;
    const first = goal(state, rules);
    if (first && !pressed && near(first, to, rules)) return end(vertices, true).done;
    if (vertices.length >= most(rules)) return { vertices, closed: false };
    return { vertices: [...vertices, next(state, to, rules)], closed: false };
  },
  points: ({ vertices }) => vertices,
  goal,
  back({ vertices, undone, ...rest }) {
    const last = vertices.at(-1);
    if (!last || vertices.length === 1) return null;
    return { ...rest, vertices: vertices.slice(0, -1), undone: [last, ...undone], origin: last.from };
  },
  forward({ vertices, undone: [back, ...undone], ...rest }) {
    return back ? { ...rest, vertices: [...vertices, back], undone, origin: vertices.length } : null;
  },
  finish({ vertices }, rules) {
    const least = fewest(rules);
    if (vertices.length < least) return { missing: `A vector needs at least ${least} points.` };
    return { figure: { vertices, closed: false } };
  },
};
