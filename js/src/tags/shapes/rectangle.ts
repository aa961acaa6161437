import type { Geometry } from "../../core/editor";
import { boundsOf, type Size } from "../../geometry/affine";
import { type Box, boxContains, corners, normalAngle, turnBox } from "../../geometry/box";
import { boxHandles, growBox, pullBox, scaleBox } from "./box-edit";
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
  grow: growBox,
  turn: (box, degrees) => turnBox(box, normalAngle(box.rotation + degrees)),
  scale: scaleBox,
  describe(box) {
    const whole = [box.width, box.height, box.x, box.y].map(Math.round);
    const angle = box.rotation ? `, turned ${Math.round(box.rotation)}°` : "";
    return `Box ${whole[0]} by ${whole[1]} at ${whole[2]}, ${whole[3]}${angle}`;
  },
};
