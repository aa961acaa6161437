import { describe, expect, it } from "vitest";
import { comesLater } from "../../src/shell/object-room";
import { unevenRowsInSight } from "../../src/ui/list-window";
import { treeOf } from "../support/tree";

describe("room for controls that come and go", () => {
  const choices = (more: string) =>
    `<Choices name="c" toName="txt" ${more}><Choice value="a"/><Choice value="b"/></Choices>`;
  const text = `<Text name="txt" value="$text"/>`;
  it.each<[string, string, boolean]>([
    ["always there", `<View>${text}${choices("")}</View>`, false],
    ["for a region", `<View>${text}${choices('perRegion="true"')}</View>`, true],
    ["before the object", `<View>${choices('perRegion="true"')}${text}</View>`, false],
    [
      "in a View on a condition",
      `<View>${text}${choices("")}<View visibleWhen="choice-selected" whenTagName="c">${choices("").replace('"c"', '"d"')}</View></View>`,
      true,
    ],
    [
      "in the region list",
      `<View>${text}<TextArea name="t" toName="txt" perRegion="true" displayMode="region-list"/></View>`,
      false,
    ],
  ])("%s", (_name, xml, kept) => expect(comesLater(treeOf(xml))).toBe(kept));
});

describe("a list with rows of different heights", () => {
  const tops = Array.from({ length: 101 }, (_, index) => index * 28 + Math.floor(index / 2) * 40);
  it("has the rows in sight and a few around them", () => {
    expect(unevenRowsInSight(0, 100, tops)).toEqual({ start: 0, end: 9 });
    const { start, end } = unevenRowsInSight(2400, 100, tops);
    expect(tops[start]).toBeLessThan(2400);
    expect(tops[end]).toBeGreaterThan(2500);
    expect(end - start).toBeLessThan(20);
    expect(unevenRowsInSight(10_000, 100, tops).end).toBe(100);
  });
  it("has none where there are none", () => {
    expect(unevenRowsInSight(0, 100, [0])).toEqual({ start: 0, end: 0 });
  });
});
