import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codePoints } from "../../src/geometry/offsets";

const mixed = fc
  .array(fc.constantFrom("a", "é", "\u0301", "😀", "👩‍👩‍👧", "\r\n", "\n", "\ud83d", "\ude00", "漢"), {
    maxLength: 900,
  })
  .map((parts) => parts.join(""));

describe("code points", () => {
  it("counts like Python: an emoji is one, CR and LF are two", () => {
    const points = codePoints("a😀\r\nb");
    expect(points.length).toBe(5);
    expect([0, 1, 2, 3, 4, 5].map(points.toUnit)).toEqual([0, 1, 3, 4, 5, 6]);
    expect([0, 1, 2, 3, 4, 5, 6].map(points.fromUnit)).toEqual([0, 1, 1, 2, 3, 4, 5]);
  });

  it("agrees with the iteration of any text, beyond the first marks too", () => {
    fc.assert(
      fc.property(mixed, fc.nat(), fc.nat(), (text, a, b) => {
        const all = [...text];
        const points = codePoints(text);
        expect(points.length).toBe(all.length);
        const [from, to] = [a % (all.length + 1), b % (all.length + 1)].sort((x, y) => x - y) as [
          number,
          number,
        ];
        const slice = text.slice(points.toUnit(from), points.toUnit(to));
        expect(slice).toBe(all.slice(from, to).join(""));
        expect(points.fromUnit(points.toUnit(from))).toBe(from);
      }),
    );
  });

  it("clamps what lies outside", () => {
    const points = codePoints("x😀");
    expect([points.toUnit(-3), points.toUnit(9), points.fromUnit(-1), points.fromUnit(99)]).toEqual([
      0, 3, 0, 2,
    ]);
  });
});
