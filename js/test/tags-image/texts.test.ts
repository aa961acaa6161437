import { describe, expect, it } from "vitest";
import type { Bounds } from "../../src/geometry/affine";
import { regionText, textControls, textPlace } from "../../src/tags/objects/image-texts";
import { treeOf } from "../support/tree";
import { region } from "./bench";

const width = (text: string) => text.length * 6;
const nothing = () => true;
const BOX: Bounds = { left: 100, top: 100, right: 300, bottom: 112 };

describe("controls that ask for a text of each region", () => {
  it("are TextAreas per region of the object, wherever they stand", () => {
    const tree = treeOf(`<View><Image name="img" value="$i"/><View>
      <TextArea name="a" toName="img" perRegion="true"/></View>
      <TextArea name="b" toName="img"/><TextArea name="c" toName="other" perRegion="true"/></View>`);
    // Attributes come as booleans from Python.
    for (const one of tree.children[1]?.children ?? []) one.attrs = { ...one.attrs, perRegion: true };
    expect(textControls(tree, "img").map(({ name }) => name)).toEqual(["a"]);
  });

  it("give the first text that is there, all entries of it", () => {
    const item = (from_name: string, text: unknown) => ({ type: "textarea", from_name, value: { text } });
    const one = region("r", {}, { items: [item("x", ["no"]), item("a", []), item("b", ["one", "two"])] });
    expect(regionText(one, new Set(["a", "b"]))).toBe("one\ntwo");
    expect(regionText({ ...one, items: [item("a", "bare")] }, new Set(["a"]))).toBe("bare");
    expect(regionText({ ...one, items: [item("a", { html: "<b>" })] }, new Set(["a"]))).toBe("");
  });
});

describe("a text at its region", () => {
  it("stands below it where nothing else is", () => {
    const place = textPlace("invoice", BOX, nothing, width);
    expect(place).toMatchObject({ text: "invoice", x: 100 });
    expect(place?.y).toBeGreaterThan(BOX.bottom);
  });

  it("is fitted into it on a dense page, smaller if need be", () => {
    const place = textPlace("a line of words about as long", BOX, () => false, width);
    expect(place?.text).toBe("a line of words about as long");
    expect(place?.y).toBeGreaterThanOrEqual(BOX.top - 4);
    expect((place?.y ?? 0) + (place?.height ?? 0)).toBeLessThanOrEqual(BOX.bottom);
    expect((place?.width ?? 0) <= 200).toBe(true);
  });

  it("is cut where most of it is seen, and left out where little would be", () => {
    const cut = textPlace(
      "forty letters of a text that is long, yes ok",
      BOX,
      () => false,
      (text) => text.length * 9,
    );
    expect(cut?.text).toMatch(/…$/);
    expect(textPlace("x".repeat(400), BOX, () => false, width)).toBeNull();
  });

  it("is left out of a box too low to read it in", () => {
    expect(textPlace("text", { ...BOX, bottom: 106 }, () => false, width)).toBeNull();
  });

  it("is one line without what would break it", () => {
    expect(textPlace("two\n lines\t", BOX, nothing, width)?.text).toBe("two lines");
  });
});
