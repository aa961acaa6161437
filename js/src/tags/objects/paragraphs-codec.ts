// Places in a dialogue: numbers of phrases as texts, and UTF-16 units inside them.
import type { Json, Region } from "../../core/editor";
import { text as attribute } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import type { Extent } from "../shapes/span-text";
import { type Phrase, stamp } from "./paragraphs-source";
import { blockAt } from "./text-blocks";
import { type Codec, changed, emptied, NOWHERE, outside, saysSame } from "./text-codec";

const STAMP = /\d{2,}:\d\d:\d\d - \d{2,}:\d\d:\d\d/g;

/** A whole number, also as text; null for anything else. */
function whole(value: Json | undefined): number | null {
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= 0 ? number : null;
}

/** One text of all phrases, a break between them; each phrase is a block. */
export function dialogueCodec(node: TagNode, phrases: readonly Phrase[]): Codec {
  let at = 0;
  const blocks = phrases.map(({ text }): Extent => {
    const start = at;
    at += text.length + 1;
    return { start, end: start + text.length };
  });
  const text = phrases.map((phrase) => phrase.text).join("\n");
  const none: Extent = { start: 0, end: 0 };
  const block = (number: number) => blocks[number] ?? none;

  /** The end of `phrase` that lies nearest to a stored offset, which may be none. */
  function inside(phrase: number, offset: Json | undefined, usual: number): number {
    const { start, end } = block(phrase);
    return Math.min(start + (whole(offset) ?? usual - start), end);
  }

  function place({ geometry }: Region): Extent | null {
    const first = whole(geometry.start);
    const last = geometry.end === undefined || geometry.end === null ? first : whole(geometry.end);
    if (first === null || last === null || !blocks[first] || !blocks[last]) return null;
    const start = inside(first, geometry.startOffset, block(first).start);
    const end = inside(last, geometry.endOffset, block(last).end);
    return end > start ? { start, end } : null;
  }

  /** Without the breaks at its ends, which belong to no phrase. */
  function fit({ start, end }: Extent): Extent | null {
    let [from, to] = [start, end];
    while (from < to && from === block(blockAt(blocks, from)).end) from++;
    while (to > from && to === block(blockAt(blocks, to)).start) to--;
    return from < to ? { start: from, end: to } : null;
  }

  /** Phrases as the reference saves them: a line each, after the line of its time. */
  function said(first: number, last: number, start: number, end: number): string {
    let all = "";
    for (let number = first; number <= last; number++) {
      const { start: from, end: to } = block(number);
      if (number > first) all += `\n${stamp(phrases[number] as Phrase)}\n`;
      all += text.slice(Math.max(from, start), Math.min(to, end));
    }
    return all;
  }

  return {
    text,
    blocks,
    dialogue: true,
    savesText: !["no", "false"].includes(attribute(node, "saveTextResult")),
    place,
    fit,
    geometry({ start, end }, saveText) {
      const first = blockAt(blocks, start);
      const last = blockAt(blocks, end - 1);
      return {
        start: String(first),
        end: String(last),
        startOffset: start - block(first).start,
        endOffset: Math.min(end, block(last).end) - block(last).start,
        ...(saveText && { text: said(first, last, start, end) }),
      };
    },
    fault(region) {
      const { start, end, startOffset, endOffset, text: saved } = region.geometry;
      const extent = place(region);
      if (whole(start) === null || whole(end ?? start) === null) return NOWHERE;
      const last = Number(end ?? start);
      const beyond = Number(endOffset) > block(last).end - block(last).start;
      const where = `phrase ${start}, ${startOffset} to phrase ${end ?? start}, ${endOffset}`;
      const [from, to] = [whole(startOffset), whole(endOffset)];
      const ends = last === Number(start) && from !== null && to !== null && to <= from;
      if (ends || last < Number(start)) return emptied(where);
      if (!extent || beyond) return outside(where, `${phrases.length} phrases`);
      const now = text.slice(extent.start, extent.end);
      if (typeof saved !== "string" || saysSame(saved.replace(STAMP, ""), now)) return "";
      // Names may stand between phrases, as the page showed them.
      const parts = now.split("\n");
      const crosses = parts.length > 1 && parts.every((part) => saved.includes(part.trim()));
      return crosses ? "" : changed(saved.replace(STAMP, ""), now);
    },
  };
}
