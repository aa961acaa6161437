// Label names beside spans: only where they cover no text.
import type { Rect } from "../../geometry/rect";
import { isLeftward, lineAt } from "../shapes/span-text";
import type { Caption } from "./span-marks";
import type { Mark } from "./text-measure";

const LEAST = 40;
const GAP = 4;

const sameLine = (a: Rect, b: Rect) => Math.abs(a.top - b.top) < a.height / 2;

function caption(mark: Mark, left: number, width: number): Caption {
  const { region } = mark.of.span;
  const { top, height, key } = mark;
  return { key, text: region.labels.join(", "), color: region.color, left, top, width, height };
}

/** Above the start of each span, as wide as the next one on the line lets it be. */
function above(marks: readonly Mark[], _shown: string, lineWidth: number): Caption[] {
  const starts = marks.filter((mark) => mark.first).sort((a, b) => a.top - b.top || a.left - b.left);
  return starts.map((mark, at) => {
    const next = starts.slice(at + 1).find((other) => sameLine(mark, other));
    return caption(mark, mark.left, (next ? next.left - 2 : lineWidth) - mark.left);
  });
}

/**
 * Behind spans that end where their line of text ends, if the rest of the line has room. In a line of
 * both directions the end of the text may stand in its middle.
 */
function behind(marks: readonly Mark[], shown: string, lineWidth: number): Caption[] {
  const ends = marks.filter(({ last, of }) => {
    const next = shown[of.span.end];
    const atEnd = last && of.level === 0 && (next === undefined || next === "\n");
    return atEnd && !isLeftward(shown.slice(lineAt(shown, of.span.end).start, of.span.end));
  });
  return ends
    .filter((mark) => lineWidth - mark.left - mark.width > LEAST)
    .map((mark) => {
      const left = mark.left + mark.width + GAP;
      return caption(mark, left, lineWidth - left);
    });
}

/** Captions by where the view wants them. */
export const captionsOf = { above, behind, none: (): Caption[] => [] };
