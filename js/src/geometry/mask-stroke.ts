// What a brush leaves: alpha in tiles, so that a stroke costs what it touches, whatever the image's size.
import { type Bounds, clamp, type Point, type Size } from "./affine";
import { createBuilder, type Runs } from "./runs";

export interface Brush {
  /** In image pixels; half the side of a square one. */
  readonly radius: number;
  readonly square: boolean;
  /** Edges fade within a pixel; else a pixel is in or out. */
  readonly smooth: boolean;
}

export interface Stroke {
  /** Sweeps the brush along a line; the pixels that may have changed, or null outside the image. */
  line(from: Point, to: Point): Bounds | null;
  /** Alpha of a pixel inside the image. */
  at(x: number, y: number): number;
  runs(): Runs;
}

const SHIFT = 7;
const SIDE = 1 << SHIFT;

export function createStroke(size: Size, brush: Brush): Stroke {
  const { radius, square, smooth } = brush;
  const columns = Math.ceil(size.width / SIDE);
  const tiles: (Uint8Array | undefined)[] = [];
  let touched: Bounds | null = null;

  const tileAt = (x: number, y: number): Uint8Array => {
    const index = (y >> SHIFT) * columns + (x >> SHIFT);
    tiles[index] ??= new Uint8Array(SIDE * SIDE);
    return tiles[index] as Uint8Array;
  };
  const put = (x: number, y: number, alpha: number) => {
    const tile = tileAt(x, y);
    const at = ((y & (SIDE - 1)) << SHIFT) | (x & (SIDE - 1));
    if ((tile[at] as number) < alpha) tile[at] = alpha;
  };
  const fill = (y: number, from: number, to: number) => {
    for (let x = from; x < to; ) {
      const end = Math.min(to, (x | (SIDE - 1)) + 1);
      const row = (y & (SIDE - 1)) << SHIFT;
      tileAt(x, y).fill(255, row | (x & (SIDE - 1)), (row | ((end - 1) & (SIDE - 1))) + 1);
      x = end;
    }
  };

  return {
    line(from, to) {
      const reach = smooth ? radius + 0.5 : radius;
      const depth = square ? squareDepth(from, to, radius) : roundDepth(from, to, radius);
      const bounds = {
        left: clamp(Math.floor(Math.min(from.x, to.x) - reach), 0, size.width),
        top: clamp(Math.floor(Math.min(from.y, to.y) - reach), 0, size.height),
        right: clamp(Math.ceil(Math.max(from.x, to.x) + reach), 0, size.width),
        bottom: clamp(Math.ceil(Math.max(from.y, to.y) + reach), 0, size.height),
      };
      if (bounds.left >= bounds.right || bounds.top >= bounds.bottom) return null;
      for (let y = bounds.top; y < bounds.bottom; y++) {
        const span = square ? squareSpan(from, to, y + 0.5, reach) : roundSpan(from, to, y + 0.5, reach);
        if (!span) continue;
        // A hair's breadth lets a pixel on the very edge of a pixel-exact brush be in it.
        let first = Math.max(0, Math.ceil(span[0] - 0.5 - 1e-9));
        let last = Math.min(size.width - 1, Math.floor(span[1] - 0.5 + 1e-9));
        if (smooth) {
          const alpha = (x: number) => Math.round(255 * clamp(depth(x + 0.5, y + 0.5) + 0.5, 0, 1));
          for (let a = alpha(first); first <= last && a < 255; a = alpha(++first)) put(first, y, a);
          for (let a = alpha(last); last > first && a < 255; a = alpha(--last)) put(last, y, a);
        }
        if (first <= last) fill(y, first, last + 1);
      }
      touched = touched ? joined(touched, bounds) : bounds;
      return bounds;
    },
    at(x, y) {
      const tile = tiles[(y >> SHIFT) * columns + (x >> SHIFT)];
      return tile ? (tile[((y & (SIDE - 1)) << SHIFT) | (x & (SIDE - 1))] as number) : 0;
    },
    runs() {
      const made = createBuilder(size);
      if (!touched) return made.done();
      for (let y = touched.top; y < touched.bottom; y++)
        for (let start = touched.left & ~(SIDE - 1); start < touched.right; start += SIDE) {
          const tile = tiles[(y >> SHIFT) * columns + (start >> SHIFT)];
          if (tile) readRow(tile, y, start, (from, to, alpha) => made.push(y, from, to, alpha));
        }
      return made.done();
    },
  };
}

function readRow(
  tile: Uint8Array,
  y: number,
  start: number,
  see: (from: number, to: number, alpha: number) => void,
): void {
  const row = (y & (SIDE - 1)) << SHIFT;
  for (let x = 0; x < SIDE; ) {
    const alpha = tile[row + x] as number;
    let end = x + 1;
    while (end < SIDE && tile[row + end] === alpha) end++;
    see(start + x, start + end, alpha);
    x = end;
  }
}

export const joined = (a: Bounds, b: Bounds): Bounds => ({
  left: Math.min(a.left, b.left),
  top: Math.min(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.max(a.bottom, b.bottom),
});

type Span = readonly [from: number, to: number];
/** How deep a point lies inside the swept brush, in pixels; below 0 outside. */
type Depth = (x: number, y: number) => number;

/** Where a row crosses a circle swept from `a` to `b`. */
function roundSpan(a: Point, b: Point, y: number, radius: number): Span | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const see = (from: number, to: number) => {
    low = Math.min(low, from);
    high = Math.max(high, to);
  };
  for (const { x, y: cy } of [a, b]) {
    const half2 = radius * radius - (y - cy) ** 2;
    if (half2 >= 0) see(x - Math.sqrt(half2), x + Math.sqrt(half2));
  }
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  for (const side of length && a.y !== b.y ? [radius, -radius] : []) {
    const [dx, dy] = [(-(b.y - a.y) / length) * side, ((b.x - a.x) / length) * side];
    const t = (y - a.y - dy) / (b.y - a.y);
    const x = a.x + dx + t * (b.x - a.x);
    if (t >= 0 && t <= 1) see(x, x);
  }
  return low <= high ? [low, high] : null;
}

function roundDepth(a: Point, b: Point, radius: number): Depth {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length2 = dx * dx + dy * dy;
  return (x, y) => {
    const t = length2 ? clamp(((x - a.x) * dx + (y - a.y) * dy) / length2, 0, 1) : 0;
    return radius - Math.hypot(x - a.x - t * dx, y - a.y - t * dy);
  };
}

function squareSpan(a: Point, b: Point, y: number, half: number): Span | null {
  const dy = b.y - a.y;
  if (!dy && Math.abs(y - a.y) > half) return null;
  const t0 = dy ? clamp(Math.min((y - half - a.y) / dy, (y + half - a.y) / dy), 0, 1) : 0;
  const t1 = dy ? clamp(Math.max((y - half - a.y) / dy, (y + half - a.y) / dy), 0, 1) : 1;
  const [x0, x1] = [a.x + t0 * (b.x - a.x), a.x + t1 * (b.x - a.x)];
  const nearest = Math.min(Math.abs(y - a.y - t0 * dy), Math.abs(y - a.y - t1 * dy));
  return nearest > half + 1e-9 ? null : [Math.min(x0, x1) - half, Math.max(x0, x1) + half];
}

function squareDepth(a: Point, b: Point, half: number): Depth {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const [nx, ny] = length ? [-(b.y - a.y) / length, (b.x - a.x) / length] : [0, 0];
  const [left, right] = [Math.min(a.x, b.x) - half, Math.max(a.x, b.x) + half];
  const [top, bottom] = [Math.min(a.y, b.y) - half, Math.max(a.y, b.y) + half];
  return (x, y) => {
    const box = Math.min(x - left, right - x, y - top, bottom - y);
    if (!length) return box;
    const across = half * (Math.abs(nx) + Math.abs(ny)) - Math.abs((x - a.x) * nx + (y - a.y) * ny);
    return Math.min(box, across);
  };
}
