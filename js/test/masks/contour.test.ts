import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contours, runsOfRings, simplified, turning } from "../../src/geometry/mask-contour";
import { planeOf, runsOfPlane } from "../../src/geometry/runs";

/** `#` is a pixel of the mask. */
function drawn(...rows: string[]) {
  const size = { width: rows[0]?.length ?? 0, height: rows.length };
  return runsOfPlane(
    Uint8Array.from(rows.join(""), (sign) => (sign === "#" ? 255 : 0)),
    size,
  );
}
const text = (rings: readonly (readonly { x: number; y: number }[])[]) =>
  rings.map((ring) => ring.map(({ x, y }) => `${x},${y}`).join(" "));

describe("outlines of masks", () => {
  it("follow the edges of the pixels, clockwise from the bottom left", () => {
    expect(text(contours(drawn("....", ".##.", ".##.")))).toEqual(["1,3 1,1 3,1 3,3"]);
  });

  it("go the other way around a hole", () => {
    const rings = contours(drawn("###", "#.#", "###"));
    expect(rings.map(turning)).toEqual([18, -2]);
  });

  it("keep pixels apart that meet at a corner alone", () => {
    for (const mask of [drawn("#.", ".#"), drawn(".#", "#.")])
      expect(contours(mask).map(turning)).toEqual([2, 2]);
  });

  it("give the same pixels back", () => {
    const mask = fc
      .tuple(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 24 }))
      .chain(([width, height]) =>
        fc
          .array(fc.constantFrom(0, 90, 255), { minLength: width * height, maxLength: width * height })
          .map((plane) => ({
            size: { width, height },
            plane: Uint8Array.from(plane),
          })),
      );
    fc.assert(
      fc.property(mask, ({ size, plane }) => {
        const runs = runsOfPlane(plane, size);
        const rings = contours(runs);
        expect(planeOf(runsOfRings(rings, size))).toEqual(plane.map((alpha) => (alpha ? 255 : 0)));
        const pixels = plane.filter(Boolean).length;
        expect(rings.reduce((sum, ring) => sum + turning(ring), 0)).toBe(2 * pixels);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a simplified ring", () => {
  it("stays within the slack and has few points", () => {
    const size = { width: 200, height: 200 };
    const circle = Array.from({ length: 400 }, (_, i) => ({
      x: 100 + 80 * Math.cos((i * Math.PI) / 200),
      y: 100 + 80 * Math.sin((i * Math.PI) / 200),
    }));
    const [ring = []] = contours(runsOfRings([circle], size));
    const few = simplified(ring, 1);
    expect(few.length).toBeLessThan(100);
    for (const { x, y } of few) expect(Math.abs(Math.hypot(x - 100, y - 100) - 80)).toBeLessThan(1.5);
    const again = planeOf(runsOfRings([few], size)).filter(Boolean).length;
    expect(Math.abs(again - Math.PI * 6400)).toBeLessThan(0.02 * Math.PI * 6400);
  });

  it("leaves a box its four corners", () => {
    const [ring = []] = contours(drawn("######", "######", "######"));
    expect(simplified(ring, 0.5)).toHaveLength(4);
  });
});
