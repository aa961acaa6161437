// What figures made of points have in common: handles of the whole, turning, scaling, staying inside.
import { boundsOf, clamp, type Point, within } from "../../geometry/affine";
import { middleOf, scaleAbout, shiftInside, turnAbout } from "../../geometry/path";
import type { Handle, Pull, Rules } from "./shape";

/** A change of the plane, for points and control points alike. */
export type Plane = (p: Point) => Point;

/** Room between a figure and the handle of its size, in times of the slack. */
const BESIDE = 6;

export const snapped = (p: Point, { snap, size }: Rules): Point =>
  snap ? within(size, { x: Math.round(p.x), y: Math.round(p.y) }) : p;

/** Moves a figure, which snaps by its first point, so that it keeps its form. */
export function movedBy(first: Point, by: Point, rules: Rules): Plane {
  const to = snapped({ x: first.x + by.x, y: first.y + by.y }, rules);
  const [dx, dy] = [to.x - first.x, to.y - first.y];
  return ({ x, y }) => ({ x: x + dx, y: y + dy });
}

export const placed = (p: Point, rules: Rules): Point => snapped(within(rules.size, p), rules);

function middle(points: readonly Point[]): Point {
  const { left, top, right, bottom } = boundsOf(points);
  return middleOf({ x: left, y: top }, { x: right, y: bottom });
}

/** Handles that size and turn the whole figure, outside it so that its points stay free. */
export function wholeHandles(
  points: readonly Point[],
  { canRotate, slack, size: image }: Rules,
  gap: number,
): Handle[] {
  if (points.length < 2) return [];
  const { left, top, right, bottom } = boundsOf(points);
  const at = within(image, { x: right + BESIDE * slack, y: bottom + BESIDE * slack });
  const size: Handle = { id: "size", kind: "side", angle: 45, at };
  const x = (left + right) / 2;
  const rotate: Handle = {
    id: "rotate",
    kind: "turn",
    angle: null,
    at: { x, y: top - gap },
    stem: { x, y: top },
  };
  return canRotate ? [size, rotate] : [size];
}

/** The change that pulling such a handle makes; null for another handle. */
export function pullWhole(points: readonly Point[], pull: Pull, rules: Rules): Plane | null {
  const { from, to } = pull;
  if (pull.handle === "rotate") {
    const about = middle(points);
    const angle = (p: Point) => (Math.atan2(p.y - about.y, p.x - about.x) * 180) / Math.PI;
    const degrees = angle(to) - angle(from);
    return turned(points, pull.even ? Math.round(degrees / 15) * 15 : degrees, rules);
  }
  if (pull.handle !== "size") return null;
  return grown(points, { x: to.x - from.x, y: to.y - from.y }, rules, pull.even);
}

/** Turned about the middle and pushed back onto the image; as it was when it does not fit there. */
export function turned(points: readonly Point[], degrees: number, { size }: Rules): Plane {
  const about = middle(points);
  const turn = (p: Point) => turnAbout(p, about, degrees);
  const before = shiftInside(points, size);
  if (!before || before.x || before.y) return turn;
  const back = shiftInside(points.map(turn), size);
  if (!back) return (p) => p;
  return (p) => {
    const at = turn(p);
    return { x: at.x + back.x, y: at.y + back.y };
  };
}

/** Bigger by `by` at right and bottom, and not beyond the image. */
export function grown(points: readonly Point[], by: Point, { size, least }: Rules, even = false): Plane {
  const { left, top, right, bottom } = boundsOf(points);
  const factor = (low: number, high: number, more: number, full: number) => {
    const length = high - low;
    if (length <= 0) return 1;
    return clamp(length + more, Math.min(least, length), Math.max(length, full - low)) / length;
  };
  const x = factor(left, right, by.x, size.width);
  const y = factor(top, bottom, by.y, size.height);
  const both = Math.min(x, y);
  return (p) => scaleAbout(p, { x: left, y: top }, even ? { x: both, y: both } : { x, y });
}
