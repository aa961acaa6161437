// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import type { Geometry } from "../../src/core/editor";
import { htmlGeometry, placeOf } from "../../src/tags/objects/hypertext-codec";
import { linesOf } from "../../src/tags/objects/hypertext-reading";
import { htmlText, selectedText } from "../../src/tags/objects/hypertext-text";
import { parsed } from "../../src/tags/objects/hypertext-tree";

const HTML =
  "<div><h1>Title 😀</h1><p>One <b>two <i>three</i></b> four<br>five.</p>" +
  "<table><tbody><tr><td>Cell A</td><td>Cell B</td></tr></tbody></table></div>";
const doc = (html: string) => htmlText(parsed(html, true));
const page = doc(HTML);
const placed = (geometry: object) => {
  const extent = placeOf({ geometry: geometry as Geometry }, page);
  return extent && page.text.slice(extent.start, extent.end);
};

describe("places in a document", () => {
  it("are spelled as Label Studio spells them", () => {
    const start = page.text.indexOf("two");
    expect(htmlGeometry(page, { start, end: start + 14 }, true)).toEqual({
      start: "/div[1]/p[1]/b[1]/text()[1]",
      startOffset: 0,
      end: "/div[1]/p[1]/text()[2]",
      endOffset: 5,
      globalOffsets: { start: 11, end: 25 },
      text: "two three four",
    });
  });

  it("are counted on what Label Studio shows: scripts and comments part no text, styles have one", () => {
    const other = doc("<p>a<!--x-->b<script>no</script>c<style>no</style>d</p>");
    expect(other.text).toBe("abcnod");
    expect(htmlGeometry(other, { start: 1, end: 3 }, false)).toMatchObject({
      start: "/p[1]/text()[1]",
      startOffset: 1,
      endOffset: 3,
    });
    expect(selectedText(other, { start: 0, end: 6 })).toBe("abcd");
  });

  it.each([
    [
      "paths",
      { start: "/div[1]/h1[1]/text()[1]", startOffset: 0, end: "/div[1]/h1[1]/text()[1]", endOffset: 5 },
    ],
    [
      "paths from the page",
      { start: "/html/body/div/h1/text()", end: "/html/body/div/h1/text()", endOffset: 5 },
    ],
    [
      "whole elements",
      { start: "/div[1]/h1[1]", startOffset: 0, end: "/div[1]/h1[1]/text()[1]", endOffset: 5 },
    ],
    ["offsets", { globalOffsets: { start: 0, end: 5 } }],
    ["offsets where the paths fail", { start: "/p[7]", end: "/p[8]", globalOffsets: { start: 0, end: 5 } }],
    ["plain numbers", { start: 0, end: 5 }],
    ["numbers in text", { start: "0", end: "5" }],
  ])("are found by %s", (_, geometry) => {
    expect(placed(geometry)).toBe("Title");
  });

  it("are those of the saved text where paths and offsets disagree, else those of the offsets", () => {
    const paths = {
      start: "/div[1]/h1[1]/text()[1]",
      startOffset: 0,
      end: "/div[1]/h1[1]/text()[1]",
      endOffset: 5,
    };
    const globalOffsets = { start: 1, end: 5 };
    expect(placed({ ...paths, globalOffsets, text: "Title" })).toBe("Title");
    expect(placed({ ...paths, globalOffsets, text: "itle" })).toBe("itle");
    expect(placed({ ...paths, globalOffsets })).toBe("itle");
  });

  it.each([
    {},
    { start: 5, end: 5 },
    { start: -1, end: 3 },
    { start: 0, end: 1e9 },
    { start: 0.5, end: 3 },
    { start: Number.NaN, end: 3 },
    { start: "/div[1]/h1[1]/text()[1]", startOffset: 99, end: "/div[1]/h1[1]/text()[1]", endOffset: 100 },
    { start: "/__proto__[1]", end: "//*[contains(.,'x')]" },
    { start: "/", end: "/", startOffset: -4, endOffset: 77 },
    { globalOffsets: [1, 2], start: null, end: {} },
  ])("are none for %j", (geometry) => {
    expect(placed(geometry)).toBeNull();
  });
});

describe("the lines of a document", () => {
  const { text, blocks, inDoc, ofDoc } = linesOf(page);

  it("stand apart, so that no word goes on from one to the next", () => {
    expect(text).toBe("Title 😀\nOne two three four\n\nfive.\nCell A\nCell B");
    expect(blocks.map(({ start, end }) => text.slice(start, end).trim())).toEqual(
      text.split(/\n+/).map((line) => line.trim()),
    );
  });

  it("take every extent there and back", () => {
    for (let start = 0; start < page.text.length; start++)
      for (let end = start + 1; end <= page.text.length; end++)
        expect(inDoc(ofDoc({ start, end }))).toEqual({ start, end });
  });
});
