// Masks as shapes of the image: runs at a place. What they are made of is read and written by the caller.
import type { Geometry, ShapeName } from "../../core/editor";
import { type Bounds, boundsOf, type Point, type Size } from "../../geometry/affine";
import { type Box, corners, normalAngle, turnBox } from "../../geometry/box";
import { contours, type Ring, simplified } from "../../geometry/mask-contour";
import type { Placed } from "../../geometry/mask-plate";
import { warpRuns, warpTo } from "../../geometry/mask-warp";
import { alphaAt, isEmpty, type Runs, rowsOf, runsArea, runsBounds, shiftRuns } from "../../geometry/runs";
import { boxHandles, growBox, pullBox, scaleBox } from "./box-edit";
import type { PathSink, Shape } from "./shape";

export interface MaskFigure extends Placed {
  /** Where the bounding box is to be: a mask that is being resized or turned. */
  readonly frame?: Box;
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

const NEAR = 1e-6;

/** The mask as it would be stored. */
export function placedRuns({ runs, dx, dy, bounds, frame }: MaskFigure): Runs {
  if (frame) return warpRuns(runs, bounds, frame);
  return dx || dy ? shiftRuns(runs, dx, dy) : runs;
}

const frameOf = ({ bounds: { left, top, right, bottom }, dx, dy, frame }: MaskFigure): Box =>
  frame ?? { x: left + dx, y: top + dy, width: right - left, height: bottom - top, rotation: 0 };

const at = (figure: MaskFigure, dx: number, dy: number): MaskFigure =>
  !figure.frame && dx === figure.dx && dy === figure.dy ? figure : { ...figure, dx, dy };

/** The same mask in another frame; one of its own size and angle moves it by whole pixels. */
function framed(now: MaskFigure, box: Box): MaskFigure {
  const { frame: _, ...figure } = now;
  const { left, top, right, bottom } = figure.bounds;
  const off = Math.abs(right - left - box.width) + Math.abs(bottom - top - box.height);
  const angle = Math.min(box.rotation, 360 - box.rotation);
  if (off + angle > NEAR) return { ...figure, frame: box };
  return at(now.frame ? figure : now, Math.round(box.x) - left, Math.round(box.y) - top);
}

const moved = (by: Point) => (p: Point) => ({ x: p.x + by.x, y: p.y + by.y });

/** From the mask's own pixels to where the figure has them, and back. */
function placeOf({ bounds, dx, dy, frame }: MaskFigure) {
  return frame ? warpTo(bounds, frame) : { to: moved({ x: dx, y: dy }), back: moved({ x: -dx, y: -dy }) };
}

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
      if (!figure.frame && !figure.dx && !figure.dy && code.read(base, size) === figure.runs) return base;
      const runs = placedRuns(figure);
      // Too small for a single pixel.
      return isEmpty(runs) ? base : code.write(runs);
    },
    bounds: (figure) => boundsOf(corners(frameOf(figure))),
    area(figure) {
      const { width, height } = frameOf(figure);
      const { left, top, right, bottom } = figure.bounds;
      return (figure.area * width * height) / ((right - left) * (bottom - top));
    },
    contains(figure, { x, y }, slack) {
      const { back } = placeOf(figure);
      const hit = (px: number, py: number) => {
        const at = back({ x: px, y: py });
        return alphaAt(figure.runs, Math.floor(at.x), Math.floor(at.y)) > 0;
      };
      return hit(x, y) || hit(x - slack, y) || hit(x + slack, y) || hit(x, y - slack) || hit(x, y + slack);
    },
    trace(figure, path) {
      const { to } = placeOf(figure);
      for (const ring of outline(figure.runs)) traceRing(ring.map(to), path);
    },
    tips: (figure) => figure.tips.map(placeOf(figure).to),
    upright: () => null,
    handles: (figure, rules, gap) => boxHandles(frameOf(figure), rules, gap),
    move(figure, by) {
      const { frame, dx, dy } = figure;
      if (frame) return { ...figure, frame: { ...frame, ...moved(by)(frame) } };
      return at(figure, dx + Math.round(by.x), dy + Math.round(by.y));
    },
    pull: (figure, pull, rules) => framed(figure, pullBox(frameOf(figure), pull, { ...rules, snap: true })),
    grow: (figure, by, rules) => framed(figure, growBox(frameOf(figure), by, rules)),
    turn(figure, degrees) {
      const frame = frameOf(figure);
      return framed(figure, turnBox(frame, normalAngle(frame.rotation + degrees)));
    },
    scale: (figure, about, by) => framed(figure, scaleBox(frameOf(figure), about, by)),
    describe(figure) {
      const { x, y, width, height, rotation } = frameOf(figure);
      const [left, top, wide, high] = [x, y, width, height].map(Math.round);
      if (figure.frame) {
        const angle = rotation ? `, turned ${Math.round(rotation)}°` : "";
        return `Mask in a box of ${wide} by ${high} at ${left}, ${top}${angle}`;
      }
      return `Mask of ${figure.area} pixels at ${left}, ${top}`;
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

function traceRing(ring: Ring, path: PathSink): void {
  ring.forEach(({ x, y }, i) => {
    if (i) path.lineTo(x, y);
    else path.moveTo(x, y);
  });
  path.closePath();
}
