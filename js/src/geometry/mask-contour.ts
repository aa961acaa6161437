// Outlines of masks along the edges of their pixels, and the other way: shapes as pixels.
import { type Bounds, boundsOf, distance, type Point, type Size } from "./affine";
import { createBuilder, type Runs, rowsOf } from "./runs";

/** A closed line; outer ones go clockwise on the screen, those of holes the other way. */
export type Ring = readonly Point[];

interface Edge {
  readonly x: number;
  /** Of a span's left end. */
  readonly left: boolean;
  readonly top: number;
  bottom: number;
  /** Edges that go on where this one begins and ends. */
  above: Edge | null;
  below: Edge | null;
  seen: boolean;
}

/** Rings around the pixels that have any alpha; pixels that meet at a corner alone are apart. */
export function contours(runs: Runs): Ring[] {
  const edges: Edge[] = [];
  let open: Edge[] = [];
  for (let i = 0; i <= rowsOf(runs); i++) {
    const y = runs.top + i;
    const next: Edge[] = [];
    const loose: Loose[] = [];
    let k = 0;
    for (const [x, left] of ends(runs, i)) {
      for (; (open[k]?.x ?? x) < x; k++) loose.push({ edge: open[k] as Edge, ends: true });
      const met = open[k]?.x === x ? open[k++] : undefined;
      if (met?.left === left) {
        next.push(met);
        continue;
      }
      const edge: Edge = { x, left, top: y, bottom: y, above: null, below: null, seen: false };
      edges.push(edge);
      next.push(edge);
      // Two spans that meet at a corner keep apart: the one on the left is closed first.
      if (met) loose.push({ edge: met, ends: true });
      loose.splice(met?.left ? -1 : loose.length, 0, { edge, ends: false });
    }
    for (; k < open.length; k++) loose.push({ edge: open[k] as Edge, ends: true });
    for (let n = 0; n + 1 < loose.length; n += 2) link(loose[n] as Loose, loose[n + 1] as Loose, y);
    open = next;
  }
  return edges.flatMap((edge) => (edge.left && !edge.seen ? [follow(edge)] : []));
}

interface Loose {
  readonly edge: Edge;
  /** It ends here; else it begins. */
  readonly ends: boolean;
}

function link(a: Loose, b: Loose, y: number): void {
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    if (one.ends) {
      one.edge.bottom = y;
      one.edge.below = other.edge;
    } else one.edge.above = other.edge;
  }
}

/** Columns where the spans of a row begin and end; neighbours of different alpha are one span. */
function* ends(runs: Runs, row: number): Iterable<readonly [number, boolean]> {
  if (row >= rowsOf(runs)) return;
  const end = runs.at[row + 1] as number;
  for (let k = runs.at[row] as number; k < end; k++) {
    yield [runs.from[k] as number, true];
    while (k + 1 < end && runs.from[k + 1] === runs.to[k]) k++;
    yield [runs.to[k] as number, false];
  }
}

function follow(start: Edge): Ring {
  const ring: Point[] = [];
  let edge = start;
  let up = true;
  do {
    edge.seen = true;
    ring.push({ x: edge.x, y: up ? edge.bottom : edge.top }, { x: edge.x, y: up ? edge.top : edge.bottom });
    const y: number = up ? edge.top : edge.bottom;
    const next: Edge = (up ? edge.above : edge.below) as Edge;
    // An edge that begins at this height is walked down, one that ends here up.
    up = next.bottom === y;
    edge = next;
  } while (edge !== start);
  return ring;
}

/** Twice the area with its sign: above 0 for outer rings. */
export function turning(ring: Ring): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i] as Point, ring[(i + 1) % ring.length] as Point];
    sum += a.x * b.y - b.x * a.y;
  }
  return sum;
}

/** Fewer points, nowhere more than `slack` beside the ring (Douglas and Peucker). */
export function simplified(ring: Ring, slack: number): Ring {
  if (ring.length < 4) return ring;
  // Halved at the two points that are far apart, as a ring has no ends.
  const far = farthest(ring, 0);
  const near = farthest(ring, far);
  const [a, b] = [Math.min(far, near), Math.max(far, near)];
  return [
    ...thinned(ring.slice(a, b + 1), slack).slice(0, -1),
    ...thinned([...ring.slice(b), ...ring.slice(0, a + 1)], slack).slice(0, -1),
  ];
}

function farthest(ring: Ring, from: number): number {
  const start = ring[from] as Point;
  let [best, at] = [-1, from];
  ring.forEach((point, i) => {
    const apart = distance(start, point);
    if (apart > best) [best, at] = [apart, i];
  });
  return at;
}

function thinned(line: readonly Point[], slack: number): Point[] {
  const keep = new Uint8Array(line.length);
  keep[0] = 1;
  keep[line.length - 1] = 1;
  const open: [number, number][] = [[0, line.length - 1]];
  for (let part = open.pop(); part; part = open.pop()) {
    const [first, last] = part;
    let [worst, at] = [slack, -1];
    for (let i = first + 1; i < last; i++) {
      const off = offLine(line[i] as Point, line[first] as Point, line[last] as Point);
      if (off > worst) [worst, at] = [off, i];
    }
    if (at < 0) continue;
    keep[at] = 1;
    open.push([first, at], [at, last]);
  }
  return line.filter((_, i) => keep[i]);
}

function offLine(p: Point, a: Point, b: Point): number {
  const length = distance(a, b);
  if (!length) return distance(p, a);
  return Math.abs((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)) / length;
}

/** Pixels whose centre is inside the rings (even-odd), at full alpha. */
export function runsOfRings(rings: readonly Ring[], size: Size): Runs {
  const made = createBuilder(size);
  const points = rings.flat();
  if (!points.length) return made.done();
  const bounds: Bounds = boundsOfMany(points);
  const lines = rings.flatMap((ring) =>
    ring.map((a, i) => [a, ring[(i + 1) % ring.length] as Point] as const),
  );
  const first = Math.max(0, Math.floor(bounds.top));
  const starts = lines.toSorted((a, b) => Math.min(a[0].y, a[1].y) - Math.min(b[0].y, b[1].y));
  let active: typeof lines = [];
  let next = 0;
  for (let y = first; y < Math.min(size.height, Math.ceil(bounds.bottom)); y++) {
    const middle = y + 0.5;
    for (; next < starts.length; next++) {
      const [a, b] = starts[next] as readonly [Point, Point];
      if (Math.min(a.y, b.y) > middle) break;
      active.push([a, b]);
    }
    active = active.filter(([a, b]) => Math.max(a.y, b.y) > middle);
    const crossings = active
      .filter(([a, b]) => a.y > middle !== b.y > middle)
      .map(([a, b]) => a.x + ((middle - a.y) / (b.y - a.y)) * (b.x - a.x))
      .sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = Math.max(0, Math.ceil((crossings[i] as number) - 0.5));
      const to = Math.min(size.width, Math.ceil((crossings[i + 1] as number) - 0.5));
      made.push(y, from, to, 255);
    }
  }
  return made.done();
}

/** `boundsOf` hands its points on as arguments, and of those there may not be very many. */
function boundsOfMany(points: readonly Point[]): Bounds {
  let bounds = boundsOf(points.slice(0, 1));
  for (const { x, y } of points)
    bounds = {
      left: Math.min(bounds.left, x),
      top: Math.min(bounds.top, y),
      right: Math.max(bounds.right, x),
      bottom: Math.max(bounds.bottom, y),
    };
  return bounds;
}
