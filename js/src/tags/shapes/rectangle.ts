import type { Geometry } from "../../core/editor";
import { boundsOf, clamp, type Size } from "../../geometry/affine";
import { type Box, boxContains, corners, normalAngle, turnBox } from "../../geometry/box";
import { boxHandles, pullBox } from "./box-edit";
import { angle, angleOf, percent, pixels } from "./numbers";
import type { Shape } from "./shape";

function parse(geometry: Geometry, { width: w, height: h }: Size): Box | null {
  const { x, y, width, height, rotation } = geometry;
  const box = {
    x: pixels(x, w),
    y: pixels(y, h),
    width: pixels(width, w),
    height: pixels(height, h),
    rotation: angleOf(rotation),
  };
  const sound = !Number.isNaN(box.x + box.y + box.width + box.height + box.rotation);
  return sound && box.width >= 0 && box.height >= 0 ? box : null;
}

function format(box: Box, { width: w, height: h }: Size, base: Geometry): Geometry {
  return {
    ...base,
    x: percent(box.x, w, base.x),
    y: percent(box.y, h, base.y),
    width: percent(box.width, w, base.width),
    height: percent(box.height, h, base.height),
    ...angle(box.rotation, base),
  };
}

export const rectangle: Shape<Box> = {
  name: "rectangle",
  noun: "box",
  parse,
  format,
  bounds: (box) => boundsOf(corners(box)),
  area: (box) => box.width * box.height,
  contains: boxContains,
  trace(box, path) {
    const [a, b, c, d] = corners(box);
    path.moveTo(a.x, a.y);
    path.lineTo(b.x, b.y);
    path.lineTo(c.x, c.y);
    path.lineTo(d.x, d.y);
    path.closePath();
  },
  upright: (box) => (box.rotation ? null : box),
  handles: boxHandles,
  move(box, by, rules) {
    const x = box.x + by.x;
    const y = box.y + by.y;
    return rules.snap && !box.rotation ? { ...box, x: Math.round(x), y: Math.round(y) } : { ...box, x, y };
  },
  pull: pullBox,
  grow(box, by, rules) {
    const room = box.rotation
      ? { x: rules.size.width, y: rules.size.height }
      : { x: rules.size.width - box.x, y: rules.size.height - box.y };
    return {
      ...box,
      width: clamp(box.width + by.x, 1, Math.max(room.x, box.width)),
      height: clamp(box.height + by.y, 1, Math.max(room.y, box.height)),
    };
  },
  turn: (box, degrees) => turnBox(box, normalAngle(box.rotation + degrees)),
  scale(box, about, by) {
    // A turned box stays a box when both factors are the same; else its sides follow its own axes.
    const at = { x: about.x + (box.x - about.x) * by.x, y: about.y + (box.y - about.y) * by.y };
    const angle = (box.rotation * Math.PI) / 180;
    const along = Math.hypot(by.x * Math.cos(angle), by.y * Math.sin(angle));
    const across = Math.hypot(by.x * Math.sin(angle), by.y * Math.cos(angle));
    return { ...box, ...at, width: box.width * along, height: box.height * across };
  },
  describe(box) {
    const whole = [box.width, box.height, box.x, box.y].map(Math.round);
    const angle = box.rotation ? `, turned ${Math.round(box.rotation)}°` : "";
    return `Box ${whole[0]} by ${whole[1]} at ${whole[2]}, ${whole[3]}${angle}`;
  },
};
