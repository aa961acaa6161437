// A mask in another frame: its bounding box scaled and turned, sampled by the nearest pixel.
import { type Bounds, boundsOf, type Point } from "./affine";
import { type Box, corners, fromLocal, toLocal } from "./box";
import { alphaAt, createBuilder, eachRun, type Runs, rowsOf } from "./runs";

/** Between two pixels the one before counts, whatever rounding says. */
const TIE = 1e-6;
/** A mask whose bounding box has more pixels is never laid out as a plane. */
const PLANE = 64e6;

export interface Warp {
  /** From the mask's own pixels to the image. */
  to(p: Point): Point;
  back(p: Point): Point;
}

/** The change that brings a bounding box to `frame`. */
export function warpTo({ left, top, right, bottom }: Bounds, frame: Box): Warp {
  const [x, y] = [frame.width / (right - left), frame.height / (bottom - top)];
  return {
    to: (p) => fromLocal(frame, { x: (p.x - left) * x, y: (p.y - top) * y }),
    back(p) {
      const at = toLocal(frame, p);
      return { x: left + at.x / x, y: top + at.y / y };
    },
  };
}

/** The mask brought from its bounding box to `frame`; what leaves the image is gone. */
export function warpRuns(runs: Runs, bounds: Bounds, frame: Box): Runs {
  return frame.rotation ? turnedRuns(runs, bounds, frame) : scaledRuns(runs, bounds, frame);
}

/** First pixel whose centre is not before `at`. */
const pixelFrom = (at: number): number => Math.ceil(at - 0.5 - TIE);

function scaledRuns(runs: Runs, { left, top, right, bottom }: Bounds, frame: Box): Runs {
  const made = createBuilder(runs);
  const [across, down] = [frame.width / (right - left), frame.height / (bottom - top)];
  const columns = Int32Array.from({ length: right - left + 1 }, (_, x) =>
    Math.min(runs.width, Math.max(0, pixelFrom(frame.x + x * across))),
  );
  const rows = rowsOf(runs);
  for (let i = 0; i < rows; i++) {
    const last = Math.min(runs.height, pixelFrom(frame.y + (i + 1) * down));
    for (let y = Math.max(0, pixelFrom(frame.y + i * down)); y < last; y++)
      for (let k = runs.at[i] as number; k < (runs.at[i + 1] as number); k++) {
        const from = columns[(runs.from[k] as number) - left] as number;
        const to = columns[(runs.to[k] as number) - left] as number;
        made.push(y, from, to, runs.alpha[k] as number);
      }
  }
  return made.done();
}

/** Row by row along the slanted line that it comes from. */
function turnedRuns(runs: Runs, bounds: Bounds, frame: Box): Runs {
  const made = createBuilder(runs);
  const { back } = warpTo(bounds, frame);
  const [width, height] = [bounds.right - bounds.left, bounds.bottom - bounds.top];
  const plane = width * height > PLANE ? null : planeIn(runs, bounds);
  const alphaOf = (x: number, y: number) => alphaAt(runs, bounds.left + x, bounds.top + y);
  const area = boundsOf(corners(frame));
  const start = Math.max(0, Math.floor(area.left));
  const length = Math.ceil(Math.min(runs.width, area.right)) - start;
  const bottom = Math.min(runs.height, area.bottom);
  const [zero, one] = [back({ x: 0, y: 0 }), back({ x: 1, y: 0 })];
  const [across, down] = [one.x - zero.x, one.y - zero.y];
  for (let y = Math.max(0, Math.floor(area.top)); y < bottom; y++) {
    const at = back({ x: start + 0.5, y: y + 0.5 });
    const [u, v] = [at.x - bounds.left + TIE, at.y - bounds.top + TIE];
    const [first, end] = stretch(u, across, width, stretch(v, down, height, [0, length]));
    let [begun, value] = [first, 0];
    for (let k = first; k < end; k++) {
      const x = (u + k * across) | 0;
      const row = (v + k * down) | 0;
      const alpha = plane ? (plane[row * width + x] as number) : alphaOf(x, row);
      if (alpha === value) continue;
      if (value) made.push(y, start + begun, start + k, value);
      begun = k;
      value = alpha;
    }
    if (value) made.push(y, start + begun, start + end, value);
  }
  return made.done();
}

type Stretch = readonly [first: number, end: number];

/** The steps between two for which `from + k * step` is at least 0 and less than `length`. */
function stretch(from: number, step: number, length: number, [first, end]: Stretch): Stretch {
  const inside = (k: number) => from + k * step >= 0 && from + k * step < length;
  if (Math.abs(step) < 1e-9) return inside(first) ? [first, end] : [first, first];
  const [one, other] = [-from / step, (length - from) / step];
  let low = Math.max(first, Math.floor(Math.min(one, other)));
  let high = Math.min(end, Math.ceil(Math.max(one, other)) + 1);
  while (low < high && !inside(low)) low++;
  while (low < high && !inside(high - 1)) high--;
  return [low, high];
}

/** Alpha of the bounding box, row by row. */
function planeIn(runs: Runs, { left, top, right, bottom }: Bounds): Uint8Array {
  const width = right - left;
  const plane = new Uint8Array(width * (bottom - top));
  eachRun(runs, (row, from, to, alpha) => {
    const start = (row - top) * width - left;
    plane.fill(alpha, start + from, start + to);
  });
  return plane;
}
