// A mask as runs: rows of stretches of one alpha. Small where a plane of bytes is large, and quick to read.
import type { Bounds, Size } from "./affine";

/** Pixels whose alpha is over 0; runs of a row are in order and do not touch with equal alpha. */
export interface Runs extends Size {
  /** Row of the image that the first row here is. */
  readonly top: number;
  /** Runs of row `top + i` are `at[i]` up to `at[i + 1]`. */
  readonly at: Int32Array;
  /** First column, and the one after the last. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly alpha: Uint8Array;
}

export interface RunsBuilder {
  /** Rows in order, and runs of a row in order; what touches with equal alpha becomes one run. */
  push(row: number, from: number, to: number, alpha: number): void;
  /** Runs of whole rows of another mask, as they are. */
  copy(runs: Runs, first: number, last: number): void;
  done(): Runs;
}

export const rowsOf = (runs: Runs): number => runs.at.length - 1;

export const isEmpty = (runs: Runs): boolean => runs.from.length === 0;

export function createBuilder({ width, height }: Size): RunsBuilder {
  let [from, to, alpha] = [new Int32Array(64), new Int32Array(64), new Uint8Array(64)];
  let at = new Int32Array(64);
  let [top, row, count] = [0, -1, 0];

  const room = (more: number) => {
    if (count + more <= from.length) return;
    const size = Math.max(count + more, from.length * 2);
    [from, to, alpha] = [grown(from, size), grown(to, size), grown(alpha, size)];
  };
  const enter = (next: number) => {
    if (row < 0) [top, row] = [next, next];
    if (next - top + 2 > at.length) at = grown(at, Math.max(next - top + 2, at.length * 2));
    for (; row < next; row++) at[row - top + 1] = count;
  };
  return {
    push(next, start, end, value) {
      if (value === 0 || end <= start) return;
      const begun = next !== row;
      if (begun) enter(next);
      const last = count - 1;
      const first = at[row - top] as number;
      if (last >= first && !begun && to[last] === start && alpha[last] === value) {
        to[last] = end;
        return;
      }
      room(1);
      from[count] = start;
      to[count] = end;
      alpha[count] = value;
      count++;
    },
    copy(runs, first, last) {
      for (let y = first; y <= last; y++) {
        const [start, end] = [runs.at[y - runs.top] as number, runs.at[y - runs.top + 1] as number];
        if (start === end) continue;
        enter(y);
        room(end - start);
        from.set(runs.from.subarray(start, end), count);
        to.set(runs.to.subarray(start, end), count);
        alpha.set(runs.alpha.subarray(start, end), count);
        count += end - start;
      }
    },
    done() {
      const rows = row < 0 ? 0 : row - top + 1;
      if (rows) at[rows] = count;
      return {
        width,
        height,
        top,
        at: at.slice(0, rows + 1),
        from: from.slice(0, count),
        to: to.slice(0, count),
        alpha: alpha.slice(0, count),
      };
    },
  };
}

function grown<T extends Int32Array | Uint8Array>(list: T, size: number): T {
  const next = new (list.constructor as new (size: number) => T)(size);
  next.set(list);
  return next;
}

/** Calls back for each run, row by row. */
export function eachRun(
  runs: Runs,
  see: (row: number, from: number, to: number, alpha: number) => void,
): void {
  for (let i = 0; i < rowsOf(runs); i++)
    for (let k = runs.at[i] as number; k < (runs.at[i + 1] as number); k++)
      see(runs.top + i, runs.from[k] as number, runs.to[k] as number, runs.alpha[k] as number);
}

/** Outer edges in pixels; null of an empty mask. */
export function runsBounds(runs: Runs): Bounds | null {
  if (isEmpty(runs)) return null;
  let [left, right] = [runs.width, 0];
  for (let i = 0; i < rowsOf(runs); i++) {
    const [first, end] = [runs.at[i] as number, runs.at[i + 1] as number];
    if (first === end) continue;
    left = Math.min(left, runs.from[first] as number);
    right = Math.max(right, runs.to[end - 1] as number);
  }
  return { left, top: runs.top, right, bottom: runs.top + rowsOf(runs) };
}

/** Pixels with any alpha. */
export function runsArea(runs: Runs): number {
  let area = 0;
  for (let k = 0; k < runs.from.length; k++) area += (runs.to[k] as number) - (runs.from[k] as number);
  return area;
}

/** Alpha of one pixel. */
export function alphaAt(runs: Runs, x: number, y: number): number {
  const row = y - runs.top;
  if (row < 0 || row >= rowsOf(runs)) return 0;
  let [low, high] = [runs.at[row] as number, (runs.at[row + 1] as number) - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (x < (runs.from[middle] as number)) high = middle - 1;
    else if (x >= (runs.to[middle] as number)) low = middle + 1;
    else return runs.alpha[middle] as number;
  }
  return 0;
}

/** The mask moved by whole pixels; what leaves the image is gone. */
export function shiftRuns(runs: Runs, dx: number, dy: number): Runs {
  const made = createBuilder(runs);
  eachRun(runs, (row, from, to, alpha) => {
    const y = row + dy;
    if (y >= 0 && y < runs.height) made.push(y, Math.max(0, from + dx), Math.min(runs.width, to + dx), alpha);
  });
  return made.done();
}

/** Source over destination, as a canvas blends. */
export const added = (below: number, above: number): number =>
  above === 255 ? 255 : above + Math.round((below * (255 - above)) / 255);

export const erased = (below: number, above: number): number =>
  above === 255 ? 0 : Math.round((below * (255 - above)) / 255);

/** One mask out of two of the same size, alpha by alpha; `combine(0, 0)` must be 0. */
export function merge(one: Runs, other: Runs, combine: (one: number, other: number) => number): Runs {
  const made = createBuilder(one);
  const first = isEmpty(one) ? other.top : isEmpty(other) ? one.top : Math.min(one.top, other.top);
  const last = Math.max(one.top + rowsOf(one), other.top + rowsOf(other)) - 1;
  const alone = combine(255, 0) === 255 && combine(1, 0) === 1;
  for (let y = first; y <= last; y++) {
    const [a, aEnd] = span(one, y);
    const [b, bEnd] = span(other, y);
    if (alone && b === bEnd) {
      if (a < aEnd) made.copy(one, y, y);
    } else mergeRow(made, y, [one, a, aEnd], [other, b, bEnd], combine);
  }
  return made.done();
}

type RowOf = readonly [runs: Runs, first: number, end: number];

function span(runs: Runs, y: number): readonly [number, number] {
  const row = y - runs.top;
  return row < 0 || row >= rowsOf(runs) ? [0, 0] : [runs.at[row] as number, runs.at[row + 1] as number];
}

function mergeRow(
  made: RunsBuilder,
  y: number,
  [one, firstOne, endOne]: RowOf,
  [other, firstOther, endOther]: RowOf,
  combine: (one: number, other: number) => number,
): void {
  let [i, j, x] = [firstOne, firstOther, 0];
  while (i < endOne || j < endOther) {
    const fromOne = i < endOne ? (one.from[i] as number) : one.width;
    const fromOther = j < endOther ? (other.from[j] as number) : one.width;
    x = Math.max(x, Math.min(fromOne, fromOther));
    const inOne = i < endOne && x >= fromOne;
    const inOther = j < endOther && x >= fromOther;
    const next = Math.min(
      inOne ? (one.to[i] as number) : fromOne,
      inOther ? (other.to[j] as number) : fromOther,
    );
    made.push(
      y,
      x,
      next,
      combine(inOne ? (one.alpha[i] as number) : 0, inOther ? (other.alpha[j] as number) : 0),
    );
    x = next;
    if (inOne && x >= (one.to[i] as number)) i++;
    if (inOther && x >= (other.to[j] as number)) j++;
  }
}

/** A plane of alpha, row by row, as runs. */
export function runsOfPlane(plane: Uint8Array | Uint8ClampedArray, size: Size): Runs {
  const made = createBuilder(size);
  const { width, height } = size;
  for (let y = 0; y < height; y++) {
    const start = y * width;
    for (let x = 0; x < width; ) {
      const alpha = plane[start + x] as number;
      let end = x + 1;
      while (end < width && plane[start + end] === alpha) end++;
      made.push(y, x, end, alpha);
      x = end;
    }
  }
  return made.done();
}

/** The whole plane of alpha. */
export function planeOf(runs: Runs): Uint8Array {
  const plane = new Uint8Array(runs.width * runs.height);
  eachRun(runs, (row, from, to, alpha) => plane.fill(alpha, row * runs.width + from, row * runs.width + to));
  return plane;
}
