import { describe, expect, it } from "vitest";
import { entriesOf, full, isChord, payload, repeats } from "../../src/tags/controls/entries";
import { treeOf } from "../support/tree";

const area = (attributes: string) => treeOf(`<TextArea name="t" toName="x" ${attributes}/>`);
const press = (key: string, held: Partial<KeyboardEvent> = {}) =>
  ({ key, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, ...held }) as KeyboardEvent;

describe("entries of a TextArea", () => {
  it("are read from lists, bare strings and odd values; none is no answer", () => {
    expect(entriesOf(["a", "b"])).toEqual(["a", "b"]);
    expect(entriesOf("a")).toEqual(["a"]);
    expect(entriesOf([1, null])).toEqual(["1", "null"]);
    expect(entriesOf(undefined)).toEqual([]);
    expect([payload([]), payload(["x"])]).toEqual([undefined, ["x"]]);
  });
  it("end with maxSubmissions", () => {
    expect(full(area('maxSubmissions="2"'), ["a"])).toBe(false);
    expect(full(area('maxSubmissions="2"'), ["a", "b"])).toBe(true);
    expect(full(area(""), Array(99).fill("a"))).toBe(false);
  });
  it("repeat each other whatever the case, where that is refused", () => {
    expect(repeats(area('skipDuplicates="true"'), ["Same"], "sAME")).toBe(true);
    expect(repeats(area('skipDuplicates="true"'), ["Same"], "same ")).toBe(false);
    expect(repeats(area(""), ["same"], "same")).toBe(false);
  });
});

describe("keys of shortcuts", () => {
  it("need a modifier, so that letters can be typed", () => {
    expect(isChord(press("1", { ctrlKey: true }), "ctrl+1")).toBe(true);
    expect(isChord(press("X", { altKey: true, shiftKey: true }), "ctrl+1, alt+shift+x")).toBe(true);
    expect(isChord(press("1"), "ctrl+1")).toBe(false);
    expect(isChord(press("q"), "q")).toBe(false);
    expect(isChord(press("1", { ctrlKey: true, altKey: true }), "ctrl+1")).toBe(false);
  });
});
