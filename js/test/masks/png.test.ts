import { inflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runsOfRings } from "../../src/geometry/mask-contour";
import { pngOfRuns, pngSize } from "../../src/geometry/mask-png";
import { planeOf, runsOfPlane } from "../../src/geometry/runs";

/** Pixels of a PNG whose rows have no filter. */
function pixels(address: string): { width: number; height: number; rgba: Uint8Array } {
  const file = Uint8Array.from(atob(address.slice(address.indexOf(",") + 1)), (sign) => sign.charCodeAt(0));
  const view = new DataView(file.buffer);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const length = view.getUint32(33);
  expect(String.fromCharCode(...file.subarray(37, 41))).toBe("IDAT");
  const raw = inflateSync(file.subarray(41, 41 + length));
  expect(raw.length).toBe(height * (1 + 4 * width));
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    expect(raw[y * (1 + 4 * width)]).toBe(0);
    rgba.set(raw.subarray(y * (1 + 4 * width) + 1, (y + 1) * (1 + 4 * width)), y * width * 4);
  }
  return { width, height, rgba };
}

describe("a mask as PNG", () => {
  it("holds black pixels with the alpha of the mask", () => {
    const masks = fc
      .tuple(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 1, max: 12 }))
      .chain(([width, height]) =>
        fc.array(fc.tuple(fc.constantFrom(0, 0, 255, 7), fc.integer({ min: 1, max: 200 }))).map((runs) => {
          const plane = new Uint8Array(width * height);
          let at = 0;
          for (const [value, length] of runs) {
            plane.fill(value, at, at + length);
            at += length;
          }
          return { size: { width, height }, plane };
        }),
      );
    fc.assert(
      fc.property(masks, ({ size, plane }) => {
        const made = pixels(pngOfRuns(runsOfPlane(plane, size)));
        expect(made).toMatchObject(size);
        expect(made.rgba).toEqual(
          Uint8Array.from({ length: plane.length * 4 }, (_, at) =>
            at % 4 === 3 ? (plane[at >> 2] as number) : 0,
          ),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("is small for a large image", () => {
    const size = { width: 2000, height: 1500 };
    const ring = [
      { x: 100, y: 100 },
      { x: 1900, y: 200 },
      { x: 900, y: 1400 },
    ];
    const runs = runsOfRings([ring], size);
    const address = pngOfRuns(runs);
    expect(address.length).toBeLessThan(60_000);
    const { rgba } = pixels(address);
    const plane = planeOf(runs);
    expect(plane.every((alpha, at) => alpha === rgba[4 * at + 3])).toBe(true);
  });

  it("says its size without being read", () => {
    const runs = runsOfPlane(new Uint8Array(6), { width: 3, height: 2 });
    expect(pngSize(pngOfRuns(runs))).toEqual({ width: 3, height: 2 });
    expect(pngSize("data:image/png;base64,AAAA")).toBeNull();
    expect(pngSize("https://example.org/mask.png")).toBeNull();
  });
});
