import { describe, expect, test } from "vitest";
import { isBoundary, MOST_MATCHES, matchesOf } from "../../src/tags/shapes/span-matches";

const said = (text: string, wanted: string, sameCase = false, whole = false) =>
  matchesOf(text, wanted, { sameCase, whole }).map(({ start, end }) => text.slice(start, end));

describe("equal strings of a text", () => {
  test("signs of patterns are letters like any other", () => {
    expect(said("a.b axb a.b [x](y) $^", "a.b")).toEqual(["a.b", "a.b"]);
    expect(said("a.b [x](y) $^", "[x](y) $^")).toEqual(["[x](y) $^"]);
    expect(said("a/b-c{2} \\d", "a/b-c{2} \\d")).toEqual(["a/b-c{2} \\d"]);
  });
  test("any white space stands for any other", () => {
    expect(said("New York, New\nYork, New \t York", "New York")).toHaveLength(3);
  });
  test("case counts only when it is asked for", () => {
    expect(said("Anna anna ANNA", "anna")).toHaveLength(3);
    expect(said("Anna anna ANNA", "anna", true)).toEqual(["anna"]);
  });
  test("a changed case never moves positions", () => {
    const text = "İİİ straße İ Anna";
    const [found] = matchesOf(text, "anna", { sameCase: false, whole: true });
    expect(found && text.slice(found.start, found.end)).toBe("Anna");
  });
  test("whole words end where letters, digits and marks end", () => {
    expect(said("art cart arts art. art's 'art' art_ art2 art\u0301", "art", true, true)).toHaveLength(4);
    expect(said("кот котик кот", "кот", true, true)).toHaveLength(2);
  });
  test("scripts without blanks have words everywhere", () => {
    expect(said("東京都と東京", "東京", true, true)).toHaveLength(2);
  });
  test("never inside of a surrogate pair, whatever is searched", () => {
    expect(said("a😀b😀", "😀")).toEqual(["😀", "😀"]);
    expect(said("a😀b", "\ud83d")).toEqual([]);
    expect(said("a\ud83db", "\ud83d")).toEqual(["\ud83d"]);
  });
  test("nothing is found for nothing, and not without end", () => {
    expect(said("some text", " \n ")).toEqual([]);
    expect(said("a ".repeat(MOST_MATCHES + 5), "a")).toHaveLength(MOST_MATCHES);
  });
  test("ends of the text are boundaries", () => {
    expect([isBoundary("ab", 0), isBoundary("ab", 1), isBoundary("ab", 2)]).toEqual([true, false, true]);
  });
});
