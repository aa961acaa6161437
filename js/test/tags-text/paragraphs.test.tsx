// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import type { Region } from "../../src/core/editor";
import { dialogueCodec } from "../../src/tags/objects/paragraphs-codec";
import { createPlayback, phraseAt } from "../../src/tags/objects/paragraphs-playback";
import { clock, dialogueOf, type Phrase, stamp } from "../../src/tags/objects/paragraphs-source";
import { treeOf } from "../support/tree";
import { generator, someText } from "./generated";
import { show } from "./shown";

const NODE = treeOf(`<Paragraphs name="d" value="$d"/>`);
const phrase = (text: string, start: number | null = null, end: number | null = null): Phrase => ({
  author: "A",
  text,
  start,
  end,
});
const regionAt = (geometry: Region["geometry"]) => ({ geometry, object: "d" }) as unknown as Region;
const problem = (value: unknown) => {
  const read = dialogueOf(value, "author", "text");
  return "problem" in read ? read.problem : "";
};

describe("places in a dialogue", () => {
  const codec = dialogueCodec(NODE, [
    phrase("Hi 😀 there Bob."),
    phrase(""),
    phrase("Hello Ann", 61, 3_601.5),
  ]);

  test("offsets are UTF-16 units of the phrase, numbers of phrases are texts", () => {
    const start = codec.text.indexOf("Bob");
    const end = codec.text.indexOf(" Ann");
    expect(codec.geometry({ start, end }, true)).toEqual({
      start: "0",
      end: "2",
      startOffset: 12,
      endOffset: 5,
      text: "Bob.\n00:00:00 - 00:00:00\n\n00:01:01 - 01:00:01\nHello",
    });
    expect(codec.geometry({ start, end }, false)).not.toHaveProperty("text");
  });

  test("breaks between phrases belong to none of them", () => {
    const first = codec.blocks[0]?.end ?? 0;
    expect(codec.fit({ start: first, end: first + 2 })).toBeNull();
    expect(codec.fit({ start: 3, end: first + 2 })).toEqual({ start: 3, end: first });
    expect(codec.fit({ start: first, end: first + 4 })).toEqual({ start: first + 2, end: first + 4 });
  });

  test("what was made is found again, for any dialogue and any span", () => {
    const random = generator(7);
    for (let round = 0; round < 400; round++) {
      const phrases = Array.from({ length: 1 + random(5) }, () => phrase(someText(random, random(20))));
      const some = dialogueCodec(NODE, phrases);
      const extent = { start: random(some.text.length), end: 1 + random(some.text.length) };
      const fits = extent.end > extent.start ? some.fit(extent) : null;
      if (!fits) continue;
      const geometry = some.geometry(fits, true);
      expect(some.place(regionAt(geometry))).toEqual(fits);
      expect(some.fault(regionAt(geometry))).toBe("");
      const last = phrases[Number(geometry.end)]?.text ?? "";
      expect(Number(geometry.endOffset)).toBeLessThanOrEqual(last.length);
      if (geometry.start === geometry.end)
        expect(last.slice(Number(geometry.startOffset), Number(geometry.endOffset))).toBe(geometry.text);
    }
  });

  test("numbers are read as numbers of phrases, what is beyond is said", () => {
    expect(codec.place(regionAt({ start: 0, end: 0, startOffset: 0, endOffset: 2 }))).toEqual({
      start: 0,
      end: 2,
    });
    for (const geometry of [
      { start: "7", end: "7", startOffset: 0, endOffset: 2 },
      { start: "0", end: "0", startOffset: 0, endOffset: 200 },
    ])
      expect(codec.fault(regionAt(geometry))).toMatch(/outside of this text/);
    for (const geometry of [
      { start: "0", end: "0", startOffset: 2, endOffset: 2 },
      { start: "1", end: "0", startOffset: 0, endOffset: 1 },
    ])
      expect(codec.fault(regionAt(geometry))).toMatch(/is empty/);
    const nowhere = { start: "x", end: "0", startOffset: 0, endOffset: 2 };
    expect(codec.fault(regionAt(nowhere))).toBe("its result says no place in this text");
    const other = { start: "0", end: "0", startOffset: 0, endOffset: 2, text: "Oh" };
    expect(codec.fault(regionAt(other))).toBe("the text has changed: saved “Oh”, now “Hi”");
  });
});

describe("data of a dialogue", () => {
  test("a list, or JSON of one", () => {
    const list = [{ author: "A", text: "x", start: 1, duration: 2 }];
    expect(dialogueOf(JSON.stringify(list), "author", "text")).toEqual(dialogueOf(list, "author", "text"));
    expect(dialogueOf(list, "author", "text")).toEqual({
      phrases: [{ author: "A", text: "x", start: 1, end: 3 }],
    });
    expect(dialogueOf([{ who: 1, say: null }, {}], "who", "say")).toEqual({
      phrases: [
        { author: "1", text: "", start: null, end: null },
        { author: "", text: "", start: null, end: null },
      ],
    });
  });
  test("anything else is said in one sentence", () => {
    expect(dialogueOf(null, "author", "text")).toEqual({ phrases: [] });
    expect(problem("[{")).toMatch(/no JSON/);
    expect(problem({ author: "A" })).toMatch(/list of phrases, and this task has an object/);
    expect(problem(7)).toMatch(/the number 7/);
    expect(problem([{ author: "A", text: "x" }, "y"])).toMatch(/Phrase 2 .* is text/);
    expect(problem([{ who: "A", text: "x" }])).toBe(
      "The first phrase has no “author”. It has “who” and “text”. nameKey and textKey say which to use.",
    );
  });
  test("times as the page shows them", () => {
    expect(clock(3_661.9)).toBe("01:01:01");
    expect(stamp(phrase("x"))).toBe("00:00:00 - 00:00:00");
    expect(stamp(phrase("x", 5))).toBe("00:00:05 - 00:00:05");
  });
});

test("the phrase that is heard is the last that began and is not over", () => {
  const phrases = [phrase("a", 0, 2), phrase("b", 2), phrase("c", 5, 6), phrase("d")];
  expect([0, 1.9, 2, 5.5, 9].map((time) => phraseAt(phrases, time))).toEqual([0, 0, 1, 2, 1]);
  const audio = document.createElement("audio");
  audio.play = () => Promise.resolve();
  const playback = createPlayback(phrases);
  const end = playback.attach(audio);
  playback.toggle(2);
  expect([audio.currentTime, playback.heard.value]).toEqual([5, 2]);
  end();
});

const CONFIG = `<View><ParagraphLabels name="l" toName="d"><Label value="X"/></ParagraphLabels>
<Paragraphs name="d" value="$d" layout="dialogue"/></View>`;
const task = (value: unknown) => ({ values: { "0.1": { value } } });

describe("a dialogue on show", () => {
  test("speakers can be filtered, and hidden phrases are neither lost nor found", async () => {
    const list = ["Ann", "Bob", "Ann"].map((author, at) => ({ author, text: `words ${at}` }));
    const page = await show(CONFIG, task(list));
    expect(page.all("[data-phrase]").map((row) => row.textContent)).toEqual([
      "Annwords 0",
      "Bobwords 1",
      "Annwords 2",
    ]);
    const select = page.one<HTMLSelectElement>("select");
    select.value = "1";
    select.dispatchEvent(new Event("change", { bubbles: true }));
    await page.draw();
    expect(page.all<HTMLElement>("[data-phrase]").map((row) => row.hidden)).toEqual([true, false, true]);
  });
  test("what cannot be shown is a card with the reason", async () => {
    const page = await show(CONFIG, task([{ speaker: "A" }]));
    expect(page.one("[role=alert]").textContent).toMatch(/no “author” and “text”/);
    expect(page.one("[data-object=d] [data-surface]")).toBeTruthy();
  });
});
