// Handles of a box, and what pulling them does: rectangles, ellipses and frames around other figures.
import { clamp, type Point, within } from "../../geometry/affine";
import { type Box, boxFromEdges, centre, fromLocal, snapBox, toLocal, turnBox } from "../../geometry/box";
import type { Handle, Pull, Rules } from "./shape";

/** Handle id -> edges it moves: x and y as -1 (left, top), 0 (none), 1 (right, bottom). */
const EDGES: Readonly<Record<string, readonly [number, number]>> = {
  nw: [-1, -1],
  n: [0, -1],
  ne: [1, -1],
  e: [1, 0],
  se: [1, 1],
  s: [0, 1],
  sw: [-1, 1],
  w: [-1, 0],
};

export function boxHandles(box: Box, rules: Rules, gap: number): Handle[] {
  const list: Handle[] = Object.entries(EDGES).map(([id, [ex, ey]]) => ({
    id,
    at: fromLocal(box, { x: ((ex + 1) / 2) * box.width, y: ((ey + 1) / 2) * box.height }),
    kind: "side",
    angle: (Math.atan2(ey, ex) * 180) / Math.PI + box.rotation,
  }));
  if (rules.canRotate)
    list.push({
      id: "rotate",
      kind: "turn",
      at: fromLocal(box, { x: box.width / 2, y: -gap }),
      angle: null,
      stem: fromLocal(box, { x: box.width / 2, y: 0 }),
    });
  return list;
}

/** Edges at least `least` apart; the one that `moving` names gives way. */
function apart(low: number, high: number, least: number, moving: number): [number, number] {
  if (Math.abs(high - low) >= least) return [low, high];
  const gap = high < low ? -least : least;
  return moving < 0 ? [high - gap, high] : [low, low + gap];
}

function pulledEdges(box: Box, pull: Pull, rules: Rules): Box {
  const [ex, ey] = EDGES[pull.handle] ?? [0, 0];
  const start = { x: ((ex + 1) / 2) * box.width, y: ((ey + 1) / 2) * box.height };
  const corner = fromLocal(box, start);
  const moved = { x: corner.x + pull.to.x - pull.from.x, y: corner.y + pull.to.y - pull.from.y };
  const at = toLocal(box, within(rules.size, moved));
  let left = ex < 0 ? at.x : 0;
  let right = ex > 0 ? at.x : box.width;
  let top = ey < 0 ? at.y : 0;
  let bottom = ey > 0 ? at.y : box.height;
  if (pull.even && ex && ey && box.width && box.height) {
    const ratio = Math.min(Math.abs(right - left) / box.width, Math.abs(bottom - top) / box.height);
    const width = Math.sign(right - left) * ratio * box.width;
    const height = Math.sign(bottom - top) * ratio * box.height;
    if (ex < 0) left = right - width;
    else right = left + width;
    if (ey < 0) top = bottom - height;
    else bottom = top + height;
  }
  if (ex) [left, right] = apart(left, right, Math.min(rules.least, box.width), ex);
  if (ey) [top, bottom] = apart(top, bottom, Math.min(rules.least, box.height), ey);
  const next = boxFromEdges(box, left, top, right, bottom);
  return rules.snap ? snapBox(next, rules.size) : next;
}

function pulledAround(box: Box, pull: Pull): Box {
  const c = centre(box);
  const angle = (p: Point) => (Math.atan2(p.y - c.y, p.x - c.x) * 180) / Math.PI;
  const rotation = box.rotation + angle(pull.to) - angle(pull.from);
  return turnBox(box, pull.even ? Math.round(rotation / 15) * 15 : rotation);
}

/** Bigger by `by` at right and bottom, and not beyond the image. */
export function growBox(box: Box, by: Point, { size }: Rules): Box {
  const room = box.rotation
    ? { x: size.width, y: size.height }
    : { x: size.width - box.x, y: size.height - box.y };
  return {
    ...box,
    width: clamp(box.width + by.x, 1, Math.max(room.x, box.width)),
    height: clamp(box.height + by.y, 1, Math.max(room.y, box.height)),
  };
}

/** A turned box stays a box when both factors are the same; else its sides follow its own axes. */
export function scaleBox(box: Box, about: Point, by: Point): Box {
  const at = { x: about.x + (box.x - about.x) * by.x, y: about.y + (box.y - about.y) * by.y };
  const angle = (box.rotation * Math.PI) / 180;
  const along = Math.hypot(by.x * Math.cos(angle), by.y * Math.sin(angle));
  const across = Math.hypot(by.x * Math.sin(angle), by.y * Math.cos(angle));
  return { ...box, ...at, width: box.width * along, height: box.height * across };
}

export const pullBox = (box: Box, pull: Pull, rules: Rules): Box =>
  pull.handle === "rotate" ? pulledAround(box, pull) : pulledEdges(box, pull, rules);
