// @vitest-environment happy-dom
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockAt, blocksOf, positionOf } from "../../src/tags/objects/text-blocks";
import { stepped } from "../../src/tags/objects/text-keys";
import { loadedText, utf8 } from "../../src/tags/objects/text-source";
import { runsLeft } from "../../src/tags/shapes/span-text";

const texts = fc
  .array(
    fc.tuple(
      fc.constantFrom("word ", "\n", "x".repeat(700), "😀", "line of text\n", "y".repeat(9000)),
      fc.nat(40),
    ),
    {
      maxLength: 12,
    },
  )
  .map((parts) =>
    parts.map(([piece, times]) => piece.repeat(times % (piece.length > 100 ? 4 : 41))).join(""),
  );

describe("blocks", () => {
  it("cover any text without gaps, break lines where the text does, and stay small", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const blocks = blocksOf(text);
        expect(blocks.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
        for (const { start, end } of blocks) {
          expect(end).toBeGreaterThan(start);
          expect(end - start).toBeLessThanOrEqual(20_000);
          const broken = end === text.length || text[end - 1] === "\n";
          if (!broken) expect(end - start).toBeGreaterThan(2000);
          expect(/[\ud800-\udbff]$/.test(text.slice(start, end))).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("are found by any position", () => {
    fc.assert(
      fc.property(texts, fc.nat(), (text, seed) => {
        const blocks = blocksOf(text);
        if (blocks.length === 0) return;
        const at = seed % (text.length + 1);
        const block = blocks[blockAt(blocks, at)];
        expect(block && block.start <= at && (at < block.end || at === text.length)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe("places in the page", () => {
  const text = `${"a line of words\n".repeat(300)}end`;
  const blocks = blocksOf(text);
  const content = document.createElement("div");
  for (const { start, end } of blocks) {
    const block = document.createElement("div");
    block.append(text.slice(start, end), document.createElement("i"));
    content.append(block);
  }
  const overlay = document.createElement("p");
  content.append(overlay);

  it("are positions of the text", () => {
    expect(blocks.length).toBeGreaterThan(2);
    blocks.forEach(({ start, end }, at) => {
      const block = content.children[at] as Element;
      expect(positionOf(content, blocks, block.firstChild as Node, 3)).toBe(start + 3);
      expect(positionOf(content, blocks, block, 0)).toBe(start);
      expect(positionOf(content, blocks, block, 1)).toBe(end);
      expect(positionOf(content, blocks, block.lastChild as Node, 0)).toBe(end);
      expect(positionOf(content, blocks, content, at)).toBe(start);
    });
    expect(positionOf(content, blocks, content, blocks.length)).toBe(text.length);
  });

  it("outside of the text are none", () => {
    expect(positionOf(content, blocks, document.body, 0)).toBeNull();
    expect(positionOf(content, blocks, overlay, 0)).toBeNull();
  });
});

describe("the caret", () => {
  it("steps over whole characters and words", () => {
    const text = "ab 👩‍👩‍👧 e\u0301f\r\ngh";
    expect(stepped(text, 3, "ArrowRight", false)).toBe(3 + "👩‍👩‍👧".length);
    const accent = text.indexOf("e\u0301");
    expect(stepped(text, accent, "ArrowRight", false)).toBe(accent + 2);
    const end = text.indexOf("\r");
    expect(stepped(text, end, "ArrowRight", false)).toBe(end + 2);
    expect(stepped(text, end + 2, "ArrowLeft", false)).toBe(end);
    expect(stepped(text, 0, "ArrowRight", true)).toBe(2);
    expect(stepped(text, end + 2, "ArrowLeft", true)).toBe(accent);
    expect([stepped(text, end + 3, "Home", false), stepped(text, 1, "End", false)]).toEqual([end + 2, end]);
    expect([stepped(text, 0, "ArrowLeft", true), stepped(text, text.length, "ArrowRight", true)]).toEqual([
      0,
      text.length,
    ]);
    expect(stepped(text, 0, "x", false)).toBeNull();
  });

  it("goes by sentence with Ctrl, and to the ends of the text", () => {
    const text = " One two.  Three four?\nFive 😀. ";
    const step = (at: number, key: string) => stepped(text, at, key, true);
    expect(step(0, "ArrowDown")).toBe(text.indexOf("  Three"));
    expect(step(text.indexOf("  Three"), "ArrowDown")).toBe(text.indexOf("\n"));
    expect(step(text.indexOf("\n"), "ArrowDown")).toBe(text.length - 1);
    expect(step(text.length - 1, "ArrowDown")).toBe(text.length);
    expect(step(text.length, "ArrowUp")).toBe(text.indexOf("Five"));
    expect(step(text.indexOf("Five"), "ArrowUp")).toBe(text.indexOf("Three"));
    expect(step(4, "ArrowUp")).toBe(1);
    expect(step(1, "ArrowUp")).toBe(0);
    expect([step(12, "Home"), step(12, "End")]).toEqual([0, text.length]);
  });

  it("goes the way the arrow points, in lines that run to the left as well", () => {
    const text = "ab\nשלום Bob\n12 ab";
    expect(stepped(text, 0, "ArrowRight", false)).toBe(1);
    expect(stepped(text, 3, "ArrowLeft", false)).toBe(4);
    expect(stepped(text, 3, "ArrowLeft", true)).toBe(7);
    expect(stepped(text, 9, "ArrowRight", false)).toBe(8);
    expect(stepped(text, 12, "ArrowRight", false)).toBe(13);
  });

  it("crosses any text in both directions", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), fc.boolean(), (text, byWord) => {
        let at = 0;
        const on = (forward: boolean) =>
          stepped(text, at, forward === runsLeft(text, at) ? "ArrowLeft" : "ArrowRight", byWord) as number;
        for (let n = 0; at < text.length && n <= text.length; n++) at = on(true);
        expect(at).toBe(text.length);
        for (let n = 0; at > 0 && n <= text.length; n++) at = on(false);
        expect(at).toBe(0);
      }),
    );
  });
});

describe("the task's value", () => {
  it("becomes text whatever it is", () => {
    expect(loadedText(12.5, "none")).toEqual({ text: "12.5" });
    expect(loadedText(["a", ["b", 1]], "")).toEqual({ text: "a,b,1" });
    expect(loadedText({ a: 1 }, "none")).toEqual({ text: '{"a":1}' });
    expect(loadedText(false, "none")).toEqual({ text: "false" });
    expect(loadedText("", "none")).toEqual({ text: "" });
    expect(loadedText(null, "none")).toEqual({ text: "" });
  });
  it("that is no UTF-8 says where", () => {
    const bytes = new TextEncoder().encode("é😀".repeat(2000));
    expect(utf8(bytes)).toEqual({ text: "é😀".repeat(2000) });
    const problem = (at: number, to: number) => {
      const wrong = Uint8Array.from(bytes.subarray(0, to));
      if (at < to) wrong[at] = 0x20;
      const read = utf8(wrong);
      return "problem" in read ? Number(/position (\d+)/.exec(read.problem)?.[1]) : null;
    };
    expect(problem(601, bytes.length)).toBe(601);
    expect(problem(1e9, 605)).toBe(604);
  });
  it("is decoded as the config says, or said to be wrong", () => {
    expect(loadedText(btoa("caf\u00e9"), "base64")).toEqual({ text: "caf\u00e9" });
    const utf8 = btoa(String.fromCharCode(...new TextEncoder().encode("naïve 😀")));
    expect(loadedText(utf8, "base64unicode")).toEqual({ text: "naïve 😀" });
    expect(loadedText("%%%", "base64")).toHaveProperty("problem");
    expect(loadedText(btoa("ab\xff\xfe"), "base64unicode")).toEqual({
      problem: "The text is no UTF-8: byte 0xff at position 2 of 4 bytes.",
    });
  });
});
