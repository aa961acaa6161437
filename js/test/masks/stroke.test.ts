import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStroke } from "../../src/geometry/mask-stroke";
import { planeOf, runsArea, runsBounds } from "../../src/geometry/runs";

const size = { width: 300, height: 200 };
const point = fc.record({
  x: fc.double({ min: -40, max: 340, noNaN: true }),
  y: fc.double({ min: -40, max: 240, noNaN: true }),
});

describe("a round stroke", () => {
  it("is as wide as the brush and fades within a pixel", () => {
    const stroke = createStroke(size, { radius: 7.5, square: false, smooth: true });
    stroke.line({ x: 50, y: 100 }, { x: 150, y: 100 });
    const column = Array.from({ length: 18 }, (_, i) => stroke.at(100, 91 + i));
    expect(column).toEqual([0, 128, ...Array(14).fill(255), 128, 0]);
    expect(stroke.at(42, 100)).toBeGreaterThan(0);
    expect(stroke.at(41, 100)).toBe(0);
  });

  it("covers every pixel near the line and no other", () => {
    fc.assert(
      fc.property(point, point, fc.double({ min: 0.5, max: 30, noNaN: true }), (from, to, radius) => {
        const stroke = createStroke(size, { radius, square: false, smooth: true });
        stroke.line(from, to);
        const [dx, dy] = [to.x - from.x, to.y - from.y];
        const length2 = dx * dx + dy * dy;
        let worst = 0;
        for (let y = 0; y < size.height; y += 3)
          for (let x = 0; x < size.width; x += 3) {
            const [px, py] = [x + 0.5 - from.x, y + 0.5 - from.y];
            const t = length2 ? Math.min(1, Math.max(0, (px * dx + py * dy) / length2)) : 0;
            const depth = radius - Math.hypot(px - t * dx, py - t * dy);
            const alpha = Math.round(255 * Math.min(1, Math.max(0, depth + 0.5)));
            worst = Math.max(worst, Math.abs(stroke.at(x, y) - alpha));
          }
        expect(worst).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });

  it("reads back as runs", () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 5 }), (path) => {
        const stroke = createStroke(size, { radius: 9, square: false, smooth: true });
        for (const [i, to] of path.entries()) stroke.line(path[i - 1] ?? to, to);
        const plane = planeOf(stroke.runs());
        expect(plane).toEqual(plane.map((_, at) => stroke.at(at % size.width, Math.floor(at / size.width))));
      }),
      { numRuns: 30 },
    );
  });
});

describe("a pixel-exact stroke", () => {
  it("is one pixel at the smallest size", () => {
    const stroke = createStroke(size, { radius: 0.5, square: false, smooth: false });
    stroke.line({ x: 20.5, y: 30.5 }, { x: 20.5, y: 30.5 });
    expect(runsBounds(stroke.runs())).toEqual({ left: 20, top: 30, right: 21, bottom: 31 });
  });

  it("has no pixel that is half in", () => {
    const stroke = createStroke(size, { radius: 15.5, square: false, smooth: false });
    stroke.line({ x: 119.5, y: 119.5 }, { x: 180.5, y: 60.5 });
    expect(new Set(stroke.runs().alpha)).toEqual(new Set([255]));
  });
});

describe("a square stroke", () => {
  it("fills its square, and the band between two of them", () => {
    const stroke = createStroke(size, { radius: 5, square: true, smooth: false });
    stroke.line({ x: 50, y: 50 }, { x: 50, y: 50 });
    expect(runsArea(stroke.runs())).toBe(100);
    stroke.line({ x: 50, y: 50 }, { x: 80, y: 50 });
    expect(runsArea(stroke.runs())).toBe(400);
    stroke.line({ x: 80, y: 50 }, { x: 110, y: 80 });
    expect([stroke.at(95, 65), stroke.at(89, 54), stroke.at(100, 52), stroke.at(85, 75)]).toEqual([
      255, 255, 0, 0,
    ]);
  });

  it("is cut off at the edge of the image", () => {
    const stroke = createStroke(size, { radius: 10, square: true, smooth: true });
    stroke.line({ x: -5, y: 195 }, { x: 305, y: 215 });
    expect(runsBounds(stroke.runs())).toMatchObject({ left: 0, bottom: 200 });
  });
});
