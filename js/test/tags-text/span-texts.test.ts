import { expect, test } from "vitest";
import type { Region } from "../../src/core/editor";
import { spanTexts } from "../../src/tags/shapes/span-texts";
import { treeOf } from "../support/tree";

test("a span over phrases without a text of its own says what the phrases say", () => {
  const tree = treeOf(`<View><Paragraphs name="d" value="$d" textKey="say"/></View>`);
  const value = [{ say: "Hi 😀 there" }, { say: "Hello Ann" }, { say: 7 }, {}];
  const filled = {
    ...tree,
    children: tree.children.map((node) => ({ ...node, attrs: { ...node.attrs, value } })),
  };
  const says = (geometry: Region["geometry"]) =>
    spanTexts(filled)({ shape: "span", text: "", object: "d", geometry } as unknown as Region);
  expect(says({ start: "0", end: "0", startOffset: 6, endOffset: 11 })).toBe("there");
  expect(says({ start: "0", end: "2", startOffset: 6, endOffset: 1 })).toBe("there Hello Ann 7");
  expect(says({ start: "1" })).toBe("Hello Ann");
  expect(says({ start: "9", end: "9", startOffset: 0, endOffset: 2 })).toBe("");
  expect(says({ start: "x" })).toBe("");
});
