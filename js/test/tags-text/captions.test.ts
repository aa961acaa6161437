import { describe, expect, it } from "vitest";
import type { Region } from "../../src/core/editor";
import { captionsOf } from "../../src/tags/objects/text-captions";
import type { Mark } from "../../src/tags/objects/text-measure";

function mark(start: number, end: number, left: number, width: number, more: Partial<Mark> = {}): Mark {
  const region = { id: `${start}`, labels: ["PER", "ORG"], color: "red" } as unknown as Region;
  const of = { span: { region, start, end }, level: 0 };
  return { key: `${start}`, of, first: true, last: true, left, top: 0, width, height: 20, ...more };
}

describe("captions", () => {
  it("above are as wide as the next span on the same line lets them be", () => {
    const other = mark(9, 12, 30, 40, { top: 22 });
    const seen = captionsOf.above([mark(5, 8, 100, 50), other, mark(0, 4, 10, 40)], "", 300);
    expect(seen.map(({ key, left, width }) => [key, left, width])).toEqual([
      ["0", 10, 88],
      ["5", 100, 200],
      ["9", 30, 270],
    ]);
    expect(seen[0]?.text).toBe("PER, ORG");
  });
  it("behind stand only where the line of text ends and has room", () => {
    const text = "abcd efgh\nij";
    const at = (start: number, end: number, left: number, more?: Partial<Mark>) =>
      captionsOf.behind([mark(start, end, left, 40, more)], text, 300).length;
    expect(at(5, 9, 50)).toBe(1);
    expect(at(10, 12, 0)).toBe(1);
    expect(at(0, 4, 0)).toBe(0);
    expect(at(5, 9, 240)).toBe(0);
    expect(at(5, 9, 50, { last: false })).toBe(0);
    expect(captionsOf.behind([mark(5, 9, 50, 40)], "שלום Anna", 300)).toEqual([]);
  });
});
