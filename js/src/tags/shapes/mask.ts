// Masks as shapes of the image: runs at a place. What they are made of is read and written by the caller.
import type { Geometry, ShapeName } from "../../core/editor";
import type { Bounds, Point, Size } from "../../geometry/affine";
import { contours, type Ring, simplified } from "../../geometry/mask-contour";
import type { Placed } from "../../geometry/mask-plate";
import { alphaAt, type Runs, rowsOf, runsArea, runsBounds, shiftRuns } from "../../geometry/runs";
import type { PathSink, Shape } from "./shape";

export interface MaskFigure extends Placed {
  readonly bounds: Bounds;
  readonly area: number;
  readonly tips: readonly Point[];
}

export interface MaskCode {
  /** Null when the mask cannot be shown, or is still being read. */
  read(geometry: Geometry, size: Size): Runs | null;
  write(runs: Runs): Geometry;
}

/** Longer outlines are shown with fewer points, and those of noise as a box. */
const POINTS = 4000;
const MOST_POINTS = 20_000;
const MOST_RUNS = 300_000;

export const placedRuns = ({ runs, dx, dy }: Placed): Runs => (dx || dy ? shiftRuns(runs, dx, dy) : runs);

export function maskShape(name: ShapeName & ("brush" | "bitmask"), code: MaskCode): Shape<MaskFigure> {
  const figures = new WeakMap<Runs, MaskFigure>();
  const outlines = new WeakMap<Runs, readonly Ring[]>();
  const outline = (runs: Runs): readonly Ring[] => {
    const rings = outlines.get(runs) ?? shownOutline(runs);
    outlines.set(runs, rings);
    return rings;
  };
  return {
    name,
    noun: "mask",
    layered: true,
    parse(geometry, size) {
      const runs = code.read(geometry, size);
      const figure = runs && (figures.get(runs) ?? figureOf(runs));
      if (runs && figure) figures.set(runs, figure);
      return figure;
    },
    format(figure, size, base) {
      const same = !figure.dx && !figure.dy && code.read(base, size) === figure.runs;
      return same ? base : code.write(placedRuns(figure));
    },
    bounds: ({ bounds, dx, dy }) => ({
      left: bounds.left + dx,
      top: bounds.top + dy,
      right: bounds.right + dx,
      bottom: bounds.bottom + dy,
    }),
    area: ({ area }) => area,
    contains({ runs, dx, dy }, { x, y }, slack) {
      const hit = (px: number, py: number) => alphaAt(runs, Math.floor(px - dx), Math.floor(py - dy)) > 0;
      return hit(x, y) || hit(x - slack, y) || hit(x + slack, y) || hit(x, y - slack) || hit(x, y + slack);
    },
    trace({ runs, dx, dy }, path) {
      for (const ring of outline(runs)) traceRing(ring, dx, dy, path);
    },
    tips: ({ tips, dx, dy }) => tips.map(({ x, y }) => ({ x: x + dx, y: y + dy })),
    upright: () => null,
    handles: () => [],
    move: (figure, by) => ({ ...figure, dx: figure.dx + Math.round(by.x), dy: figure.dy + Math.round(by.y) }),
    pull: (figure) => figure,
    grow: (figure) => figure,
    turn: (figure) => figure,
    scale: () => null,
    describe({ area, bounds, dx, dy }) {
      return `Mask of ${area} pixels at ${bounds.left + dx}, ${bounds.top + dy}`;
    },
  };
}

function figureOf(runs: Runs): MaskFigure | null {
  const bounds = runsBounds(runs);
  return bounds && { runs, dx: 0, dy: 0, bounds, area: runsArea(runs), tips: tipsOf(runs, bounds) };
}

/** Corners of the outermost pixels on each side. */
function tipsOf(runs: Runs, { left, top, right, bottom }: Bounds): Point[] {
  const tips: Point[] = [];
  const last = (runs.at.at(-1) as number) - 1;
  tips.push({ x: runs.from[0] as number, y: top }, { x: runs.to[last] as number, y: bottom });
  for (let i = 0; i < rowsOf(runs); i++) {
    const [first, end] = [runs.at[i] as number, runs.at[i + 1] as number];
    if (first === end) continue;
    if (runs.from[first] === left) tips.push({ x: left, y: top + i });
    if (runs.to[end - 1] === right) tips.push({ x: right, y: top + i });
    if (tips.length > 16) break;
  }
  return tips;
}

function shownOutline(runs: Runs): readonly Ring[] {
  const rings = runs.from.length > MOST_RUNS ? [] : contours(runs);
  const count = (all: readonly Ring[]) => all.reduce((sum, ring) => sum + ring.length, 0);
  const shown = count(rings) > POINTS ? rings.map((ring) => simplified(ring, 0.75)) : rings;
  const bounds = runsBounds(runs);
  if (rings.length && count(shown) <= MOST_POINTS) return shown;
  if (!bounds) return [];
  const { left, top, right, bottom } = bounds;
  return [
    [
      { x: left, y: top },
      { x: right, y: top },
      { x: right, y: bottom },
      { x: left, y: bottom },
    ],
  ];
}

function traceRing(ring: Ring, dx: number, dy: number, path: PathSink): void {
  ring.forEach(({ x, y }, i) => {
    if (i) path.lineTo(x + dx, y + dy);
    else path.moveTo(x + dx, y + dy);
  });
  path.closePath();
}
