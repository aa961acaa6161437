import type { Geometry, Json } from "../../core/editor";
import { boundsOf, type Point, type Size } from "../../geometry/affine";
import { areaOf, isInside, lineNear, middleOf, nearestOnSegment, scaleAbout } from "../../geometry/path";
import { percent, toPixels } from "./numbers";
import { grown, movedBy, type Plane, placed, pullWhole, turned, wholeHandles } from "./points-edit";
import type { Grown, Handle, Rules, Shape } from "./shape";

export interface Polygon {
  readonly points: readonly Point[];
  readonly closed: boolean;
}

/** Fewest points of a closed polygon. */
export const FEWEST = 3;

function parse(geometry: Geometry, size: Size): Polygon | null {
  if (!Array.isArray(geometry.points)) return null;
  const closed = geometry.closed !== false;
  const points: Point[] = [];
  for (const pair of geometry.points) {
    const at = Array.isArray(pair) ? toPixels(pair[0], pair[1], size) : null;
    if (!at) return null;
    points.push(at);
  }
  return points.length < (closed ? FEWEST : 1) ? null : { points, closed };
}

function format({ points, closed }: Polygon, size: Size, base: Geometry): Geometry {
  const before = Array.isArray(base.points) ? base.points : [];
  // Points that only moved to another place in the list keep their numbers too.
  const known = new Map<string, Json>();
  for (const pair of before) {
    const at = Array.isArray(pair) ? toPixels(pair[0], pair[1], size) : null;
    if (at) known.set(`${at.x} ${at.y}`, pair);
  }
  const same = points.length === before.length;
  const pairs = points.map((p, i): Json => {
    const pair = (same && before[i]) || known.get(`${p.x} ${p.y}`);
    const [x, y, ...more] = Array.isArray(pair) ? pair : [];
    return [percent(p.x, size.width, x), percent(p.y, size.height, y), ...more];
  });
  const written = base.closed !== undefined || base.points === undefined || !closed;
  return { ...base, points: pairs, ...(written && { closed: base.closed === null ? null : closed }) };
}

const changed = ({ points, closed }: Polygon, plane: Plane): Polygon => ({
  points: points.map(plane),
  closed,
});

const vertex = (handle: string): number => (handle.startsWith("v") ? Number(handle.slice(1)) : -1);

function handles({ points }: Polygon, rules: Rules, gap: number): Handle[] {
  const dots = points.map((at, i): Handle => ({ id: `v${i}`, kind: "vertex", angle: null, at }));
  return [...wholeHandles(points, rules, gap), ...dots];
}

function insertAt({ points, closed }: Polygon, index: number, at: Point): Grown<Polygon> {
  return { figure: { points: points.toSpliced(index, 0, at), closed }, handle: `v${index}` };
}

function insert(figure: Polygon, at: Point, rules: Rules): Grown<Polygon> | null {
  let best: { index: number; at: Point; distance: number } | null = null;
  for (const [i, b] of figure.points.entries()) {
    const a = figure.points[i - 1] ?? (figure.closed ? figure.points.at(-1) : undefined);
    const found = a && nearestOnSegment(a, b, at);
    if (
      found &&
      found.distance <= rules.slack &&
      found.distance < (best?.distance ?? Number.POSITIVE_INFINITY)
    )
      best = { index: i || figure.points.length, at: found.at, distance: found.distance };
  }
  return best && insertAt(figure, best.index, placed(best.at, rules));
}

function divide(figure: Polygon, handle: string, rules: Rules): Grown<Polygon> | null {
  const index = vertex(handle);
  const a = figure.points[index];
  const b = figure.points[index + 1] ?? (figure.closed ? figure.points[0] : undefined);
  return a && b ? insertAt(figure, index + 1, placed(middleOf(a, b), rules)) : null;
}

export const polygon: Shape<Polygon> = {
  name: "polygon",
  noun: "polygon",
  parse,
  format,
  bounds: ({ points }) => boundsOf(points),
  area: ({ points, closed }) => (closed ? areaOf(points) : 0),
  contains: ({ points, closed }, at, slack) =>
    (closed && isInside(points, at)) || lineNear(points, closed, at, slack),
  trace({ points: [first, ...rest], closed }, path) {
    if (!first) return;
    path.moveTo(first.x, first.y);
    for (const { x, y } of rest) path.lineTo(x, y);
    if (closed) path.closePath();
  },
  open: ({ closed }) => !closed,
  upright: () => null,
  handles,
  move(figure, by, rules) {
    const [first] = figure.points;
    if (!first) return figure;
    return changed(figure, movedBy(first, by, rules));
  },
  pull(figure, pull, rules) {
    const index = vertex(pull.handle);
    const held = figure.points[index];
    if (held) {
      const to = { x: held.x + pull.to.x - pull.from.x, y: held.y + pull.to.y - pull.from.y };
      return { ...figure, points: figure.points.with(index, placed(to, rules)) };
    }
    const plane = pullWhole(figure.points, pull, rules);
    return plane ? changed(figure, plane) : figure;
  },
  grow: (figure, by, rules) => changed(figure, grown(figure.points, by, rules)),
  turn: (figure, degrees, rules) => changed(figure, turned(figure.points, degrees, rules)),
  scale: (figure, about, by) => changed(figure, (p) => scaleAbout(p, about, by)),
  insert,
  divide,
  without(figure, handle) {
    const index = vertex(handle);
    const fewest = figure.closed ? FEWEST : 2;
    if (!figure.points[index] || figure.points.length <= fewest) return null;
    return { ...figure, points: figure.points.toSpliced(index, 1) };
  },
  describe({ points, closed }) {
    const { left, top, right, bottom } = boundsOf(points);
    const [x, y, width, height] = [left, top, right - left, bottom - top].map(Math.round);
    const open = closed ? "" : ", not closed";
    return `Polygon of ${points.length} points${open}, ${width} by ${height} at ${x}, ${y}`;
  },
};
