// What a span says: the text as Label Studio saves it, and where granularity moves its ends.

export type Granularity = "symbol" | "word" | "sentence" | "paragraph";

export interface Extent {
  /** UTF-16 units, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** What lies between two ends, whichever comes first. */
export function extentOf({ anchor, head }: { readonly anchor: number; readonly head: number }): Extent {
  return { start: Math.min(anchor, head), end: Math.max(anchor, head) };
}

const isBreak = (char: string | undefined) => char === "\n" || char === "\r";
const isBlank = (char: string | undefined) => char === " " || char === "\t";
export const isSpace = (char: string | undefined) => char !== undefined && /\s/.test(char);

/** What the page shows for the text: each break character breaks one line, CR LF one; no position moves. */
export function shownText(text: string): string {
  return text.replace(/\r\n?/g, (found) => (found === "\r" ? "\n" : " \n"));
}

/**
 * `value.text` of a span: white space as the reference's page shows it (a run of blanks is one, none
 * at the ends of a line), and each CR or LF as a backslash and an n. Empty when nothing of it shows.
 */
export function savedText(text: string, { start, end }: Extent): string {
  let saved = "";
  for (let at = start; at < end; at++) {
    const char = text[at];
    if (isBreak(char)) saved += "\\n";
    else if (!isBlank(char)) saved += char;
    else if (at > 0 && !isBlank(text[at - 1]) && !isBreak(text[at - 1])) {
      let next = at;
      while (isBlank(text[next])) next++;
      if (next < text.length && !isBreak(text[next])) saved += " ";
    }
  }
  return saved;
}

export function trimmed(text: string, { start, end }: Extent): Extent | null {
  let from = start;
  let to = end;
  while (from < to && isSpace(text[from])) from++;
  while (from < to && isSpace(text[to - 1])) to--;
  return from < to ? { start: from, end: to } : null;
}

/** The line that holds the character at `at`, without its break. */
export function lineAt(text: string, at: number): Extent {
  let start = at;
  let end = at;
  while (start > 0 && !isBreak(text[start - 1])) start--;
  while (end < text.length && !isBreak(text[end])) end++;
  return { start, end };
}

const LEFTWARD = /[\p{sc=Hebr}\p{sc=Arab}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Adlm}\p{sc=Rohg}]/u;
const LETTER = /\p{L}/u;

/** Whether a piece of text has letters that are written from right to left. */
export const isLeftward = (said: string): boolean => LEFTWARD.test(said);

/** Whether the character at a position is written from right to left; a blank is as its line. */
export function isLeftwardAt(text: string, at: number): boolean {
  const point = text.slice(at, at + 2);
  return /^[\p{L}\p{N}]/u.test(point) ? isLeftward([...point][0] ?? "") : runsLeft(text, at);
}

/** Whether the line at a position runs from right to left: its first letter says so. */
export function runsLeft(text: string, at: number): boolean {
  const { start, end } = lineAt(text, at);
  const [first] = LETTER.exec(text.slice(start, Math.min(end, start + REACH))) ?? [];
  return first !== undefined && isLeftward(first);
}

const REACH = 2000;

/** The segment around the character at `at`; long lines are looked at only nearby. */
export function segmentAt(text: string, at: number, unit: "grapheme" | "word" | "sentence"): Extent {
  const line = lineAt(text, at);
  const from = Math.max(line.start, at - REACH);
  // A sentence owns the break that ends its line.
  const to = Math.min(line.end + 2, text.length, at + REACH);
  const segments = new Intl.Segmenter(undefined, { granularity: unit }).segment(text.slice(from, to));
  const found = segments.containing(at - from);
  return found
    ? { start: from + found.index, end: from + found.index + found.segment.length }
    : { start: at, end: at };
}

/** Never cuts a surrogate pair: both halves belong to one code point. */
function wholePairs(text: string, { start, end }: Extent): Extent {
  const inside = (at: number) =>
    (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
  return { start: inside(start) ? start - 1 : start, end: inside(end) ? end + 1 : end };
}

/** The span that a selection makes, or null when it holds nothing that could be labeled. */
export function snapped(text: string, selected: Extent, granularity: Granularity): Extent | null {
  if (selected.end <= selected.start) return null;
  if (granularity === "symbol") {
    const span = wholePairs(text, selected);
    return savedText(text, span) === "" ? null : span;
  }
  const core = trimmed(text, selected);
  if (!core) return null;
  if (granularity === "paragraph") {
    return trimmed(text, { start: lineAt(text, core.start).start, end: lineAt(text, core.end - 1).end });
  }
  return {
    start: segmentAt(text, core.start, granularity).start,
    end: segmentAt(text, core.end - 1, granularity).end,
  };
}
