// Places side by side: for lines, the first lane that is free over their length; for signs, a free spot.

import type { Box } from "../ui/place";
import { overlaps, type Spot } from "./arrow-geometry";

export interface Lanes {
  /** Number of the lane; when all are taken, lines share them in turn. */
  take(track: string, from: number, to: number, most: number): number;
}

const GAP = 4;

export function createLanes(): Lanes {
  const taken = new Map<string, { from: number; to: number }[][]>();
  let shared = 0;
  return {
    take(track, from, to, most) {
      const lanes = taken.get(track) ?? [];
      taken.set(track, lanes);
      const [low, high] = [Math.min(from, to) - GAP, Math.max(from, to) + GAP];
      for (let lane = 0; lane < most; lane += 1) {
        const held = lanes[lane] ?? [];
        lanes[lane] = held;
        if (held.some((other) => other.from < high && low < other.to)) continue;
        held.push({ from: low, to: high });
        return lane;
      }
      shared += 1;
      return shared % most;
    },
  };
}

export const SIGN = 8;
const APART = 2 * SIGN + 1;
const MOST_SIGNS = 40;

export interface Signs {
  readonly boxes: readonly Box[];
  /** The first free spot from `spot` on in steps of the direction, which has length 1; else `spot`. */
  put(spot: Spot, direction: Spot): Spot;
}

const around = ({ x, y }: Spot): Box => ({
  left: x - SIGN,
  top: y - SIGN,
  right: x + SIGN,
  bottom: y + SIGN,
});

export function createSigns(): Signs {
  const boxes: Box[] = [];
  return {
    boxes,
    put(spot, { x, y }) {
      for (let step = 0; step < MOST_SIGNS; step += 1) {
        const next = { x: spot.x + step * x * APART, y: spot.y + step * y * APART };
        const box = around(next);
        if (boxes.some((other) => overlaps(other, box))) continue;
        boxes.push(box);
        return next;
      }
      return spot;
    },
  };
}
