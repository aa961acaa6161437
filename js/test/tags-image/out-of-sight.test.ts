import { describe, expect, it } from "vitest";
import { marksOf } from "../../src/tags/objects/image-marks";
import { outOfSight } from "../../src/tags/objects/image-out-of-sight";
import { NATURAL, region } from "./bench";
import { SHAPES } from "./shapes";

const plain = { x: 10, y: 10, width: 20, height: 20, rotation: 0 };
const find = (regions: ReturnType<typeof region>[]) =>
  outOfSight({
    regions,
    marks: marksOf(regions, "img", null, NATURAL, SHAPES, new WeakMap()),
    size: NATURAL,
    here: ({ id }) => id !== "elsewhere",
  }).map(({ regions: named, text }) => [named.map(({ id }) => id).join(), text.split(/[:,]/)[0]]);

describe("regions that cannot be seen", () => {
  it("are none where all lie on the image or a little over its edge", () => {
    expect(find([region("a", plain), region("b", { ...plain, x: 90 })])).toEqual([]);
  });

  it("are named with their reason, whatever lies between", () => {
    const found = find([
      region("a", plain),
      region("nothing", { x: "?" }),
      region("b", plain),
      region("flat", { ...plain, width: 0 }),
      region("elsewhere", {}),
      region("away", { ...plain, x: 1e9 }),
      region("wide", { ...plain, width: 1e9 }),
      region("high", { ...plain, y: -1e9, height: 2e9 }),
    ]);
    expect(found).toEqual([
      ["nothing", "Not drawn"],
      ["flat", "Hard to see"],
      ["away", "Not to be seen"],
      ["wide,high", "Out of range"],
    ]);
  });
});
