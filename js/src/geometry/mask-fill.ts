// What a closed outline encloses.
import { createBuilder, type Runs, rowsOf } from "./runs";

/** An outline is what is opaque, so that its faint edge is filled too; else what is rather opaque. */
const FIRM = [255, 128] as const;

interface Gap {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

/** The pixels around a place up to the mask's outline; null on the mask, or where the outline is open. */
export function enclosed(runs: Runs, x: number, y: number): Runs | null {
  for (const firm of FIRM) {
    const found = within(runs, x, y, firm);
    if (found) return found;
  }
  return null;
}

function within(runs: Runs, x: number, y: number, firm: number): Runs | null {
  const rows = new Map<number, Gap[]>();
  const gapsOf = (row: number): Gap[] => {
    const gaps = rows.get(row) ?? gapsIn(runs, row, firm);
    rows.set(row, gaps);
    return gaps;
  };
  const inside = (gap: Gap) => gap.from <= x && x < gap.to;
  const start = gapsOf(y).find(inside);
  if (!start) return null;
  const found = new Set<Gap>([start]);
  for (const gap of found) {
    const { row, from, to } = gap;
    if (from === 0 || to === runs.width || row === 0 || row === runs.height - 1) return null;
    for (const next of [row - 1, row + 1])
      for (const other of gapsOf(next)) if (other.from < to && from < other.to) found.add(other);
  }
  const made = createBuilder(runs);
  for (const { row, from, to } of [...found].sort((a, b) => a.row - b.row || a.from - b.from))
    made.push(row, from, to, 255);
  return made.done();
}

function gapsIn(runs: Runs, y: number, firm: number): Gap[] {
  const row = y - runs.top;
  const gaps: Gap[] = [];
  let at = 0;
  const [first, end] =
    row < 0 || row >= rowsOf(runs) ? [0, 0] : [runs.at[row] as number, runs.at[row + 1] as number];
  for (let k = first; k < end; k++) {
    if ((runs.alpha[k] as number) < firm) continue;
    if ((runs.from[k] as number) > at) gaps.push({ row: y, from: at, to: runs.from[k] as number });
    at = runs.to[k] as number;
  }
  if (at < runs.width) gaps.push({ row: y, from: at, to: runs.width });
  return gaps;
}
