// Points, and how an image lies on the screen: scale, quarter turns, place.

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Quarter turns clockwise. */
export type Turns = 0 | 1 | 2 | 3;

/** `[a, b, c, d, e, f]` as a canvas takes it: x' = ax + cy + e, y' = bx + dy + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

export function apply(m: Matrix, p: Point): Point {
  return { x: m[0] * p.x + m[2] * p.y + m[4], y: m[1] * p.x + m[3] * p.y + m[5] };
}

export function invert(m: Matrix): Matrix {
  const det = m[0] * m[3] - m[1] * m[2];
  const [a, b, c, d] = [m[3] / det, -m[1] / det, -m[2] / det, m[0] / det];
  return [a, b, c, d, -(a * m[4] + c * m[5]), -(b * m[4] + d * m[5])];
}

export function turned(size: Size, turns: Turns): Size {
  return turns % 2 ? { width: size.height, height: size.width } : size;
}

/** Image pixels to screen pixels; `at` is where the top-left corner of the turned image lies. */
export function viewMatrix(size: Size, turns: Turns, scale: number, at: Point): Matrix {
  const w = size.width * scale;
  const h = size.height * scale;
  if (turns === 1) return [0, scale, -scale, 0, at.x + h, at.y];
  if (turns === 2) return [-scale, 0, 0, -scale, at.x + w, at.y + h];
  if (turns === 3) return [0, -scale, scale, 0, at.x, at.y + w];
  return [scale, 0, 0, scale, at.x, at.y];
}

export const scaleOf = (m: Matrix): number => Math.hypot(m[0], m[1]);

export function boundsOf(points: readonly Point[]): Bounds {
  let [left, top] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let [right, bottom] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { x, y } of points) {
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  return { left, top, right, bottom };
}

export function meets(a: Bounds, b: Bounds): boolean {
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}

export function within(size: Size, p: Point): Point {
  return { x: clamp(p.x, 0, size.width), y: clamp(p.y, 0, size.height) };
}

/** The part of `by` that keeps `bounds` inside the image; what is outside already may stay outside. */
export function keepInside(bounds: Bounds, by: Point, size: Size): Point {
  return {
    x: clamp(by.x, Math.min(0, -bounds.left), Math.max(0, size.width - bounds.right)),
    y: clamp(by.y, Math.min(0, -bounds.top), Math.max(0, size.height - bounds.bottom)),
  };
}

export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
