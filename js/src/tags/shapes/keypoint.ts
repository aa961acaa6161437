import type { Geometry } from "../../core/editor";
import { number } from "../../core/facts";
import { clamp, distance, type Point, type Size, within } from "../../geometry/affine";
import { ellipse } from "./ellipse";
import { percent, pixels, toPixels } from "./numbers";
import type { DrawTool, Rules, Shape } from "./shape";

export interface KeyPoint {
  readonly x: number;
  readonly y: number;
  /** What its `width` is in image pixels: the radius that is shown. Null when the result has none. */
  readonly radius: number | null;
}

function parse(geometry: Geometry, size: Size): KeyPoint | null {
  const at = toPixels(geometry.x, geometry.y, size);
  if (!at) return null;
  const radius = pixels(geometry.width, size.width);
  return { ...at, radius: radius >= 0 ? radius : null };
}

function format(figure: KeyPoint, size: Size, base: Geometry): Geometry {
  return {
    ...base,
    x: percent(figure.x, size.width, base.x),
    y: percent(figure.y, size.height, base.y),
    ...(figure.radius !== null && { width: percent(figure.radius, size.width, base.width) }),
  };
}

/** To the middle of a pixel of the image. */
function snapped({ x, y }: Point, { snap, size }: Rules): Point {
  if (!snap) return { x, y };
  const middle = (value: number, full: number) =>
    clamp(Math.floor(value), 0, Math.max(0, Math.ceil(full) - 1)) + 0.5;
  return { x: middle(x, size.width), y: middle(y, size.height) };
}

const disc = ({ x, y, radius }: KeyPoint) => ({
  x,
  y,
  radiusX: radius ?? 0,
  radiusY: radius ?? 0,
  rotation: 0,
});

/** Room between the dot and the handle that sets the size, in times of the slack. */
const BESIDE = 4;
/** A dot of this many times the slack is hit wherever it is seen. */
const SEEN = 2;

export const keypoint: Shape<KeyPoint> = {
  name: "keypoint",
  noun: "key point",
  parse,
  format,
  bounds: ({ x, y }) => ({ left: x, top: y, right: x, bottom: y }),
  area: () => -1,
  contains: (figure, at, slack) => distance(figure, at) <= SEEN * slack,
  trace: (figure, path) => ellipse.trace(disc(figure), path),
  dots: (figure) => [figure],
  tips: (figure) => [figure],
  upright: () => null,
  handles({ x, y, radius }, { slack }) {
    return radius === null
      ? []
      : [{ id: "size", kind: "side", angle: 0, at: { x: x + radius + BESIDE * slack, y } }];
  },
  move: (figure, by, rules) => ({ ...figure, ...snapped({ x: figure.x + by.x, y: figure.y + by.y }, rules) }),
  pull: (figure, { from, to }, rules) => sized(figure, to.x - from.x, rules),
  grow: (figure, by, rules) => sized(figure, by.x || by.y, rules),
  turn: (figure) => figure,
  scale: (figure, about, by) => ({
    ...figure,
    x: about.x + (figure.x - about.x) * by.x,
    y: about.y + (figure.y - about.y) * by.y,
  }),
  describe: ({ x, y }) => `Key point at ${Math.round(x)}, ${Math.round(y)}`,
};

function sized(figure: KeyPoint, by: number, { size }: Rules): KeyPoint {
  return figure.radius === null ? figure : { ...figure, radius: clamp(figure.radius + by, 0.1, size.width) };
}

export const keypointTool: DrawTool<Point, KeyPoint> = {
  name: "keypoint",
  shape: "keypoint",
  through: true,
  step(state, event, rules) {
    const at = within(rules.size, event.at);
    if (event.type !== "up" || !state) return { state: at, done: null };
    return { state: null, done: preview(at, rules) };
  },
  preview,
};

/** `strokeWidth` pixels of the unzoomed view. */
function preview(at: Point, rules: Rules): KeyPoint {
  const width = (rules.control && number(rules.control, "strokeWidth")) ?? 2;
  return { ...snapped(at, rules), radius: Math.max(width, 0) * rules.unit };
}
