// Where the names of a selected span's labels stand, so that they cover no letter.

import type { Point } from "../../geometry/affine";
import type { Rect } from "../../geometry/rect";

/** Code units of text before and behind a span that its tag might cover. */
export const NEAR = 400;
const TAG_HEIGHT = 14;
const LETTER = 6.5;
const FRAME = 12;
const MOST = 240;
const GAP = 3;
const ASIDE = 8;
/** Of a line's height, at its top and its bottom: no letter is there. */
const BLANK = 2;

export const tagWidth = (text: string): number => Math.min(text.length * LETTER + FRAME, MOST);

export const above = ({ left, top }: Rect): Point => ({ x: left + ASIDE, y: top - GAP - TAG_HEIGHT });

/**
 * The first place without text: above the start, behind the last line, below the end; null where there is
 * none. `lines` are those of the text around the span, and its own.
 */
export function tagPlace(
  span: readonly Rect[],
  lines: readonly Rect[],
  width: number,
  room: number,
): Point | null {
  const [first, last] = [span[0], span.at(-1)];
  if (!first || !last) return null;
  const own = lines.filter((line) => Math.abs(line.top - last.top) < last.height / 2);
  const end = Math.max(...[...own, last].map((line) => line.left + line.width));
  const places = [
    above(first),
    { x: end + ASIDE, y: last.top + (last.height - TAG_HEIGHT) / 2 },
    { x: last.left + ASIDE, y: last.top + last.height + GAP },
  ];
  const covers =
    ({ x, y }: Point) =>
    (line: Rect) =>
      x < line.left + line.width &&
      x + width > line.left &&
      y < line.top + line.height - BLANK &&
      y + TAG_HEIGHT > line.top + BLANK;
  return places.find((at) => at.x + width <= room && !lines.some(covers(at))) ?? null;
}
