// Rotated boxes in image pixels: `x`, `y` is the top-left corner after turning by `rotation` degrees clockwise.
import { type Bounds, boundsOf, clamp, type Point, type Size } from "./affine";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly rotation: number;
}

const turn = (degrees: number): [number, number] => {
  const angle = (degrees * Math.PI) / 180;
  return degrees % 360 === 0 ? [1, 0] : [Math.cos(angle), Math.sin(angle)];
};

/** From the box's own frame (origin at its top-left corner, axes along its sides) to the image. */
export function fromLocal(box: Box, p: Point): Point {
  const [c, s] = turn(box.rotation);
  return { x: box.x + p.x * c - p.y * s, y: box.y + p.x * s + p.y * c };
}

export function toLocal(box: Box, p: Point): Point {
  const [c, s] = turn(box.rotation);
  const dx = p.x - box.x;
  const dy = p.y - box.y;
  return { x: dx * c + dy * s, y: dy * c - dx * s };
}

/** Top-left, top-right, bottom-right, bottom-left. */
export function corners(box: Box): [Point, Point, Point, Point] {
  const { width: x, height: y } = box;
  return [
    { x: box.x, y: box.y },
    fromLocal(box, { x, y: 0 }),
    fromLocal(box, { x, y }),
    fromLocal(box, { x: 0, y }),
  ];
}

export const boxBounds = (box: Box): Bounds => boundsOf(corners(box));

export const centre = (box: Box): Point => fromLocal(box, { x: box.width / 2, y: box.height / 2 });

export function boxContains(box: Box, p: Point, slack = 0): boolean {
  const { x, y } = toLocal(box, p);
  return x >= -slack && y >= -slack && x <= box.width + slack && y <= box.height + slack;
}

export function boxFromPoints(a: Point, b: Point): Box {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
    rotation: 0,
  };
}

/** One side from `a` to `b`, and as high as `p` is away from it: a turned box. */
export function boxFromSide(a: Point, b: Point, p: Point): Box {
  const width = Math.hypot(b.x - a.x, b.y - a.y);
  const rotation = normalAngle((Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI);
  const base: Box = { x: a.x, y: a.y, width, height: 0, rotation };
  const height = toLocal(base, p).y;
  return { ...base, ...fromLocal(base, { x: 0, y: Math.min(0, height) }), height: Math.abs(height) };
}

export function normalAngle(degrees: number): number {
  const rest = degrees % 360;
  return rest < 0 ? (rest + 360) % 360 : rest + 0;
}

/** The same box turned about its centre. */
export function turnBox(box: Box, rotation: number): Box {
  const c = centre(box);
  const at0: Box = { ...box, x: 0, y: 0, rotation: normalAngle(rotation) };
  const offset = centre(at0);
  return { ...at0, x: c.x - offset.x, y: c.y - offset.y };
}

/** A box from edges given in the frame of `box`; crossed edges change places. */
export function boxFromEdges(box: Box, left: number, top: number, right: number, bottom: number): Box {
  const at = fromLocal(box, { x: Math.min(left, right), y: Math.min(top, bottom) });
  return { ...box, ...at, width: Math.abs(right - left), height: Math.abs(bottom - top) };
}

export function snapBox(box: Box, size: Size): Box {
  if (box.rotation) return box;
  const left = clamp(Math.round(box.x), 0, size.width - 1);
  const top = clamp(Math.round(box.y), 0, size.height - 1);
  const right = clamp(Math.round(box.x + box.width), left + 1, size.width);
  const bottom = clamp(Math.round(box.y + box.height), top + 1, size.height);
  return { x: left, y: top, width: right - left, height: bottom - top, rotation: 0 };
}
