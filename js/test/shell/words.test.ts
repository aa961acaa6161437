import { describe, expect, it } from "vitest";
import { duration, startPace, step, timeLeft } from "../../src/shell/pace";
import { dataState, type SaveFacts, saveText } from "../../src/shell/save-text";
import { center, place } from "../../src/ui/place";
import { luminance, textOn } from "../../src/ui/theme";

const facts: SaveFacts = { link: "live", save: "saved", waiting: 0, why: "", lastSaved: 1, settled: true };

describe("how labels are doing", () => {
  it.each<[Partial<SaveFacts>, string, string]>([
    [{}, "saved", "✓ saved"],
    [{ lastSaved: null }, "ready", ""],
    [{ save: "saving", waiting: 1 }, "saving", "saving"],
    [
      { save: "unsaved", waiting: 3, why: "the kernel is busy" },
      "unsaved",
      "3 not saved yet: the kernel is busy",
    ],
    [{ save: "error", waiting: 2, why: "disk full" }, "error", "2 not saved yet: disk full"],
    [{ link: "connecting", settled: false }, "loading", ""],
    [{ settled: false }, "loading", "✓ saved"],
    [{ link: "silent" }, "error", ""],
    [{ link: "silent", waiting: 4, save: "offline" }, "error", "4 not saved yet: the kernel does not answer"],
  ])("%o is %s: %s", (more, state, text) => {
    expect(dataState({ ...facts, ...more })).toBe(state);
    expect(saveText({ ...facts, ...more })).toBe(text);
  });
});

describe("the time left", () => {
  const minute = 60_000;
  it("is not guessed before ten tasks", () => {
    let pace = startPace(0, 0);
    for (let done = 1; done <= 9; done++) pace = step(pace, done, done * minute);
    expect(timeLeft(pace, 100)).toBe("");
    expect(timeLeft(step(pace, 10, 10 * minute), 30)).toBe("about 30 min left");
  });

  it("does not count a lunch, nor tasks that come in one batch twice", () => {
    let pace = startPace(0, 0);
    for (let done = 1; done <= 10; done++) pace = step(pace, done, done * minute);
    pace = step(pace, 11, 100 * minute);
    pace = step(pace, 15, 104 * minute);
    expect(timeLeft(pace, 60)).toBe("about 1 h left");
  });

  it("says nothing when nothing is left", () => {
    let pace = startPace(0, 0);
    for (let done = 1; done <= 12; done++) pace = step(pace, done, done * minute);
    expect(timeLeft(pace, 0)).toBe("");
    expect(duration(90 * minute)).toBe("1.5 h");
  });
});

describe("where floating pieces go", () => {
  const bounds = { left: 0, top: 0, right: 800, bottom: 600 };
  const anchor = { left: 700, top: 10, right: 760, bottom: 40 };
  it("below the anchor and inside the window", () => {
    expect(place(anchor, { width: 200, height: 100 }, bounds, "start")).toMatchObject({ left: 592, top: 44 });
    expect(place(anchor, { width: 200, height: 100 }, bounds, "end")).toMatchObject({ left: 560, top: 44 });
  });
  it("above it where there is more room", () => {
    const low = { left: 10, top: 550, right: 60, bottom: 580 };
    expect(place(low, { width: 100, height: 200 }, bounds, "start").top).toBe(346);
  });
  it("in the middle of what is seen of a long view", () => {
    const view = { left: 100, top: -2000, right: 700, bottom: 3000 };
    expect(center(view, { width: 200, height: 100 }, bounds)).toMatchObject({ left: 300, top: 40 });
  });
});

describe("light and dark", () => {
  it("reads computed colours", () => {
    expect(luminance("rgb(255, 255, 255)")).toBeCloseTo(1);
    expect(luminance("rgba(0, 0, 0, 0)")).toBe(null);
    expect(luminance("rgb(17 17 17 / 1)")).toBeLessThan(0.02);
  });
  it("text on a colour has at least 4.5:1", () => {
    for (let value = 0; value <= 255; value++) {
      const light = luminance(`rgb(${value}, ${value}, ${value})`) as number;
      const other = textOn(light) === "#000" ? 0 : 1;
      const contrast = (Math.max(light, other) + 0.05) / (Math.min(light, other) + 0.05);
      expect(contrast).toBeGreaterThanOrEqual(4.5);
    }
  });
});
