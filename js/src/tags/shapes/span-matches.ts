// Equal strings of a text: what a search finds, and where else a span's words stand.
import type { Extent } from "./span-text";

const SYNTAX = /[$()*+./?[\\\]^{|}]/g;
const LETTER = /[\p{L}\p{N}\p{M}_]/u;
/** Scripts that set no blanks between words, so that no boundary can be seen. */
const JOINED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** Matches of all there are; more are not worth counting. */
export const MOST_MATCHES = 10_000;

export interface MatchOptions {
  readonly sameCase: boolean;
  /** Only where no word goes on at either end. */
  readonly whole: boolean;
}

const isLetter = (point: string) => LETTER.test(point) && !JOINED.test(point);

function pointBefore(text: string, at: number): string {
  const pair = at > 1 && (text.charCodeAt(at - 1) & 0xfc00) === 0xdc00;
  return text.slice(at - (pair ? 2 : 1), at);
}

const pointAt = (text: string, at: number): string =>
  at < text.length ? String.fromCodePoint(text.codePointAt(at) as number) : "";

/** Whether a word could end, or begin, at a position. */
export function isBoundary(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return true;
  return !(isLetter(pointBefore(text, at)) && isLetter(pointAt(text, at)));
}

/**
 * Where a text says the same, by start, none overlapping; any white space stands for any other.
 * A match never begins or ends inside a surrogate pair.
 */
export function matchesOf(text: string, wanted: string, { sameCase, whole }: MatchOptions): Extent[] {
  const words = wanted.trim().split(/\s+/);
  if (words[0] === "") return [];
  const pattern = words.map((word) => word.replace(SYNTAX, "\\$&")).join("\\s+");
  const found: Extent[] = [];
  for (const match of text.matchAll(new RegExp(pattern, sameCase ? "gu" : "giu"))) {
    const extent = { start: match.index, end: match.index + match[0].length };
    if (!whole || (isBoundary(text, extent.start) && isBoundary(text, extent.end))) found.push(extent);
    if (found.length === MOST_MATCHES) break;
  }
  return found;
}
