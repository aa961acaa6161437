// Places for lines side by side: each interval gets the first lane that is free over its length.

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
