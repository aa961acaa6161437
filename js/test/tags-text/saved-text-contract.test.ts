import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { codePoints } from "../../src/geometry/offsets";
import { savedText } from "../../src/tags/shapes/span-text";

type Case = { name: string; text: string; start: number; end: number; saved: string };

const cases: Case[] = JSON.parse(
  readFileSync(new URL("../../../tests/contract/text/saved.json", import.meta.url), "utf8"),
);

describe("the span fixtures shared with Python", () => {
  it.each(cases)("$name", ({ text, start, end, saved }) => {
    const points = codePoints(text);
    expect(savedText(text, { start: points.toUnit(start), end: points.toUnit(end) })).toBe(saved);
  });
});
