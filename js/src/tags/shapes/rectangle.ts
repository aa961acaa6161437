import type { Geometry, Json } from "../../core/editor";
import { boundsOf, clamp, type Point, type Size, within } from "../../geometry/affine";
import {
  type Box,
  boxContains,
  boxFromEdges,
  centre,
  corners,
  fromLocal,
  normalAngle,
  snapBox,
  toLocal,
  turnBox,
} from "../../geometry/box";
import type { Handle, Pull, Rules, Shape } from "./shape";

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

const number = (value: Json | undefined): number =>
  typeof value === "number" && Number.isFinite(value) ? value : Number.NaN;

function parse(geometry: Geometry, size: Size): Box | null {
  const x = (number(geometry.x) * size.width) / 100;
  const y = (number(geometry.y) * size.height) / 100;
  const width = (number(geometry.width) * size.width) / 100;
  const height = (number(geometry.height) * size.height) / 100;
  const rotation = geometry.rotation === undefined ? 0 : number(geometry.rotation);
  if (Number.isNaN(x + y + width + height + rotation) || width < 0 || height < 0) return null;
  return { x, y, width, height, rotation };
}

function format(box: Box, size: Size, base: Geometry): Geometry {
  const before = parse(base, size);
  const next: Geometry = { ...base };
  const put = (key: keyof Box, full: number) => {
    if (!before || before[key] !== box[key]) next[key] = (box[key] * 100) / full;
  };
  put("x", size.width);
  put("y", size.height);
  put("width", size.width);
  put("height", size.height);
  if (!before || before.rotation !== box.rotation) next.rotation = box.rotation;
  return next;
}

function handles(box: Box, rules: Rules, gap: number): Handle[] {
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

export const rectangle: Shape<Box> = {
  name: "rectangle",
  noun: "box",
  parse,
  format,
  bounds: (box) => boundsOf(corners(box)),
  area: (box) => box.width * box.height,
  contains: boxContains,
  trace(box, path) {
    const [a, b, c, d] = corners(box);
    path.moveTo(a.x, a.y);
    path.lineTo(b.x, b.y);
    path.lineTo(c.x, c.y);
    path.lineTo(d.x, d.y);
    path.closePath();
  },
  upright: (box) => (box.rotation ? null : box),
  handles,
  move(box, by, rules) {
    const x = box.x + by.x;
    const y = box.y + by.y;
    return rules.snap && !box.rotation ? { ...box, x: Math.round(x), y: Math.round(y) } : { ...box, x, y };
  },
  pull: (box, pull, rules) =>
    pull.handle === "rotate" ? pulledAround(box, pull) : pulledEdges(box, pull, rules),
  grow(box, by, rules) {
    const room = box.rotation
      ? { x: rules.size.width, y: rules.size.height }
      : { x: rules.size.width - box.x, y: rules.size.height - box.y };
    return {
      ...box,
      width: clamp(box.width + by.x, 1, Math.max(room.x, box.width)),
      height: clamp(box.height + by.y, 1, Math.max(room.y, box.height)),
    };
  },
  turn: (box, degrees) => turnBox(box, normalAngle(box.rotation + degrees)),
  scale(box, about, by) {
    // A turned box stays a box when both factors are the same; else its sides follow its own axes.
    const at = { x: about.x + (box.x - about.x) * by.x, y: about.y + (box.y - about.y) * by.y };
    const angle = (box.rotation * Math.PI) / 180;
    const along = Math.hypot(by.x * Math.cos(angle), by.y * Math.sin(angle));
    const across = Math.hypot(by.x * Math.sin(angle), by.y * Math.cos(angle));
    return { ...box, ...at, width: box.width * along, height: box.height * across };
  },
  describe(box) {
    const whole = [box.width, box.height, box.x, box.y].map(Math.round);
    const angle = box.rotation ? `, turned ${Math.round(box.rotation)}°` : "";
    return `Box ${whole[0]} by ${whole[1]} at ${whole[2]}, ${whole[3]}${angle}`;
  },
};
