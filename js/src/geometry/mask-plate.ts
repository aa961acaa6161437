// Many masks as one picture. Each adds its weight where its runs begin and takes it off where they end,
// so that adding and removing cost what the runs are, and only looking at rows costs what the pixels are.
import type { Bounds, Size } from "./affine";
import { type Runs, rowsOf } from "./runs";

/** The part of the image that is pictured, in cells of `level` by `level` image pixels. */
export interface Grid extends Size {
  readonly area: Bounds;
  readonly level: number;
}

/** A mask at its place. */
export interface Placed {
  readonly runs: Runs;
  readonly dx: number;
  readonly dy: number;
}

export interface Ink {
  /** 0 to 255 each. */
  readonly rgb: readonly [number, number, number];
  /** 0 to 1. */
  readonly opacity: number;
}

/** Rows of cells, the last one not included. */
export type Rows = readonly [first: number, end: number];

export interface Plate {
  readonly grid: Grid;
  /** Adds (1) or removes (-1) a mask; rows of cells that look different, or null. */
  put(mask: Placed, ink: Ink, sign: 1 | -1): Rows | null;
  /** Pixels of whole rows, red first and the alpha last. */
  read(rows: Rows): Uint8ClampedArray<ArrayBuffer>;
}

const SCALE = 1024;
/** Nothing is quite opaque, so that everything can be taken off again. */
const MOST = 0.98;
/** Opacity by weight: weights of overlapping masks add up as their transparencies multiply. */
const opacities = () =>
  Uint8Array.from({ length: 8 * SCALE }, (_, weight) => 255 * (1 - Math.exp(-weight / SCALE)) + 0.5);
const weights = (opacity: number) =>
  Int32Array.from({ length: 256 }, (_, alpha) =>
    Math.round(-Math.log(1 - Math.min(MOST, (opacity * alpha) / 255)) * SCALE),
  );

export function createPlate(grid: Grid): Plate {
  const { width, height, level, area } = grid;
  const stride = 4 * (width + 2);
  const steps = new Int32Array(stride * height);
  const opacity = opacities();
  const tables = new Map<number, Int32Array>();

  return {
    grid,
    put({ runs, dx, dy }, ink, sign) {
      const first = Math.max(0, area.top - runs.top - dy);
      const end = Math.min(rowsOf(runs), area.bottom - runs.top - dy);
      if (first >= end) return null;
      const [red, green, blue] = ink.rgb;
      const table = tables.get(ink.opacity) ?? weights(ink.opacity);
      tables.set(ink.opacity, table);
      const step = (at: number, by: number) => {
        steps[at] = (steps[at] as number) + by;
        steps[at + 1] = (steps[at + 1] as number) + by * red;
        steps[at + 2] = (steps[at + 2] as number) + by * green;
        steps[at + 3] = (steps[at + 3] as number) + by * blue;
      };
      // A cell that is covered in part has that part of the weight.
      const edge = (row: number, column: number, weight: number) => {
        const cell = Math.floor(column / level);
        const inside = level - (column - cell * level);
        const part = inside === level ? weight : Math.round((weight * inside) / level);
        step(row + 4 * cell, part);
        if (part !== weight) step(row + 4 * cell + 4, weight - part);
      };
      const cellRow = (i: number) => Math.floor((runs.top + dy + i - area.top) / level);
      for (let i = first; i < end; i++) {
        const row = cellRow(i) * stride;
        for (let k = runs.at[i] as number; k < (runs.at[i + 1] as number); k++) {
          const from = Math.max(area.left, (runs.from[k] as number) + dx);
          const to = Math.min(area.right, (runs.to[k] as number) + dx);
          if (from >= to) continue;
          const weight = sign * Math.round((table[runs.alpha[k] as number] as number) / level);
          edge(row, from - area.left, weight);
          edge(row, to - area.left, -weight);
        }
      }
      return [cellRow(first), cellRow(end - 1) + 1];
    },
    read([first, end]) {
      const words = new Uint32Array(width * (end - first));
      for (let y = first; y < end; y++) {
        let [weight, red, green, blue, word] = [0, 0, 0, 0, 0];
        let at = y * stride;
        let out = (y - first) * width;
        for (let x = 0; x < width; x++, at += 4, out++) {
          const by = steps[at] as number;
          const shade = steps[at + 1] as number;
          if (by !== 0 || shade !== 0 || steps[at + 2] !== 0 || steps[at + 3] !== 0) {
            weight += by;
            red += shade;
            green += steps[at + 2] as number;
            blue += steps[at + 3] as number;
            word = weight > 0 ? wordOf(red / weight, green / weight, blue / weight, weight) : 0;
          }
          words[out] = word;
        }
      }
      return new Uint8ClampedArray(words.buffer);
    },
  };

  function wordOf(red: number, green: number, blue: number, weight: number): number {
    const alpha = opacity[Math.min(weight, opacity.length - 1)] as number;
    return ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  }
}

/** Alpha of a mask in each cell of a grid. */
export function coverage({ runs, dx, dy }: Placed, { width, height, level, area }: Grid): Uint8Array {
  const cells = new Uint8Array(width * height);
  const line = new Int32Array(width + 2);
  const edge = (column: number, by: number) => {
    const cell = Math.floor(column / level);
    const part = by * (level - (column - cell * level));
    line[cell] = (line[cell] as number) + part;
    line[cell + 1] = (line[cell + 1] as number) + by * level - part;
  };
  for (let cy = 0; cy < height; cy++) {
    const top = area.top + cy * level - runs.top - dy;
    const first = Math.max(0, top);
    const end = Math.min(rowsOf(runs), top + level);
    if (first >= end) continue;
    line.fill(0);
    for (let k = runs.at[first] as number; k < (runs.at[end] as number); k++) {
      const from = Math.max(area.left, (runs.from[k] as number) + dx);
      const to = Math.min(area.right, (runs.to[k] as number) + dx);
      if (from >= to) continue;
      edge(from - area.left, runs.alpha[k] as number);
      edge(to - area.left, -(runs.alpha[k] as number));
    }
    let sum = 0;
    for (let x = 0; x < width; x++) {
      sum += line[x] as number;
      cells[cy * width + x] = Math.round(sum / (level * level));
    }
  }
  return cells;
}

/** Most cells of a grid: what one screen shows, with a margin. */
const CELLS = 1_500_000;

/** The grid for what is seen of an image at `scale` device pixels per image pixel; all of it if it is small. */
export function gridFor(size: Size, seen: Bounds, scale: number): Grid {
  const level = levelFor(scale);
  const whole = { left: 0, top: 0, right: size.width, bottom: size.height };
  if ((size.width / level) * (size.height / level) <= CELLS) return gridOf(whole, level);
  const [mx, my] = [(seen.right - seen.left) / 4, (seen.bottom - seen.top) / 4];
  const low = (value: number) => Math.max(0, Math.floor(value / level) * level);
  return gridOf(
    {
      left: low(seen.left - mx),
      top: low(seen.top - my),
      right: Math.min(size.width, Math.ceil(seen.right + mx)),
      bottom: Math.min(size.height, Math.ceil(seen.bottom + my)),
    },
    level,
  );
}

/** The grid for a part that is pictured as a whole, coarser where it is large. */
export function gridOver(area: Bounds, scale: number): Grid {
  let level = levelFor(scale);
  while (((area.right - area.left) / level) * ((area.bottom - area.top) / level) > CELLS) level *= 2;
  return gridOf(area, level);
}

const levelFor = (scale: number): number => (scale >= 1 ? 1 : 2 ** Math.floor(Math.log2(1 / scale)));

function gridOf(area: Bounds, level: number): Grid {
  const cells = (length: number) => Math.max(1, Math.ceil(length / level));
  return { area, level, width: cells(area.right - area.left), height: cells(area.bottom - area.top) };
}
