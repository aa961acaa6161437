// A document as a reader reads it: its shown text, one line after another. The search box, the map of spans
// and the actions on texts work on it as they do on a Text.
import { effect } from "@preact/signals-core";
import { isObject } from "../../core/json";
import type { TextCommands, ViewContext } from "../../ui/context";
import { offset } from "../shapes/span";
import type { Extent } from "../shapes/span-text";
import { htmlGeometry, placeOf } from "./hypertext-codec";
import { reveal } from "./hypertext-keys";
import { type HtmlModel, savesText, seen } from "./hypertext-model";
import { type HtmlText, lineNumber, selectedText, UNSEEN } from "./hypertext-text";
import { blockAt } from "./text-blocks";
import { type Codec, changed, emptied, saysSame } from "./text-codec";
import { textCommands } from "./text-commands";
import { type TextModel, textModel } from "./text-model";

export interface Lines {
  readonly text: string;
  readonly blocks: readonly Extent[];
  /** The extent of the document's own text, and back. */
  inDoc(extent: Extent): Extent;
  ofDoc(extent: Extent): Extent;
}

/** Between two lines stands one more character than in the document; what is not shown is a blank. */
export function linesOf(doc: HtmlText): Lines {
  const { lines, flow } = doc;
  const blocks = lines.map(({ start, end }, at) => ({ start: start + at, end: end + at }));
  const inDoc = (at: number) => {
    const number = blockAt(blocks, at);
    return Math.min(at - number, lines[number]?.end ?? 0);
  };
  const ofDoc = (at: number) => at + lineNumber(doc, at);
  // An end at a border is that of the line before it.
  const both = ({ start, end }: Extent, of: (at: number) => number): Extent => ({
    start: of(start),
    end: end > start ? of(end - 1) + 1 : of(start),
  });
  return {
    text: lines.map(({ start, end }) => flow.slice(start, end).replaceAll(UNSEEN, " ")).join("\n"),
    blocks,
    inDoc: (extent) => both(extent, inDoc),
    ofDoc: (extent) => both(extent, ofDoc),
  };
}

/** Why a stored region is not what it was when it was made, in one sentence; else empty. */
const LONGEST_PLACE = 120;

function faultOf(doc: HtmlText, { geometry }: Parameters<Codec["fault"]>[0]): string {
  const { start, startOffset, end, endOffset, globalOffsets, text: saved } = geometry;
  const extent = placeOf({ geometry }, doc);
  if (!extent) {
    const numbers = isObject(globalOffsets) ? globalOffsets : { start, end };
    const [from, to] = [offset(numbers.start), offset(numbers.end)];
    if (from !== null && to !== null && to <= from) return emptied(`${from} to ${to}`);
    if (start === end && startOffset !== undefined && startOffset === endOffset)
      return emptied(`${start}, ${startOffset}`.slice(0, LONGEST_PLACE));
    const where = typeof start === "string" ? start : JSON.stringify(globalOffsets ?? start ?? null);
    return `has no place in this document: ${where.slice(0, LONGEST_PLACE)}`;
  }
  const now = selectedText(doc, extent);
  const same = typeof saved !== "string" || saysSame(saved.toLowerCase(), now.toLowerCase());
  return same ? "" : changed(saved, now);
}

export interface Reading {
  readonly text: TextModel;
  readonly lines: Lines;
}

export function readingOf(model: HtmlModel): Reading {
  const { editor, root, node, doc } = model;
  const lines = linesOf(doc);
  const fitted = (extent: Extent) => seen(doc, lines.inDoc(extent));
  const codec: Codec = {
    text: lines.text,
    blocks: lines.blocks,
    dialogue: false,
    savesText: savesText(node),
    place(region) {
      const extent = placeOf(region, doc);
      return extent && lines.ofDoc(extent);
    },
    fit(extent) {
      const fits = fitted(extent);
      return fits && lines.ofDoc(fits);
    },
    geometry: (extent, saveText) => htmlGeometry(doc, fitted(extent) ?? lines.inDoc(extent), saveText),
    fault: (region) => faultOf(doc, region),
  };
  return { text: textModel(editor, root, node, codec), lines };
}

/** Keeps both sides in step and offers the actions; returns the end of it. */
export function joinReading(model: HtmlModel, reading: Reading, texts: ViewContext["texts"]): () => void {
  const { text, lines } = reading;
  const { surface } = model;
  const focus = () => surface?.focus({ preventScroll: true });
  const own = textCommands(text, null);
  const commands: TextCommands = {
    ...own,
    nextSpan(back) {
      own.nextSpan(back);
      focus();
    },
  };
  text.scroller = model.scroller;
  let mirrored = text.caret.peek();
  let wasFinding = false;
  const ends = [
    effect(() => {
      const caret = model.caret.value;
      const at = (place: number) => lines.ofDoc({ start: place, end: place }).start;
      mirrored = caret && { anchor: at(caret.anchor), head: at(caret.head) };
      text.caret.value = mirrored;
    }),
    effect(() => {
      const caret = text.caret.value;
      if (caret === mirrored) return;
      const place = caret && lines.inDoc({ start: caret.anchor, end: caret.head });
      model.caret.value = place && { anchor: place.start, head: place.end, by: "keys" };
    }),
    effect(() => {
      const extent = text.found.value[text.gone.value];
      if (extent) reveal(model, lines.inDoc(extent));
    }),
    effect(() => {
      const finding = text.finding.value;
      if (wasFinding && !finding) focus();
      wasFinding = finding;
    }),
  ];
  const toFront = () => {
    texts.delete(model.name);
    texts.set(model.name, commands);
  };
  toFront();
  surface?.addEventListener("focus", toFront);
  return () => {
    for (const end of ends) end();
    surface?.removeEventListener("focus", toFront);
    if (texts.get(model.name) === commands) texts.delete(model.name);
  };
}

/** Where the caret of a click is, so that a span can be split there. */
export function press({ text, lines }: Reading, at: number | null): void {
  text.pressed.value = at === null ? null : lines.ofDoc({ start: at, end: at }).start;
}
