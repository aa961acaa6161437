// Lines, curves and heads of arrows as path text: pure.
import type { Box } from "../ui/place";

export interface Spot {
  readonly x: number;
  readonly y: number;
}

const fixed = (value: number) => Math.round(value * 10) / 10;
const put = ({ x, y }: Spot) => `${fixed(x)} ${fixed(y)}`;

export const middleOf = ({ left, top, right, bottom }: Box): Spot => ({
  x: (left + right) / 2,
  y: (top + bottom) / 2,
});

export function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

export const grown = ({ left, top, right, bottom }: Box, by: number): Box => ({
  left: left - by,
  top: top - by,
  right: right + by,
  bottom: bottom + by,
});

/** The nearest spot inside the box. */
export function inside({ left, top, right, bottom }: Box, { x, y }: Spot): Spot {
  return {
    x: Math.min(Math.max(x, left), Math.max(left, right)),
    y: Math.min(Math.max(y, top), Math.max(top, bottom)),
  };
}

export const contains = (box: Box, spot: Spot): boolean => {
  const near = inside(box, spot);
  return near.x === spot.x && near.y === spot.y;
};

/** Where the way from the middle of a box towards a spot leaves the box. */
export function exit(box: Box, towards: Spot): Spot {
  const from = middleOf(box);
  const [dx, dy] = [towards.x - from.x, towards.y - from.y];
  const across = dx === 0 ? Number.POSITIVE_INFINITY : (box.right - box.left) / 2 / Math.abs(dx);
  const along = dy === 0 ? Number.POSITIVE_INFINITY : (box.bottom - box.top) / 2 / Math.abs(dy);
  const part = Math.min(across, along, 1);
  return { x: from.x + dx * part, y: from.y + dy * part };
}

/** A way of straight pieces with round corners. */
export function roundedPath(spots: readonly Spot[], radius = 3): string {
  const [first] = spots;
  if (!first) return "";
  let path = `M${put(first)}`;
  for (let at = 1; at < spots.length; at += 1) {
    const [before, corner, after] = [spots[at - 1], spots[at], spots[at + 1]];
    if (!before || !corner) break;
    if (!after) path += `L${put(corner)}`;
    else path += `L${put(along(corner, before, radius))}Q${put(corner)} ${put(along(corner, after, radius))}`;
  }
  return path;
}

/** From one spot towards another, at most half of the way. */
function along(from: Spot, to: Spot, length: number): Spot {
  const whole = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const part = Math.min(length / whole, 0.5);
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

export interface Curve {
  readonly from: Spot;
  readonly bend: Spot;
  readonly to: Spot;
}

export const curvePath = ({ from, bend, to }: Curve): string => `M${put(from)}Q${put(bend)} ${put(to)}`;

export const curveMiddle = ({ from, bend, to }: Curve): Spot => ({
  x: (from.x + 2 * bend.x + to.x) / 4,
  y: (from.y + 2 * bend.y + to.y) / 4,
});

const HEAD = 7;

/** A filled head at `tip` for a line that comes from `from`. */
export function headPath(tip: Spot, from: Spot): string {
  const whole = Math.hypot(tip.x - from.x, tip.y - from.y) || 1;
  const [ux, uy] = [(tip.x - from.x) / whole, (tip.y - from.y) / whole];
  const base = { x: tip.x - ux * HEAD, y: tip.y - uy * HEAD };
  const side = HEAD * 0.5;
  const left = { x: base.x - uy * side, y: base.y + ux * side };
  const right = { x: base.x + uy * side, y: base.y - ux * side };
  return `M${put(tip)}L${put(left)}L${put(right)}Z`;
}
