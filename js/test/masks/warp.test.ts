import { describe, expect, it } from "vitest";
import { Scope } from "../../src/core/scope";
import { warpRuns } from "../../src/geometry/mask-warp";
import { planeOf, type Runs, runsBounds, runsOfPlane } from "../../src/geometry/runs";
import { createMaskCodes } from "../../src/tags/objects/image-mask-codes";
import { type MaskFigure, placedRuns } from "../../src/tags/shapes/mask";
import type { Rules, Shape } from "../../src/tags/shapes/shape";

const SIZE = { width: 60, height: 50 };
const frameOf = (runs: Runs) => {
  const bounds = runsBounds(runs);
  if (!bounds) throw new Error("empty");
  const { left, top, right, bottom } = bounds;
  return { bounds, frame: { x: left, y: top, width: right - left, height: bottom - top, rotation: 0 } };
};

/** An L with a soft edge, 12 by 8 at 10, 20. */
function figure() {
  const plane = new Uint8Array(SIZE.width * SIZE.height);
  for (let y = 20; y < 28; y++) plane.fill(255, y * 60 + 10, y * 60 + 13);
  plane.fill(255, 27 * 60 + 10, 27 * 60 + 22);
  plane[20 * 60 + 12] = 90;
  return runsOfPlane(plane, SIZE);
}

/** Each pixel of the frame asked for alone. */
function asked(runs: Runs, width: number, height: number, x: number, y: number): number[][] {
  const { bounds } = frameOf(runs);
  const plane = planeOf(runs);
  const [across, down] = [(bounds.right - bounds.left) / width, (bounds.bottom - bounds.top) / height];
  const found: number[][] = [];
  for (let py = y; py < y + height; py++)
    for (let px = x; px < x + width; px++) {
      const from = [bounds.left + (px + 0.5 - x) * across, bounds.top + (py + 0.5 - y) * down].map(
        Math.floor,
      );
      const alpha = plane[(from[1] as number) * 60 + (from[0] as number)];
      if (alpha) found.push([px, py, alpha]);
    }
  return found;
}

const pixels = (runs: Runs): number[][] => {
  const found: number[][] = [];
  planeOf(runs).forEach((alpha, at) => {
    if (alpha) found.push([at % 60, Math.floor(at / 60), alpha]);
  });
  return found;
};

describe("a mask in another frame", () => {
  it("is the same in its own frame", () => {
    const runs = figure();
    const { bounds, frame } = frameOf(runs);
    expect(pixels(warpRuns(runs, bounds, frame))).toEqual(pixels(runs));
  });

  it.each([
    [24, 16],
    [5, 3],
    [12, 20],
    [7, 8],
  ])("has the nearest pixel of the mask at each of its own: %d by %d", (width, height) => {
    const runs = figure();
    const { bounds } = frameOf(runs);
    const warped = warpRuns(runs, bounds, { x: 20, y: 10, width, height, rotation: 0 });
    expect(pixels(warped)).toEqual(asked(runs, width, height, 20, 10));
  });

  it("keeps every pixel when it is turned by right angles", () => {
    const runs = figure();
    const { bounds } = frameOf(runs);
    const quarter = warpRuns(runs, bounds, { x: 30, y: 20, width: 12, height: 8, rotation: 90 });
    // Clockwise: x of the mask goes down, y goes to the left.
    const expected = pixels(runs).map(([x = 0, y = 0, alpha = 0]) => [29 - (y - 20), 20 + (x - 10), alpha]);
    expect(new Set(pixels(quarter).map(String))).toEqual(new Set(expected.map(String)));
    const half = warpRuns(runs, bounds, { x: 22, y: 28, width: 12, height: 8, rotation: 180 });
    expect(pixels(half)).toHaveLength(pixels(runs).length);
  });

  it("is cut to the image, and turned and scaled at once keeps its share of the area", () => {
    const plane = new Uint8Array(SIZE.width * SIZE.height);
    for (let y = 10; y < 40; y++) plane.fill(255, y * 60 + 20, y * 60 + 50);
    const runs = runsOfPlane(plane, SIZE);
    const { bounds } = frameOf(runs);
    const cut = warpRuns(runs, bounds, { x: -10, y: 30, width: 30, height: 30, rotation: 0 });
    expect(runsBounds(cut)).toEqual({ left: 0, top: 30, right: 20, bottom: 50 });
    const turned = warpRuns(runs, bounds, { x: 30, y: 5, width: 20, height: 15, rotation: 30 });
    expect(Math.abs(pixels(turned).length - 300)).toBeLessThan(12);
    const away = warpRuns(runs, bounds, { x: 200, y: 200, width: 30, height: 30, rotation: 45 });
    expect(pixels(away)).toEqual([]);
  });
});

const rules = { size: SIZE, least: 3, snap: false, canRotate: true, slack: 3, unit: 1 } as Rules;

describe.each(["brush", "bitmask"] as const)("a %s with handles", (name) => {
  const set = () => {
    const codes = createMaskCodes(new Scope());
    const shape = codes.shapes[name] as Shape<MaskFigure>;
    const geometry = codes.write(name, figure());
    const parsed = shape.parse(geometry, SIZE);
    if (!parsed) throw new Error("not parsed");
    return { shape, geometry, mask: parsed };
  };

  it("is resized by a corner, written once, and read back where it was shown", () => {
    const { shape, geometry, mask } = set();
    expect(shape.handles(mask, rules, 10).map(({ id }) => id)).toContain("rotate");
    const pull = { handle: "se", from: { x: 22, y: 28 }, to: { x: 34, y: 36 }, even: false };
    const pulled = shape.pull(mask, pull, rules);
    expect(shape.bounds(pulled)).toEqual({ left: 10, top: 20, right: 34, bottom: 36 });
    const written = shape.parse(shape.format(pulled, SIZE, geometry), SIZE);
    expect(written && shape.bounds(written)).toEqual({ left: 10, top: 20, right: 34, bottom: 36 });
    expect(written && pixels(written.runs)).toEqual(asked(figure(), 24, 16, 10, 20));
  });

  it("is as it was when a handle comes back, is turned all round or scaled by one", () => {
    const { shape, geometry, mask } = set();
    const still = { handle: "se", from: { x: 22, y: 28 }, to: { x: 22, y: 28 }, even: false };
    expect(shape.pull(mask, still, rules)).toBe(mask);
    let turned = mask;
    for (let step = 0; step < 24; step++) turned = shape.turn(turned, 15, rules);
    expect(shape.format(turned, SIZE, geometry)).toBe(geometry);
    const scaled = shape.scale(mask, { x: 1 / 3, y: 7.1 }, { x: 1, y: 1 }, rules);
    expect(shape.format(scaled, SIZE, geometry)).toBe(geometry);
  });

  it("stays as it was when no pixel would be left", () => {
    const { shape, geometry, mask } = set();
    const tiny = shape.scale(mask, { x: 10, y: 20 }, { x: 0.01, y: 0.01 }, rules);
    expect(shape.format(tiny, SIZE, geometry)).toBe(geometry);
  });

  it("moves, grows and turns by keys one after another", () => {
    const { shape, mask } = set();
    const grown = shape.grow(mask, { x: 6, y: 4 }, rules);
    expect(shape.bounds(shape.move(grown, { x: 2, y: -1 }, rules))).toEqual({
      ...{ left: 12, top: 19, right: 30, bottom: 31 },
    });
    const turned = shape.turn(grown, 90, rules);
    expect(pixels(placedRuns(turned))).toHaveLength(pixels(placedRuns(grown)).length);
    expect(shape.describe(turned)).toContain("turned 90°");
    expect(shape.contains(turned, { x: 0, y: 0 }, 0)).toBe(false);
  });
});
