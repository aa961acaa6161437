import type { Geometry } from "../../core/editor";
import { clamp, distance, type Point, type Size, within } from "../../geometry/affine";
import { type Box, centre, fromLocal, normalAngle } from "../../geometry/box";
import { boxHandles, pullBox } from "./box-edit";
import { angle, angleOf, percent, pixels } from "./numbers";
import type { DrawStep, DrawTool, Rules, Shape } from "./shape";

/** Centre, radii along the axes before turning, degrees clockwise. */
export interface Ellipse {
  readonly x: number;
  readonly y: number;
  readonly radiusX: number;
  readonly radiusY: number;
  readonly rotation: number;
}

/** How far the control points of a quarter circle lie from its ends. */
const QUARTER = (4 / 3) * (Math.SQRT2 - 1);

function parse(geometry: Geometry, { width, height }: Size): Ellipse | null {
  const { x, y, radiusX, radiusY, rotation } = geometry;
  const found = {
    x: pixels(x, width),
    y: pixels(y, height),
    radiusX: pixels(radiusX, width),
    radiusY: pixels(radiusY, height),
    rotation: angleOf(rotation),
  };
  const sound = !Number.isNaN(found.x + found.y + found.radiusX + found.radiusY + found.rotation);
  return sound && found.radiusX >= 0 && found.radiusY >= 0 ? found : null;
}

function format(figure: Ellipse, { width, height }: Size, base: Geometry): Geometry {
  return {
    ...base,
    x: percent(figure.x, width, base.x),
    y: percent(figure.y, height, base.y),
    radiusX: percent(figure.radiusX, width, base.radiusX),
    radiusY: percent(figure.radiusY, height, base.radiusY),
    ...angle(figure.rotation, base),
  };
}

function toBox({ x, y, radiusX, radiusY, rotation }: Ellipse): Box {
  const at = fromLocal({ x, y, width: 0, height: 0, rotation }, { x: -radiusX, y: -radiusY });
  return { ...at, width: 2 * radiusX, height: 2 * radiusY, rotation };
}

function fromBox(box: Box): Ellipse {
  return { ...centre(box), radiusX: box.width / 2, radiusY: box.height / 2, rotation: box.rotation };
}

/** A place in the ellipse's own frame, as parts of the radii, on the image. */
function place({ x, y, radiusX, radiusY, rotation }: Ellipse, across: number, down: number): Point {
  return fromLocal({ x, y, width: 0, height: 0, rotation }, { x: across * radiusX, y: down * radiusY });
}

/** Half the sides of the upright box around a turned ellipse. */
function reach({ radiusX, radiusY, rotation }: Ellipse): Point {
  const angle = (rotation * Math.PI) / 180;
  const [c, s] = rotation ? [Math.cos(angle), Math.sin(angle)] : [1, 0];
  return { x: Math.hypot(radiusX * c, radiusY * s), y: Math.hypot(radiusX * s, radiusY * c) };
}

export const ellipse: Shape<Ellipse> = {
  name: "ellipse",
  noun: "ellipse",
  parse,
  format,
  bounds(figure) {
    const { x, y } = reach(figure);
    return { left: figure.x - x, top: figure.y - y, right: figure.x + x, bottom: figure.y + y };
  },
  area: ({ radiusX, radiusY }) => Math.PI * radiusX * radiusY,
  contains(figure, at, slack) {
    const { x, y, rotation } = figure;
    const local = fromLocal(
      { x: 0, y: 0, width: 0, height: 0, rotation: -rotation },
      { x: at.x - x, y: at.y - y },
    );
    return (local.x / (figure.radiusX + slack)) ** 2 + (local.y / (figure.radiusY + slack)) ** 2 <= 1;
  },
  trace(figure, path) {
    const start = place(figure, 0, -1);
    path.moveTo(start.x, start.y);
    for (const [x, y] of [
      [0, -1],
      [1, 0],
      [0, 1],
      [-1, 0],
    ] as const) {
      const [one, other, end] = [
        place(figure, x - y * QUARTER, y + x * QUARTER),
        place(figure, x * QUARTER - y, y * QUARTER + x),
        place(figure, -y, x),
      ];
      path.bezierCurveTo(one.x, one.y, other.x, other.y, end.x, end.y);
    }
    path.closePath();
  },
  tips(figure) {
    const { x, y } = reach(figure);
    const angle = (figure.rotation * Math.PI) / 180;
    const skew = (figure.radiusX ** 2 - figure.radiusY ** 2) * Math.sin(angle) * Math.cos(angle);
    const [over, beside] = [y ? skew / y : 0, x ? skew / x : 0];
    return [
      { x: figure.x - over, y: figure.y - y },
      { x: figure.x + x, y: figure.y + beside },
      { x: figure.x + over, y: figure.y + y },
      { x: figure.x - x, y: figure.y - beside },
    ];
  },
  upright: () => null,
  handles: (figure, rules, gap) => boxHandles(toBox(figure), rules, gap),
  move: (figure, by) => ({ ...figure, x: figure.x + by.x, y: figure.y + by.y }),
  pull(figure, pull, rules) {
    const next = fromBox(pullBox(toBox(figure), pull, { ...rules, snap: false }));
    return pull.handle === "rotate" ? { ...figure, rotation: next.rotation } : next;
  },
  grow(figure, by, { size }) {
    const limit = (radius: number, more: number, at: number, full: number) =>
      clamp(radius + more / 2, 0.5, Math.max(radius, figure.rotation ? full / 2 : Math.min(at, full - at)));
    return {
      ...figure,
      radiusX: limit(figure.radiusX, by.x, figure.x, size.width),
      radiusY: limit(figure.radiusY, by.y, figure.y, size.height),
    };
  },
  turn: (figure, degrees) => ({ ...figure, rotation: normalAngle(figure.rotation + degrees) }),
  scale(figure, about, by) {
    const angle = (figure.rotation * Math.PI) / 180;
    return {
      ...figure,
      x: about.x + (figure.x - about.x) * by.x,
      y: about.y + (figure.y - about.y) * by.y,
      radiusX: figure.radiusX * Math.hypot(by.x * Math.cos(angle), by.y * Math.sin(angle)),
      radiusY: figure.radiusY * Math.hypot(by.x * Math.sin(angle), by.y * Math.cos(angle)),
    };
  },
  describe(figure) {
    const [width, height, x, y] = [2 * figure.radiusX, 2 * figure.radiusY, figure.x, figure.y].map(
      Math.round,
    );
    const angle = figure.rotation ? `, turned ${Math.round(figure.rotation)}°` : "";
    return `Ellipse ${width} by ${height} around ${x}, ${y}${angle}`;
  },
};

export interface EllipseDraw {
  readonly centre: Point;
  readonly to: Point;
  /** The centre was set by a click: the pointer moves freely until the second one. */
  readonly clicked: boolean;
}

const on = (state: EllipseDraw): DrawStep<EllipseDraw, Ellipse> => ({ state, done: null });
const end = (done: Ellipse | null): DrawStep<EllipseDraw, Ellipse> => ({ state: null, done });

/** As far as the pointer is from the centre, but not across the image's edge on the other side. */
function around({ x, y }: Point, to: Point, { size }: Rules): Ellipse {
  const radiusX = Math.min(Math.abs(to.x - x), x, size.width - x);
  const radiusY = Math.min(Math.abs(to.y - y), y, size.height - y);
  return { x, y, radiusX, radiusY, rotation: 0 };
}

function finished(figure: Ellipse, { least }: Rules): Ellipse | null {
  return 2 * figure.radiusX < least || 2 * figure.radiusY < least ? null : figure;
}

function standard(at: Point, rules: Rules): Ellipse | null {
  const { width, height } = rules.size;
  const radius = Math.min(rules.standard, width, height) / 2;
  const centred = { x: clamp(at.x, radius, width - radius), y: clamp(at.y, radius, height - radius) };
  return finished({ ...centred, radiusX: radius, radiusY: radius, rotation: 0 }, rules);
}

export const ellipseTool: DrawTool<EllipseDraw, Ellipse> = {
  name: "ellipse",
  shape: "ellipse",
  step(state, event, rules) {
    const at = within(rules.size, event.at);
    if (!state) return event.type === "down" ? on({ centre: at, to: at, clicked: false }) : end(null);
    if (event.type !== "up") return on({ ...state, to: at });
    if (distance(state.centre, at) >= rules.least)
      return end(finished(around(state.centre, at, rules), rules));
    return state.clicked ? end(standard(state.centre, rules)) : on({ ...state, to: at, clicked: true });
  },
  preview: (state, rules) => around(state.centre, state.to, rules),
};
