// The magic wand: pixels that hang together with one and differ from it by no more than a threshold.
import { type Bounds, clamp, type Size } from "./affine";
import { createBuilder, type Runs } from "./runs";

export interface Picture extends Size {
  /** Red, green, blue, alpha of each pixel. */
  readonly data: Uint8ClampedArray | Uint8Array;
}

export interface Wand {
  /** Grows what is found up to a threshold from 0 to 255; going back to a lower one costs nothing. */
  reach(threshold: number): void;
  /** The least threshold at which a pixel is in; more than what was reached where that is not known. */
  at(x: number, y: number): number;
  /** Around all that was ever reached. */
  bounds(): Bounds;
}

const UNKNOWN = 256;

/** Looks at a pixel only once the threshold brings the wand there. */
export function createWand({ width, height, data }: Picture, x: number, y: number): Wand {
  const needs = new Uint16Array(width * height).fill(UNKNOWN);
  const start = y * width + x;
  const [red, green, blue] = [
    data[4 * start] as number,
    data[4 * start + 1] as number,
    data[4 * start + 2] as number,
  ];
  /** Pixels beside what is found, by the threshold that they wait for. */
  const waiting: number[][] = Array.from({ length: 256 }, () => []);
  let reached = -1;
  let [left, right, top, bottom] = [x, x, y, y];

  const apart = (at: number) =>
    Math.max(
      Math.abs((data[4 * at] as number) - red),
      Math.abs((data[4 * at + 1] as number) - green),
      Math.abs((data[4 * at + 2] as number) - blue),
    );
  needs[start] = 0;
  (waiting[0] as number[]).push(start);
  const meet = (at: number, level: number) => {
    if (needs[at] !== UNKNOWN) return;
    const need = Math.max(level, apart(at));
    needs[at] = need;
    (waiting[need] as number[]).push(at);
  };

  return {
    reach(threshold) {
      for (; reached < Math.min(255, threshold); reached++) {
        const level = reached + 1;
        const pixels = waiting[level] as number[];
        for (let at = pixels.pop(); at !== undefined; at = pixels.pop()) {
          const column = at % width;
          const row = (at - column) / width;
          [left, right] = [Math.min(left, column), Math.max(right, column)];
          [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
          if (column > 0) meet(at - 1, level);
          if (column < width - 1) meet(at + 1, level);
          if (row > 0) meet(at - width, level);
          if (row < height - 1) meet(at + width, level);
        }
      }
    },
    at: (px, py) => needs[py * width + px] as number,
    bounds: () => ({ left, top, right: right + 1, bottom: bottom + 1 }),
  };
}

export interface WandResult {
  readonly threshold: number;
  /** Pixels of the picture over which edges are smoothed. */
  readonly radius: number;
  /** What the picture shows of the image. */
  readonly part: Bounds;
  readonly image: Size;
}

/** What a threshold takes in, as a mask of the image's full size. */
export function wandRuns(wand: Wand, picture: Size, { threshold, radius, part, image }: WandResult): Runs {
  wand.reach(threshold);
  const { width, height } = picture;
  const plane = new Float32Array(width * height);
  const found = wand.bounds();
  for (let y = found.top; y < found.bottom; y++)
    for (let x = found.left; x < found.right; x++) if (wand.at(x, y) <= threshold) plane[y * width + x] = 1;
  const smooth = radius > 0 ? blurred(plane, width, height, radius) : plane;
  const made = createBuilder(image);
  const [sx, sy] = [width / (part.right - part.left), height / (part.bottom - part.top)];
  const column = (x: number) => clamp(part.left + Math.round(x / sx), part.left, part.right);
  const row = (y: number) => clamp(part.top + Math.round(y / sy), part.top, part.bottom);
  const end = column(found.right + radius + 1);
  for (let y = row(found.top - radius - 1); y < row(found.bottom + radius + 1); y++) {
    let from = -1;
    for (let x = column(found.left - radius - 1); x <= end; x++) {
      const [px, py] = [(x - part.left + 0.5) * sx, (y - part.top + 0.5) * sy];
      const inside = x < end && sample(smooth, width, height, px, py) > 0.5;
      if (inside && from < 0) from = x;
      if (inside || from < 0) continue;
      made.push(y, from, x, 255);
      from = -1;
    }
  }
  return made.done();
}

/** Between the centres of the four nearest pixels. */
function sample(plane: Float32Array, width: number, height: number, x: number, y: number): number {
  const [fx, fy] = [Math.min(Math.max(x - 0.5, 0), width - 1), Math.min(Math.max(y - 0.5, 0), height - 1)];
  const [x0, y0] = [Math.floor(fx), Math.floor(fy)];
  const at = y0 * width + x0;
  if (fx === x0 && fy === y0) return plane[at] as number;
  const right = x0 + 1 < width ? 1 : 0;
  const below = y0 + 1 < height ? width : 0;
  const [tx, ty] = [fx - x0, fy - y0];
  const upper = (plane[at] as number) * (1 - tx) + (plane[at + right] as number) * tx;
  const lower = (plane[at + below] as number) * (1 - tx) + (plane[at + below + right] as number) * tx;
  return upper * (1 - ty) + lower * ty;
}

/** Means over a square; beyond the edge the picture goes on as it is there. */
function blurred(plane: Float32Array, width: number, height: number, radius: number): Float32Array {
  const across = new Float32Array(plane.length);
  for (let y = 0; y < height; y++) means(plane, across, y * width, 1, width, radius);
  const out = new Float32Array(plane.length);
  for (let x = 0; x < width; x++) means(across, out, x, width, height, radius);
  return out;
}

function means(
  from: Float32Array,
  to: Float32Array,
  start: number,
  step: number,
  count: number,
  radius: number,
) {
  const at = (i: number) => from[start + Math.min(Math.max(i, 0), count - 1) * step] as number;
  let sum = 0;
  for (let i = -radius; i <= radius; i++) sum += at(i);
  for (let i = 0; i < count; i++) {
    to[start + i * step] = sum / (2 * radius + 1);
    sum += at(i + radius + 1) - at(i - radius);
  }
}
