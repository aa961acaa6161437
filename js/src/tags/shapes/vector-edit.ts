// Changes of a vector's vertices that keep its lines together.
import { flag, number } from "../../core/facts";
import { distance, type Point } from "../../geometry/affine";
import { between, nearestOnCurve, nearestOnSegment, splitCurve } from "../../geometry/path";
import { type Plane, placed, snapped } from "./points-edit";
import type { Grown, Pull, Rules } from "./shape";
import { corner, curveTo, type Vector, type Vertex } from "./vector-figure";

/** A handle's kind and the vertex it belongs to: `v3`, or `b3` and `a3` for its control points. */
export function held(handle: string): { kind: string; index: number } {
  return { kind: handle.charAt(0), index: /^[vab]\d+$/.test(handle) ? Number(handle.slice(1)) : -1 };
}

export const fewest = ({ control }: Rules): number =>
  Math.max(2, (control && number(control, "minPoints")) ?? 2);

export const most = ({ control }: Rules): number =>
  Math.max(2, (control && number(control, "maxPoints")) ?? Number.POSITIVE_INFINITY);

const moved = (vertex: Vertex, plane: Plane): Vertex => ({
  ...vertex,
  ...plane(vertex),
  before: vertex.before && plane(vertex.before),
  after: vertex.after && plane(vertex.after),
});

export const changed = ({ vertices, closed }: Vector, plane: Plane): Vector => ({
  vertices: vertices.map((vertex) => moved(vertex, plane)),
  closed,
});

/** The other control point, on the other side of the vertex. */
export const mirrored = (vertex: Point, p: Point): Point => ({
  x: 2 * vertex.x - p.x,
  y: 2 * vertex.y - p.y,
});

/** Null when the handle is no vertex and no control point. */
export function pullPart(figure: Vector, pull: Pull, rules: Rules): Vector | null {
  const { kind, index } = held(pull.handle);
  const vertex = figure.vertices[index];
  if (!vertex) return null;
  const by = { x: pull.to.x - pull.from.x, y: pull.to.y - pull.from.y };
  const add = (p: Point): Point => ({ x: p.x + by.x, y: p.y + by.y });
  const put = (next: Vertex): Vector => ({ ...figure, vertices: figure.vertices.with(index, next) });
  if (kind === "v") {
    const to = placed(add(vertex), rules);
    return put(moved(vertex, (p) => ({ x: p.x + to.x - vertex.x, y: p.y + to.y - vertex.y })));
  }
  const [mine, other] = kind === "b" ? (["before", "after"] as const) : (["after", "before"] as const);
  const start = vertex[mine];
  if (!start) return figure;
  const to = snapped(add(start), rules);
  const free = vertex.free || pull.even;
  return put({
    ...vertex,
    free,
    [mine]: to,
    ...(!free && vertex[other] && { [other]: mirrored(vertex, to) }),
  });
}

/** One more vertex in the stretch that ends at `index`. */
function split(figure: Vector, index: number, t: number, rules: Rules): Grown<Vector> {
  const curve = curveTo(figure, index);
  const end = figure.vertices[index] as Vertex;
  const start = figure.vertices[end.from] as Vertex;
  const halves = curve && splitCurve(curve, t);
  const at = halves ? halves[0][3] : placed(between(start, end, t), rules);
  // The new vertex takes the place of the end, or the last one in a stretch that closes.
  const place = end.from > index ? end.from + 1 : index;
  const added: Vertex = {
    ...corner(at, end.from),
    ...(halves && { before: halves[0][2], after: halves[1][1] }),
  };
  const shift = (i: number) => (i >= place ? i + 1 : i);
  const vertices = figure.vertices
    .map((vertex, i) => ({
      ...vertex,
      from: shift(vertex.from),
      // Only handles that are there follow: a corner stays a corner.
      ...(halves && i === end.from && vertex.after && { after: halves[0][1] }),
      ...(halves && i === index && { before: vertex.before && halves[1][2], from: place }),
      ...(!halves && i === index && { from: place }),
    }))
    .toSpliced(place, 0, { ...added, from: shift(end.from) });
  return { figure: { ...figure, vertices }, handle: `v${place}` };
}

export function insert(figure: Vector, at: Point, rules: Rules): Grown<Vector> | null {
  if (figure.vertices.length >= most(rules)) return null;
  let best: { index: number; t: number; distance: number } | null = null;
  for (const [index, end] of figure.vertices.entries()) {
    const start = figure.vertices[end.from];
    if (!start) continue;
    const curve = curveTo(figure, index);
    const found = curve ? nearestOnCurve(curve, at) : nearestOnSegment(start, end, at);
    if (found.distance <= rules.slack && found.distance < (best?.distance ?? Number.POSITIVE_INFINITY))
      best = { index, t: found.t, distance: found.distance };
  }
  return best && split(figure, best.index, best.t, rules);
}

/** Between a vertex and the next one on its line; after the last one half as far again. */
export function divide(figure: Vector, handle: string, rules: Rules): Grown<Vector> | null {
  const { kind, index } = held(handle);
  const end = figure.vertices[index];
  if (kind !== "v" || !end || figure.vertices.length >= most(rules)) return null;
  const next = figure.vertices.findIndex(({ from }) => from === index);
  if (next >= 0) return split(figure, next, 0.5, rules);
  const start = figure.vertices[end.from];
  return start ? grownAt(figure, between(start, end, 1.5), index, rules) : null;
}

function grownAt(figure: Vector, at: Point, from: number, rules: Rules): Grown<Vector> {
  const vertices = [...figure.vertices, corner(placed(at, rules), from)];
  return { figure: { ...figure, vertices }, handle: `v${vertices.length - 1}` };
}

export function extend(figure: Vector, at: Point, handle: string | null, rules: Rules): Grown<Vector> | null {
  if (figure.closed || figure.vertices.length >= most(rules)) return null;
  const last = figure.vertices.length - 1;
  const branches = rules.control !== null && flag(rules.control, "skeleton");
  const { index } = held(handle ?? "");
  return grownAt(figure, at, branches && index >= 0 ? index : last, rules);
}

export function without(figure: Vector, handle: string, rules: Rules): Vector | null {
  const { kind, index } = held(handle);
  const gone = figure.vertices[index];
  if (!gone) return null;
  if (kind !== "v") {
    const part = kind === "b" ? "before" : "after";
    return { ...figure, vertices: figure.vertices.with(index, { ...gone, [part]: null }) };
  }
  const least = Math.max(fewest(rules), figure.closed ? 3 : 2);
  if (figure.vertices.length <= least) return null;
  // Those after it follow the one before it; without that, the first of them leads the others.
  const heir = figure.vertices.findIndex(({ from }, i) => from === index && i !== gone.from);
  const parent = gone.from >= 0 ? gone.from : heir;
  const shift = (i: number) => (i > index ? i - 1 : i);
  const vertices = figure.vertices
    .map((vertex, i) => {
      if (vertex.from !== index) return { ...vertex, from: shift(vertex.from) };
      return { ...vertex, from: parent === i ? -1 : shift(parent) };
    })
    .toSpliced(index, 1);
  return { ...figure, vertices };
}

/** From corner to curve, along its neighbours; from curve to corner; from free control points to joined ones. */
export function bend(figure: Vector, handle: string, { control }: Rules): Vector | null {
  const { index } = held(handle);
  const vertex = figure.vertices[index];
  if (!vertex) return null;
  const put = (next: Partial<Vertex>): Vector => ({
    ...figure,
    vertices: figure.vertices.with(index, { ...vertex, ...next }),
  });
  if (vertex.after && vertex.before && vertex.free)
    return put({ free: false, before: mirrored(vertex, vertex.after) });
  if (vertex.after || vertex.before) return put({ before: null, after: null, free: false });
  if (!control || !flag(control, "curves")) return null;
  const start = figure.vertices[vertex.from] ?? vertex;
  const end = figure.vertices.find(({ from }) => from === index) ?? vertex;
  const length = distance(start, end);
  if (!length) return null;
  const reach = Math.max(distance(start, vertex), distance(vertex, end)) / 3;
  const after = {
    x: vertex.x + ((end.x - start.x) / length) * reach,
    y: vertex.y + ((end.y - start.y) / length) * reach,
  };
  return put({ after, before: mirrored(vertex, after) });
}
