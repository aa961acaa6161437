import { describe, expect, it } from "vitest";
import type { Region } from "../../src/core/editor";
import type { TagNode } from "../../src/generated/wire";
import {
  excerpt,
  nextSelection,
  orderRegions,
  regionRows,
  describe as say,
} from "../../src/shell/region-rows";
import { spanTexts } from "../../src/tags/shapes/span-texts";
import { rowsInSight } from "../../src/ui/list-window";

function region(id: string, more: Partial<Region> = {}): Region {
  return {
    id,
    ordinal: Number(id.slice(1)),
    object: "t",
    shape: "span",
    geometry: {},
    facts: {},
    labels: [],
    color: "#888",
    text: "",
    note: "",
    score: null,
    origin: "manual",
    readonly: false,
    items: [],
    ...more,
  };
}

const regions = [
  region("r1", { labels: ["B"], score: 0.2 }),
  region("r2", { labels: ["A"] }),
  region("r3", { labels: ["B"], score: 0.9 }),
  region("r4"),
];
const ids = (list: readonly Region[]) => list.map(({ id }) => id);

describe("order and groups", () => {
  it("sorts by time, label and score; equal ones stay in time order", () => {
    expect(ids(orderRegions(regions, "time"))).toEqual(["r1", "r2", "r3", "r4"]);
    expect(ids(orderRegions(regions, "label"))).toEqual(["r4", "r2", "r1", "r3"]);
    expect(ids(orderRegions(regions, "score"))).toEqual(["r3", "r1", "r2", "r4"]);
  });

  it("groups by the first label and counts", () => {
    const rows = regionRows(regions, "time", true);
    const shown = Array.from({ length: rows.count }, (_, at) => rows.at(at));
    expect(
      shown.map((row) => (row?.kind === "group" ? `${row.label} ${row.count}` : row?.region.id)),
    ).toEqual(["B 2", "r1", "r3", "A 1", "r2", "No label 1", "r4"]);
  });

  it("finds a region and names all of them, grouped or not", () => {
    const rows = regionRows(regions, "score", false);
    expect([rows.count, rows.indexOf("r1"), rows.indexOf("r9")]).toEqual([4, 1, -1]);
    expect(rows.ids()).toEqual(["r3", "r1", "r2", "r4"]);
    const grouped = regionRows(regions, "score", true);
    expect([grouped.count, grouped.indexOf("r1"), grouped.indexOf("r9")]).toEqual([7, 2, -1]);
    expect(grouped.ids()).toEqual(["r3", "r1", "r2", "r4"]);
  });
});

describe("selection", () => {
  const all = ["a", "b", "c", "d"];
  it("alone, toggled, from the first one to here", () => {
    expect(nextSelection(all, ["a", "b"], "c", "only")).toEqual(["c"]);
    expect(nextSelection(all, ["a", "b"], "b", "toggle")).toEqual(["a"]);
    expect(nextSelection(all, ["a"], "c", "toggle")).toEqual(["a", "c"]);
    expect(nextSelection(all, ["c"], "a", "range")).toEqual(["c", "a", "b"]);
    expect(nextSelection(all, ["c", "a", "b"], "d", "range")).toEqual(["c", "d"]);
    expect(nextSelection(all, [], "b", "range")).toEqual(["b"]);
  });
});

describe("words", () => {
  it("a span by its text, shapes by place and size or points, an unknown one by a sentence", () => {
    expect(excerpt(region("r1", { text: "two\n  lines" }))).toBe("two lines");
    const box = { x: 1.26, y: 2, width: 30, height: 40.04 };
    expect(excerpt(region("r1", { shape: "rectangle", geometry: box }))).toBe("1.3, 2 · 30 × 40 %");
    const oval = { x: 5, y: 6, radiusX: 1.24, radiusY: 2 };
    expect(excerpt(region("r1", { shape: "ellipse", geometry: oval }))).toBe("5, 6 · radius 1.2 × 2 %");
    expect(excerpt(region("r1", { shape: "keypoint", geometry: { x: 5, y: 6, width: 1 } }))).toBe("5, 6 %");
    const corners = {
      points: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      closed: true,
    };
    expect(excerpt(region("r1", { shape: "polygon", geometry: corners }))).toBe("3 points");
    expect(excerpt(region("r1", { shape: null }))).toContain("cannot be shown");
  });

  it("says all that the row shows", () => {
    const spoken = say(
      region("r3", { labels: ["PER"], text: "Anna", score: 0.5, origin: "prediction" }),
      true,
      false,
    );
    expect(spoken).toBe("3, PER, Anna, score 0.50, predicted, hidden");
  });
});

describe("the window of a long list", () => {
  it("holds what is in sight and a little more", () => {
    const { start, end } = rowsInSight(28_000, 280, 28, 100_000);
    expect(start).toBeLessThanOrEqual(1000);
    expect(end).toBeGreaterThanOrEqual(1010);
    expect(end - start).toBeLessThan(40);
    expect(rowsInSight(0, 280, 28, 3)).toEqual({ start: 0, end: 3 });
  });
});

describe("what a span without text says", () => {
  const node = (tag: string, name: string | null, attrs: TagNode["attrs"], children: TagNode[] = []) =>
    ({ id: tag, tag, name, attrs, text: null, to_name: [], children, line: 1 }) satisfies TagNode;
  const span = (start: number, end: number) =>
    region("r1", { shape: "span", object: "txt", geometry: { start, end } });
  const tree = (attrs: TagNode["attrs"]) => node("View", null, {}, [node("Text", "txt", attrs)]);

  it("is read from the task's text, in code points", () => {
    expect(spanTexts(tree({ value: "🎉🎉 Anna" }))(span(3, 7))).toBe("Anna");
  });

  it("stays what is stored, and is nothing where the text is elsewhere", () => {
    const stored = { ...span(0, 4), text: "stored" };
    expect(spanTexts(tree({ value: "Anna" }))(stored)).toBe("stored");
    expect(spanTexts(tree({ value: "http://h/a.txt", valueType: "url" }))(span(0, 4))).toBe("");
    expect(spanTexts(null)(span(0, 4))).toBe("");
  });
});
