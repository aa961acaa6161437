// Vectors as a figure: vertices that each know the one before them, read from and written to `vertices`.
import type { Geometry, Json } from "../../core/editor";
import { newId } from "../../core/ids";
import { isObject } from "../../core/json";
import type { Point, Size } from "../../geometry/affine";
import { between, type Curve, flatten } from "../../geometry/path";
import { percent, toPixels } from "./numbers";

export interface Vertex extends Point {
  /** Index of the vertex before it; -1 where a line starts. */
  readonly from: number;
  /** Control points towards the vertex before and away from it; null for a corner. */
  readonly before: Point | null;
  readonly after: Point | null;
  /** The control points do not move each other. */
  readonly free: boolean;
  /** Place in the `vertices` that it was read from; -1 for a new one. */
  readonly base: number;
  readonly id: string;
}

export interface Vector {
  readonly vertices: readonly Vertex[];
  readonly closed: boolean;
}

/** Length of the ids that the reference's editor makes for vertices. */
const ID_LENGTH = 21;

export function corner({ x, y }: Point, from: number): Vertex {
  return { x, y, from, before: null, after: null, free: false, base: -1, id: newId(ID_LENGTH) };
}

type Raw = { readonly [key: string]: Json };

function controlOf(value: Json | undefined, size: Size): Point | null {
  return isObject(value) ? toPixels((value as Raw).x, (value as Raw).y, size) : null;
}

/** Null for a list that has something else than places; unknown or missing parents start a line. */
export function parse(geometry: Geometry, size: Size): Vector | null {
  if (!Array.isArray(geometry.vertices) || geometry.vertices.length === 0) return null;
  const raws = geometry.vertices.filter(isObject) as Raw[];
  if (raws.length < geometry.vertices.length) return null;
  const places = new Map<string, number>();
  for (const [i, { id }] of raws.entries()) if (typeof id === "string" && !places.has(id)) places.set(id, i);
  const closed = geometry.closed === true && raws.length > 1;
  const vertices: Vertex[] = [];
  for (const [base, raw] of raws.entries()) {
    const at = toPixels(raw.x, raw.y, size);
    if (!at) return null;
    const parent = typeof raw.prevPointId === "string" ? (places.get(raw.prevPointId) ?? -1) : -1;
    const loose = closed && base === 0 && parent < 0;
    vertices.push({
      ...at,
      from: loose ? raws.length - 1 : parent === base ? -1 : parent,
      before: raw.isBezier === true ? controlOf(raw.controlPoint1, size) : null,
      after: raw.isBezier === true ? controlOf(raw.controlPoint2, size) : null,
      free: raw.disconnected === true,
      base,
      id: typeof raw.id === "string" ? raw.id : "",
    });
  }
  return { vertices, closed };
}

export function format({ vertices, closed }: Vector, size: Size, base: Geometry): Geometry {
  const old = (Array.isArray(base.vertices) ? base.vertices : []) as Raw[];
  const before = parse(base, size)?.vertices ?? [];
  // A vertex that others start from needs an id; most have one.
  const ids = vertices.map(({ id }) => id || newId(ID_LENGTH));
  const parents = new Set(vertices.map(({ from }) => from));
  const put = (p: Point | null, was: Json | undefined): Json => {
    const held = isObject(was) ? (was as Raw) : {};
    return p && { ...held, x: percent(p.x, size.width, held.x), y: percent(p.y, size.height, held.y) };
  };
  const written = vertices.map((vertex, i): Json => {
    const raw = old[vertex.base] ?? {};
    const was = before[vertex.base];
    const linked = was && idAt(before, was.from) === idAt(vertices, vertex.from);
    const next: { [key: string]: Json } = {
      ...raw,
      x: percent(vertex.x, size.width, raw.x),
      y: percent(vertex.y, size.height, raw.y),
    };
    if (!was || (!vertex.id && parents.has(i))) next.id = ids[i] as string;
    if (!linked) {
      delete next.prevPointId;
      if (vertex.from >= 0) next.prevPointId = ids[vertex.from] as string;
    }
    const curved = isCurved(vertex);
    if (!was || curved !== isCurved(was)) next.isBezier = curved;
    for (const [key, point] of [
      ["controlPoint1", vertex.before],
      ["controlPoint2", vertex.after],
    ] as const) {
      if (point) next[key] = put(point, raw[key]);
      else if (was && isCurved(was)) delete next[key];
    }
    if (vertex.free !== (was?.free ?? false)) next.disconnected = vertex.free;
    return next;
  });
  return {
    ...base,
    vertices: written,
    ...((base.closed !== undefined || closed || !old.length) && { closed }),
  };
}

const isCurved = ({ before, after }: Vertex) => before !== null || after !== null;

/** What tells vertices apart before and after a change: place in the data, else the id. */
function idAt(vertices: readonly Vertex[], index: number): string | number {
  const vertex = vertices[index];
  return !vertex ? -1 : vertex.base >= 0 ? vertex.base : vertex.id;
}

/** The curve from the vertex before; null for a straight line or where a line starts. */
export function curveTo({ vertices }: Vector, index: number): Curve | null {
  const end = vertices[index];
  const start = end && vertices[end.from];
  if (!end || !start || !(start.after || end.before)) return null;
  // One control point alone: the other lies on the line between the vertices.
  return [start, start.after ?? between(start, end, 0.3), end.before ?? between(end, start, 0.3), end];
}

/** Vertices in the order in which the lines are drawn: a closed line comes back to its first. */
export const drawingOrder = ({ vertices }: Vector): number[] =>
  vertices[0] && vertices[0].from >= 0 ? [...vertices.keys()].slice(1).concat(0) : [...vertices.keys()];

/** Each stretch from one vertex to the next as a line of points. */
export function stretches(figure: Vector): { index: number; points: Point[] }[] {
  return drawingOrder(figure).flatMap((index) => {
    const end = figure.vertices[index] as Vertex;
    const start = figure.vertices[end.from];
    if (!start) return [];
    const curve = curveTo(figure, index);
    return [{ index, points: [start, ...(curve ? flatten(curve) : [end])] }];
  });
}

export const outline = (figure: Vector): Point[] => {
  const points = stretches(figure).flatMap((stretch) => stretch.points);
  return points.length ? points : [...figure.vertices];
};
