import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { codePoints } from "../../src/geometry/offsets";
import { lineAt, savedText, shownText, snapped, trimmed } from "../../src/tags/shapes/span-text";
import { editorCases, hasCorpus } from "../support/corpus";

const anyText = fc
  .array(fc.constantFrom("a", "Bob", " ", "  ", "\t", "\n", "\r\n", "\r", "😀", "e\u0301", ". ", ", "), {
    maxLength: 60,
  })
  .map((parts) => parts.join(""));
const extent = (text: string, a: number, b: number) => {
  const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [
    number,
    number,
  ];
  return { start, end };
};

describe.skipIf(!hasCorpus)("the reference's spans", () => {
  const spans = editorCases().flatMap(({ name, config, task, result }) =>
    name.startsWith("text-") && typeof task.text === "string"
      ? result.flatMap(({ value }) =>
          typeof value?.text === "string" ? [{ name, config, text: task.text, value }] : [],
        )
      : [],
  );
  it("are there", () => expect(spans.length).toBeGreaterThan(15));
  it.each(spans)("$name saves the same text", ({ text, value }) => {
    const points = codePoints(text as string);
    const start = points.toUnit(value.start as number);
    const end = points.toUnit(value.end as number);
    expect(savedText(text as string, { start, end })).toBe(value.text);
  });
});

describe("the saved text", () => {
  const whole = (text: string) => savedText(text, { start: 0, end: text.length });
  it("shows runs of blanks as one and none at the ends of lines", () => {
    expect(whole("a \t  b")).toBe("a b");
    expect(whole("  a  \n\t b  ")).toBe("a\\nb");
    expect(whole("a\r\rb\r\n\nc")).toBe("a\\n\\nb\\n\\n\\nc");
  });
  it("shows the first blank of a run only: the others are nothing by themselves", () => {
    expect(savedText("a    b", { start: 1, end: 2 })).toBe(" ");
    expect(savedText("a    b", { start: 2, end: 4 })).toBe("");
    expect(savedText("a    b", { start: 3, end: 6 })).toBe("b");
  });
  it("keeps backslashes and markup as they are", () => {
    expect(whole("C:\\new <b>")).toBe("C:\\new <b>");
  });
  it("of parts is the saved text of the whole, wherever it is cut", () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (text, cut) => {
        const { start: at } = extent(text, cut, text.length);
        const parts =
          savedText(text, { start: 0, end: at }) + savedText(text, { start: at, end: text.length });
        expect(parts).toBe(whole(text));
      }),
    );
  });
});

describe("the shown text", () => {
  it("keeps every position", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = shownText(text);
        expect(shown.length).toBe(text.length);
        expect(shown.includes("\r")).toBe(false);
        expect(shown.split("\n").length).toBe(text.split(/\r\n|\r|\n/).length);
      }),
    );
  });
});

describe("granularity", () => {
  const say = (text: string, start: number, end: number, grain: Parameters<typeof snapped>[2]) => {
    const span = snapped(text, { start, end }, grain);
    return span && text.slice(span.start, span.end);
  };
  const text = "Anna Smith lives in Paris, France.";
  it("symbol takes exactly what was dragged", () => {
    expect(say(text, 2, 11, "symbol")).toBe("na Smith ");
  });
  it("word trims and then grows to whole words, with a comma that was dragged over", () => {
    expect(say(text, 2, 11, "word")).toBe("Anna Smith");
    expect(say(text, 22, 26, "word")).toBe("Paris,");
    expect(say(text, 22, 24, "word")).toBe("Paris");
  });
  it("sentence keeps the blank or break that ends it", () => {
    expect(say("First one here. Second sentence follows! Third?", 18, 24, "sentence")).toBe(
      "Second sentence follows! ",
    );
    expect(say("One here.\nTwo there.", 1, 3, "sentence")).toBe("One here.\n");
    expect(say("One here.\r\nTwo there.", 1, 3, "sentence")).toBe("One here.\r\n");
  });
  it("paragraph is the line without its break", () => {
    expect(say("Para one line.\nPara two line. More.\n\nPara three.", 18, 23, "paragraph")).toBe(
      "Para two line. More.",
    );
    expect(say("a\r\nb c\r\nd", 3, 4, "paragraph")).toBe("b c");
    expect(say("one\ntwo\nthree", 1, 5, "paragraph")).toBe("one\ntwo");
    expect(say("a\n  b c \nd", 4, 5, "paragraph")).toBe("b c");
  });
  it("makes nothing of blanks alone", () => {
    for (const grain of ["word", "sentence", "paragraph"] as const)
      expect(say("a  b", 1, 3, grain)).toBeNull();
    expect(say("a    b", 2, 4, "symbol")).toBeNull();
    expect(say("ab", 1, 1, "symbol")).toBeNull();
  });
  it("never cuts a pair, and always holds the trimmed selection", () => {
    fc.assert(
      fc.property(
        anyText,
        fc.nat(),
        fc.nat(),
        fc.constantFrom("symbol", "word", "sentence", "paragraph"),
        (text, a, b, grain) => {
          const selected = extent(text, a, b);
          const span = snapped(text, selected, grain as "symbol");
          if (!span) return;
          const slice = text.slice(span.start, span.end);
          expect(slice).toBe([...slice].filter((char) => !/^[\ud800-\udfff]$/.test(char)).join(""));
          const core = trimmed(text, selected) ?? selected;
          expect(span.start).toBeLessThanOrEqual(core.start);
          expect(span.end).toBeGreaterThanOrEqual(core.end);
        },
      ),
    );
  });
  it("looks only nearby in a line of a million characters", () => {
    const long = "word ".repeat(200_000);
    const segmented = vi.spyOn(Intl.Segmenter.prototype, "segment");
    expect(say(long, 500_001, 500_003, "word")).toBe("word");
    expect(segmented.mock.calls.length).toBeGreaterThan(0);
    for (const [part] of segmented.mock.calls) expect(part.length).toBeLessThan(10_000);
    expect(lineAt(long, 5).end).toBe(long.length);
  });
});
