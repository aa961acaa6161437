// Where arrows run: between the lines of a text and along its margins, else as slight curves. Pure.
import type { Box } from "../ui/place";
import {
  type Curve,
  contains,
  curveMiddle,
  curvePath,
  exit,
  grown,
  headPath,
  inside,
  middleOf,
  overlaps,
  roundedPath,
  type Spot,
} from "./arrow-geometry";
import { createLanes, createSigns, type Lanes, SIGN, type Signs } from "./arrow-lanes";

/** One end of a relation, in pixels of the layer. */
export interface End {
  readonly object: string;
  readonly kind: "lines" | "area";
  readonly boxes: readonly Box[];
  readonly frame: Box;
  /** Free height above a box. */
  room(box: Box): number;
}

export interface Link {
  readonly key: string;
  readonly from: End;
  readonly to: End;
  readonly direction: "right" | "left" | "bi";
  readonly text: string;
}

export interface Arrow {
  readonly key: string;
  readonly path: string;
  readonly heads: readonly string[];
  /** Where a name is centred; whether no other name and none of its ends is there, and whether it covers nothing. */
  readonly name: Spot & { readonly free: boolean; readonly fits: boolean };
  /** Ends out of sight: where a sign stands for them. */
  readonly signs: readonly (Spot & { readonly end: "from" | "to" })[];
}

/** Widths of names are guessed: measuring thousands of texts takes longer than the arrows. */
export function nameWidth(text: string): number {
  let width = 12;
  for (const character of text) width += (character.codePointAt(0) ?? 0) > 0x2e80 ? 11.5 : 6.4;
  return Math.min(width, 160);
}

export const NAME_HEIGHT = 15;
/** Distance of a line from the text below it, and of lines from each other. */
const ABOVE = 2;
const LANE = 3;
const ROW_LANES = 3;
const MARGIN = 6;
const MARGIN_LANE = 3;
const BEND = 0.12;
const MOST_BEND = 28;
const [UP, DOWN] = [
  { x: 0, y: -1 },
  { x: 0, y: 1 },
];
const SLIDE = [0, 18, -18, 36, -36, 54, -54];

export const inSight = ({ boxes, frame }: End): boolean => boxes.some((box) => overlaps(box, frame));

/** Arrows with at least one end in sight; `bounds` is what may be drawn on. */
export function layOut(links: readonly Link[], bounds: Box): Arrow[] {
  const lanes = createLanes();
  const used = new Map<string, number>();
  const signs = createSigns();
  const ways = links
    .filter(({ from, to }) => inSight(from) || inSight(to))
    .map((link): readonly [Link, Way] => {
      const { from, to } = link;
      const flows = from.kind === "lines" && to.kind === "lines" && from.object === to.object;
      return [link, flows ? flowing(link, bounds, { lanes, used, signs }) : curved(link, signs)];
    });
  const names: Names = { shown: [...signs.boxes], near: new Map() };
  return ways.map(([link, way]) => finished(link, way, names, bounds));
}

/** Names on show, and those that an end shows when it is pointed at, which all come at once. */
interface Names {
  readonly shown: Box[];
  readonly near: Map<End, Box[]>;
}

/** What is taken by the arrows before. */
interface Taken {
  readonly lanes: Lanes;
  readonly used: Map<string, number>;
  readonly signs: Signs;
}

interface Way {
  readonly path: string;
  /** Tips with the spot that the line comes from; null where an end is out of sight. */
  readonly from: readonly [Spot, Spot] | null;
  readonly to: readonly [Spot, Spot] | null;
  readonly name: Spot;
  /** Height and width that the name may have. */
  readonly room: { readonly width: number; readonly height: number };
  readonly signs: Arrow["signs"];
  /** Steps by which the name may move along its line. */
  readonly slide?: readonly number[];
}

function finished({ key, direction, text, from, to }: Link, way: Way, names: Names, bounds: Box): Arrow {
  const tips = [direction !== "left" && way.to, direction !== "right" && way.from];
  const width = nameWidth(text);
  const boxAt = (spot: Spot) => grownName(inside(grown(bounds, -width / 2 - 2), spot), width);
  // Along the margin a name moves down or up its line until nothing is in its way.
  const spots = (way.slide ?? [0]).map((by) => boxAt({ x: way.name.x, y: way.name.y + by }));
  const { shown, near } = names;
  const apart = (taken: readonly Box[]) => (box: Box) => !taken.some((other) => overlaps(other, box));
  // Over a text a name stands away from the words that it is about.
  const words = from.kind === "lines" && to.kind === "lines" ? [...from.boxes, ...to.boxes] : [];
  const beside = [...shown, ...words, ...(near.get(from) ?? []), ...(near.get(to) ?? [])];
  const name = spots.find(apart(beside)) ?? spots.find(apart(shown)) ?? boxAt(way.name);
  const free = text !== "" && apart(beside)(name);
  const fits = free && way.room.width >= width && way.room.height >= NAME_HEIGHT;
  if (fits) shown.push(name);
  else if (free) for (const end of [from, to]) near.set(end, [...(near.get(end) ?? []), name]);
  return {
    key,
    path: way.path,
    heads: tips.flatMap((tip) => (tip ? headPath(...tip) : [])),
    name: { ...middleOf(name), free, fits },
    signs: way.signs,
  };
}

const grownName = ({ x, y }: Spot, width: number): Box => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - NAME_HEIGHT / 2,
  bottom: y + NAME_HEIGHT / 2,
});

// ---- between lines of one text ----

/** The box of a region of several lines that lies nearer to the other region. */
function nearer(boxes: readonly Box[], other: readonly Box[]): Box {
  const [first, last] = [boxes[0] as Box, boxes.at(-1) as Box];
  return first.top < (other[0] as Box).top ? last : first;
}

/** Arrows at one box stand side by side: middle, right of it, left of it… */
function footOf(box: Box, used: Map<string, number>): number {
  const key = `${Math.round(box.left)} ${Math.round(box.top)}`;
  const count = used.get(key) ?? 0;
  used.set(key, count + 1);
  const by = Math.ceil(count / 2) * 6 * (count % 2 ? 1 : -1);
  const most = Math.max(0, (box.right - box.left) / 2 - 3);
  return (box.left + box.right) / 2 + Math.min(Math.max(by, -most), most);
}

function flowing({ from, to, text }: Link, bounds: Box, { lanes, used, signs }: Taken): Way {
  const { frame } = from;
  const [a, b] = [nearer(from.boxes, to.boxes), nearer(to.boxes, from.boxes)];
  const [seenA, seenB] = [overlaps(a, frame), overlaps(b, frame)];
  const [ax, bx] = [footOf(a, used), footOf(b, used)];
  // Of a box that begins above what is in sight, the part in sight.
  const topOf = (box: Box) => Math.max(box.top, frame.top + ABOVE);
  const [aTop, bTop] = [topOf(a), topOf(b)];
  const gap = (box: Box, x: number, other: number) => {
    const lane = lanes.take(`row ${Math.round(box.top)}`, x, other, ROW_LANES);
    return Math.max(box.top - ABOVE - lane * LANE, frame.top + 1);
  };
  if (Math.abs(a.top - b.top) < 4) {
    const y = gap(a, ax, bx) - 1;
    const [start, end] = [
      { x: ax, y: aTop },
      { x: bx, y: bTop },
    ];
    const room = { width: Math.abs(ax - bx) - 8, height: from.room(a) - 1 };
    return {
      path: roundedPath([start, { x: ax, y }, { x: bx, y }, end]),
      from: [start, { x: ax, y: start.y - 9 }],
      to: [end, { x: bx, y: end.y - 9 }],
      name: { x: (ax + bx) / 2, y: room.height >= NAME_HEIGHT ? a.top - NAME_HEIGHT + 2 : y },
      room,
      signs: [],
    };
  }
  const right =
    bounds.right - frame.right > 48 || frame.right - Math.max(ax, bx) < Math.min(ax, bx) - frame.left;
  const edge = right ? frame.right : frame.left;
  const free = right ? bounds.right - frame.right : frame.left - bounds.left;
  const most = Math.max(1, Math.floor((free - MARGIN) / MARGIN_LANE));
  const lane = lanes.take(right ? "right" : "left", a.top, b.top, Math.min(most, 8));
  const x = edge + (MARGIN + lane * MARGIN_LANE) * (right ? 1 : -1);
  const legs = (box: Box, foot: number, seen: boolean): readonly Spot[] => {
    if (!seen) {
      const above = box.top < frame.top;
      const y = above ? frame.top + SIGN : frame.bottom - SIGN;
      // A sign stands on its line, unless the margin is too narrow for that.
      const aside = right && free < MARGIN + 2 * SIGN ? edge - SIGN : x;
      const sign = signs.put({ x: aside, y }, above ? DOWN : UP);
      return [sign, { x, y: sign.y }];
    }
    const y = gap(box, foot, edge);
    return [
      { x: foot, y: topOf(box) },
      { x: foot, y },
      { x, y },
    ];
  };
  const [up, down] = [legs(a, ax, seenA), legs(b, bx, seenB)];
  const ends = [up.at(-1) as Spot, down.at(-1) as Spot];
  const middle = ((ends[0] as Spot).y + (ends[1] as Spot).y) / 2;
  const beside = right ? bounds.right - x - 6 : 0;
  return {
    path: roundedPath([...up, ...[...down].reverse()]),
    from: seenA
      ? [
          { x: ax, y: aTop },
          { x: ax, y: aTop - 9 },
        ]
      : null,
    to: seenB
      ? [
          { x: bx, y: bTop },
          { x: bx, y: bTop - 9 },
        ]
      : null,
    name: { x: right ? x + 5 + nameWidth(text) / 2 : x, y: middle },
    room: { width: beside, height: Number.POSITIVE_INFINITY },
    slide: SLIDE.filter((by) => Math.abs(by) < Math.abs((ends[0] as Spot).y - middle)),
    signs: signsOf(seenA ? null : up[0], seenB ? null : down[0]),
  };
}

const signsOf = (from: Spot | null | undefined, to: Spot | null | undefined): Arrow["signs"] => [
  ...(from ? [{ ...from, end: "from" as const }] : []),
  ...(to ? [{ ...to, end: "to" as const }] : []),
];

// ---- across areas ----

/** The box that is seen and nearest to a spot, else a spot on the edge of the frame. */
function reach(
  { boxes, frame }: End,
  towards: Spot,
  signs: Signs,
): { readonly box: Box; readonly seen: boolean } {
  const away = (box: Box) => Math.hypot(middleOf(box).x - towards.x, middleOf(box).y - towards.y);
  const seen = boxes.filter((box) => overlaps(box, frame)).sort((a, b) => away(a) - away(b));
  if (seen[0]) return { box: seen[0], seen: true };
  const edge = grown(frame, -SIGN);
  const spot = inside(edge, middleOf(boxes[0] as Box));
  const beside = spot.x === edge.left || spot.x === edge.right;
  // Along the edge, towards its longer part.
  const { x, y } = signs.put(spot, {
    x: beside ? 0 : spot.x < middleOf(edge).x ? 1 : -1,
    y: beside ? (spot.y < middleOf(edge).y ? 1 : -1) : 0,
  });
  return { box: { left: x, right: x, top: y, bottom: y }, seen: false };
}

function curved({ from, to }: Link, signs: Signs): Way {
  const b = reach(to, middleOf(from.boxes[0] as Box), signs);
  const a = reach(from, middleOf(b.box), signs);
  const curve = bow(a.box, b.box);
  const length = Math.hypot(curve.to.x - curve.from.x, curve.to.y - curve.from.y);
  return {
    path: curvePath(curve),
    from: a.seen ? [curve.from, curve.bend] : null,
    to: b.seen ? [curve.to, curve.bend] : null,
    name: curveMiddle(curve),
    room: { width: length - 24, height: Number.POSITIVE_INFINITY },
    signs: signsOf(a.seen ? null : curve.from, b.seen ? null : curve.to),
  };
}

/** From edge to edge, bent to one side, so that a way there and a way back do not cover each other. */
function bow(a: Box, b: Box): Curve {
  const [p, q] = [middleOf(a), middleOf(b)];
  const length = Math.hypot(q.x - p.x, q.y - p.y) || 1;
  const by = Math.min(MOST_BEND, length * BEND);
  const bend = {
    x: (p.x + q.x) / 2 + ((q.y - p.y) / length) * by,
    y: (p.y + q.y) / 2 - ((q.x - p.x) / length) * by,
  };
  const [from, to] = [exit(a, bend), exit(b, bend)];
  if (!contains(b, from) && !contains(a, to)) return { from, bend, to };
  // One lies in the other: over both, from top to top.
  const top = Math.min(a.top, b.top);
  const [left, right] = [
    { x: p.x, y: a.top },
    { x: q.x + (Math.abs(p.x - q.x) < 16 ? 16 : 0), y: b.top },
  ];
  return { from: left, bend: { x: (left.x + right.x) / 2, y: top - 28 }, to: right };
}
