// Lines through points: how far, how big, what is inside, and cubic curves as lines.
import { boundsOf, clamp, distance, type Point, type Size } from "./affine";

export interface OnSegment {
  readonly at: Point;
  readonly distance: number;
  /** 0 at the segment's start, 1 at its end. */
  readonly t: number;
}

export function nearestOnSegment(a: Point, b: Point, p: Point): OnSegment {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length2 = dx * dx + dy * dy;
  const t = length2 ? clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0, 1) : 0;
  const at = { x: a.x + t * dx, y: a.y + t * dy };
  return { at, distance: distance(at, p), t };
}

/** Whether a line through the points passes within `slack`. */
export function lineNear(points: readonly Point[], closed: boolean, p: Point, slack: number): boolean {
  return points.some((b, i) => {
    const a = points[i - 1] ?? (closed || points.length === 1 ? points.at(-1) : undefined);
    return a !== undefined && nearestOnSegment(a, b, p).distance <= slack;
  });
}

/** By winding, as a canvas fills; a point on the outline may be inside or not. */
export function isInside(points: readonly Point[], p: Point): boolean {
  let winding = 0;
  let a = points.at(-1);
  for (const b of points) {
    if (a && a.y > p.y !== b.y > p.y && p.x < ((b.x - a.x) * (p.y - a.y)) / (b.y - a.y) + a.x)
      winding += b.y > a.y ? 1 : -1;
    a = b;
  }
  return winding !== 0;
}

export function areaOf(points: readonly Point[]): number {
  let sum = 0;
  let a = points.at(-1);
  for (const b of points) {
    if (a) sum += a.x * b.y - b.x * a.y;
    a = b;
  }
  return Math.abs(sum) / 2;
}

export const middleOf = (a: Point, b: Point): Point => between(a, b, 0.5);

export const between = (a: Point, b: Point, t: number): Point => ({
  x: a.x + (b.x - a.x) * t,
  y: a.y + (b.y - a.y) * t,
});

/** Start, two control points, end. */
export type Curve = readonly [Point, Point, Point, Point];

/** The two halves of a curve at `t`. */
export function splitCurve([a, b, c, d]: Curve, t: number): readonly [Curve, Curve] {
  const [ab, bc, cd] = [between(a, b, t), between(b, c, t), between(c, d, t)];
  const [abc, bcd] = [between(ab, bc, t), between(bc, cd, t)];
  const middle = between(abc, bcd, t);
  return [
    [a, ab, abc, middle],
    [middle, bcd, cd, d],
  ];
}

const STEPS = 16;

/** Points of a curve after its start. */
export function flatten([a, b, c, d]: Curve): Point[] {
  return Array.from({ length: STEPS }, (_, i) => {
    const t = (i + 1) / STEPS;
    const s = 1 - t;
    const [k0, k1, k2, k3] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
    return {
      x: k0 * a.x + k1 * b.x + k2 * c.x + k3 * d.x,
      y: k0 * a.y + k1 * b.y + k2 * c.y + k3 * d.y,
    };
  });
}

export function nearestOnCurve(curve: Curve, p: Point): OnSegment {
  let from = curve[0];
  let best: OnSegment = { at: from, distance: distance(from, p), t: 0 };
  for (const [i, to] of flatten(curve).entries()) {
    const found = nearestOnSegment(from, to, p);
    if (found.distance < best.distance) best = { ...found, t: (i + found.t) / STEPS };
    from = to;
  }
  return best;
}

export function turnAbout(p: Point, about: Point, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const [dx, dy] = [p.x - about.x, p.y - about.y];
  return { x: about.x + dx * c - dy * s, y: about.y + dx * s + dy * c };
}

export const scaleAbout = (p: Point, about: Point, by: Point): Point => ({
  x: about.x + (p.x - about.x) * by.x,
  y: about.y + (p.y - about.y) * by.y,
});

/** The shift that brings points back onto an image; null when they do not fit on it. */
export function shiftInside(points: readonly Point[], size: Size): Point | null {
  const { left, top, right, bottom } = boundsOf(points);
  const room = 1e-9 * (size.width + size.height);
  if (right - left > size.width + room || bottom - top > size.height + room) return null;
  const along = (low: number, high: number, full: number) => (low < 0 ? -low : high > full ? full - high : 0);
  return { x: along(left, right, size.width), y: along(top, bottom, size.height) };
}
