import { describe, expect, it } from "vitest";
import { Scope } from "../../src/core/scope";
import { encodeRle } from "../../src/geometry/rle";
import { planeOf, runsOfPlane } from "../../src/geometry/runs";
import { createMaskCodes } from "../../src/tags/objects/image-mask-codes";
import type { MaskFigure } from "../../src/tags/shapes/mask";
import type { Shape } from "../../src/tags/shapes/shape";

const size = { width: 40, height: 30 };
const plane = new Uint8Array(size.width * size.height);
for (let y = 5; y < 15; y++) plane.fill(200, y * 40 + 8, y * 40 + 20);
const geometry = { format: "rle", rle: encodeRle(runsOfPlane(plane, size)) };

function shape() {
  const codes = createMaskCodes(new Scope());
  const brush = codes.shapes.brush as Shape<MaskFigure>;
  const parsed = brush.parse(geometry, size);
  if (!parsed) throw new Error("not parsed");
  return { codes, brush, figure: parsed };
}
const rules = { size } as never;

describe("a mask as a shape", () => {
  it("knows where it is and what it covers", () => {
    const { brush, figure } = shape();
    expect(brush.bounds(figure)).toEqual({ left: 8, top: 5, right: 20, bottom: 15 });
    expect(brush.area(figure)).toBe(120);
    expect(brush.contains(figure, { x: 8.5, y: 5.5 }, 0)).toBe(true);
    expect(brush.contains(figure, { x: 7.5, y: 5.5 }, 0)).toBe(false);
    expect(brush.contains(figure, { x: 7.5, y: 5.5 }, 1)).toBe(true);
    expect(brush.describe(figure)).toBe("Mask of 120 pixels at 8, 5");
  });

  it("is written as it was when nothing changed, and moved by whole pixels", () => {
    const { brush, figure } = shape();
    expect(brush.format(figure, size, geometry)).toBe(geometry);
    const moved = brush.move(figure, { x: 3.4, y: -2.2 }, rules);
    const written = brush.format(moved, size, geometry);
    const again = brush.parse(written, size);
    expect(again && brush.bounds(again)).toEqual({ left: 11, top: 3, right: 23, bottom: 13 });
    expect(again && planeOf(again.runs)[3 * 40 + 11]).toBe(200);
    expect(brush.move(moved, { x: -3, y: 2 }, rules)).toEqual(figure);
  });

  it("draws its outline where it is moved to", () => {
    const { brush, figure } = shape();
    const points: string[] = [];
    const add = (x: number, y: number) => points.push(`${x},${y}`);
    const path = { moveTo: add, lineTo: add, bezierCurveTo() {}, closePath: () => points.push("z") };
    brush.trace(brush.move(figure, { x: 1, y: 1 }, rules), path);
    expect(points).toEqual(["9,16", "9,6", "21,6", "21,16", "z"]);
  });

  it("is not shown when its code is broken, empty or of another size, and says why", () => {
    const { codes, brush } = shape();
    const nothing = { format: "rle", rle: encodeRle(runsOfPlane(new Uint8Array(1200), size)) };
    const cases = [
      [{ format: "rle", rle: [1, 2, 3] }, "cut off"],
      [{ format: "rle" }, "no mask"],
      [nothing, "empty"],
      [{ format: "rle", rle: encodeRle(runsOfPlane(new Uint8Array(4), { width: 2, height: 2 })) }, "40 × 30"],
    ] as const;
    for (const [broken, why] of cases) {
      expect(brush.parse(broken as never, size)).toBeNull();
      expect(codes.fault(broken as never, size)).toContain(why);
    }
    expect(codes.fault(geometry, size)).toBe("");
  });

  it("of noise has a box for an outline", () => {
    const { codes } = shape();
    const large = { width: 400, height: 300 };
    const noise = Uint8Array.from({ length: 120_000 }, (_, at) => ((at * 7919) % 13 < 5 ? 255 : 0));
    const brush = codes.shapes.brush as Shape<MaskFigure>;
    const figure = brush.parse(codes.write("brush", runsOfPlane(noise, large)), large);
    let points = 0;
    const count = () => {
      points++;
    };
    if (figure) brush.trace(figure, { moveTo: count, lineTo: count, bezierCurveTo() {}, closePath() {} });
    expect(points).toBe(4);
  });
});
