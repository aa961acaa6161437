import { expect, it } from "vitest";
import { tagPlace } from "../../src/tags/objects/text-tag";

/** Lines of a text of 22 pixels each, whose letters are 18 high, of these widths. */
const linesOf = (...widths: number[]) =>
  widths.map((width, at) => ({ left: 0, top: 22 * at, width, height: 18 }));
const piece = (line: number, left: number, width: number) => ({ left, top: 22 * line, width, height: 18 });
const WIDTH = 40;
const ROOM = 400;

it("a tag stands above the first line and over blank ends of lines, where it hides nothing", () => {
  const lines = linesOf(390, 200, 390);
  expect(tagPlace([piece(0, 50, 60)], lines, WIDTH, ROOM)).toEqual({ x: 58, y: -17 });
  expect(tagPlace([piece(2, 250, 60)], lines, WIDTH, ROOM)).toEqual({ x: 258, y: 27 });
});

it("else behind the line, else below it, else nowhere", () => {
  expect(tagPlace([piece(1, 50, 60)], linesOf(390, 200, 390), WIDTH, ROOM)).toEqual({ x: 208, y: 24 });
  expect(tagPlace([piece(1, 50, 60)], linesOf(390, 390), WIDTH, ROOM)).toEqual({ x: 58, y: 43 });
  expect(tagPlace([piece(1, 50, 60)], linesOf(390, 390, 390), WIDTH, ROOM)).toBeNull();
  expect(tagPlace([], [], WIDTH, ROOM)).toBeNull();
});
