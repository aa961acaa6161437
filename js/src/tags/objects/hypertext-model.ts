// What the pieces of one shown document share: its text, its page, its spans, the caret, making a span.
import { computed, type Signal, signal } from "@preact/signals-core";
import type { Editor, Region } from "../../core/editor";
import { text as attribute } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import type { Root } from "../../ui/context";
import { type Span, type Stacked, stack } from "../shapes/span";
import { type Extent, type Granularity, segmentAt } from "../shapes/span-text";
import { htmlGeometry, placeOf } from "./hypertext-codec";
import type { Page } from "./hypertext-page";
import { type HtmlText, isBorder, lineAt, selectedText, UNSEEN } from "./hypertext-text";
import { captionsOf, type End, granularityOf, mayDraw, pulledBy, reshape, type Spans } from "./span-edit";

/** A selection in UTF-16 units; `head` is where the caret stands. */
export interface Caret {
  readonly anchor: number;
  readonly head: number;
  /** With a mouse the label is chosen first; what was selected otherwise becomes a span by a label. */
  readonly by: "mouse" | "touch" | "keys";
  /** Where one line ends and the next begins without a character between: at the end of the first. */
  readonly behind?: boolean;
}

export interface HtmlModel extends Spans {
  readonly root: Root;
  readonly doc: HtmlText;
  /** The nodes on show; null until a frame has loaded, another one when it loads again. */
  readonly page: Signal<Page | null>;
  /** Changes when what was measured lies elsewhere. */
  readonly layout: Signal<string>;
  readonly caret: Signal<Caret | null>;
  /** Elements: the document's box, whose corner rectangles are counted from, and the box that scrolls it. */
  surface: HTMLElement | null;
  scroller: HTMLElement | null;
}

export function htmlModel(editor: Editor, root: Root, node: TagNode, doc: HtmlText): HtmlModel {
  const name = node.name ?? "";
  const known = new WeakMap<Region, Span | null>();
  const kept = new WeakMap<Span, Stacked>();
  const place = (region: Region): Span | null => {
    let span = known.get(region);
    if (span === undefined) {
      const extent = region.shape === "span" ? placeOf(region, doc) : null;
      span = extent && { region, ...extent };
      known.set(region, span);
    }
    return span;
  };
  const spans = computed(() => {
    const hidden = editor.hidden.value;
    const own = editor.regions.value.filter(({ object }) => object === name);
    return own.map(place).filter((span): span is Span => span !== null && !hidden.has(span.region.id));
  });
  return {
    editor,
    root,
    node,
    name,
    doc,
    page: signal<Page | null>(null),
    stacked: computed(() => stack(spans.value, kept)),
    span(id) {
      const region = typeof id === "string" && !editor.hidden.value.has(id) ? editor.region(id) : undefined;
      return region?.object === name ? (place(region) ?? undefined) : undefined;
    },
    captions: captionsOf(editor, node),
    layout: signal(""),
    caret: signal<Caret | null>(null),
    pulled: signal<Span | null>(null),
    surface: null,
    scroller: null,
  };
}

/** Ends on what can be seen; null when nothing of it can. */
export function seen({ flow }: HtmlText, { start, end }: Extent): Extent | null {
  let from = start;
  let to = end;
  while (from < to && flow[from] === UNSEEN) from++;
  while (from < to && flow[to - 1] === UNSEEN) to--;
  return from < to ? { start: from, end: to } : null;
}

/** The word, sentence or line around a character. */
export function partAt(doc: HtmlText, at: number, unit: "grapheme" | "word" | "sentence" | "line"): Extent {
  const line = lineAt(doc, at);
  if (unit === "line") return line;
  // What is not shown keeps its place as a character that parts nothing.
  const shown = doc.flow.slice(line.start, line.end).replaceAll(UNSEEN, "\u2060");
  const { start, end } = segmentAt(shown, at - line.start, unit);
  return { start: line.start + start, end: line.start + end };
}

const isBlank = (char: string | undefined) => char === undefined || char === UNSEEN || /\s/.test(char);

function trimmed({ flow }: HtmlText, { start, end }: Extent): Extent | null {
  let from = start;
  let to = end;
  while (from < to && isBlank(flow[from])) from++;
  while (from < to && isBlank(flow[to - 1])) to--;
  return from < to ? { start: from, end: to } : null;
}

/** The span that a selection makes, or null when it holds nothing that could be labeled. */
export function snapped(doc: HtmlText, selected: Extent, granularity: Granularity): Extent | null {
  const { points } = doc;
  if (granularity === "symbol") {
    // A surrogate pair is never cut.
    const last = points.toUnit(points.fromUnit(selected.end));
    const end = last < selected.end ? points.toUnit(points.fromUnit(selected.end) + 1) : last;
    const whole = seen(doc, { start: points.toUnit(points.fromUnit(selected.start)), end });
    return whole && selectedText(doc, whole) !== "" ? whole : null;
  }
  const core = trimmed(doc, selected);
  if (!core) return null;
  const unit = granularity === "paragraph" ? "line" : granularity;
  const whole = { start: partAt(doc, core.start, unit).start, end: partAt(doc, core.end - 1, unit).end };
  return unit === "line" ? trimmed(doc, whole) : seen(doc, whole);
}

/** A double click marks a word, a triple click the line. */
export function clickedPart(doc: HtmlText, at: number, clicks: number): Extent | null {
  return trimmed(doc, partAt(doc, at, clicks === 2 ? "word" : "line"));
}

const granularity = (model: HtmlModel): Granularity =>
  granularityOf(model, attribute(model.node, "granularity"));

export const savesText = (node: TagNode) =>
  attribute(node, "saveTextResult")
    ? !["no", "false"].includes(attribute(node, "saveTextResult"))
    : attribute(node, "valueType") !== "url";

const caretAt = (at: number): Caret => ({ anchor: at, head: at, by: "keys" });

/** Makes a span with the active labels; false leaves the selection as it is. */
export function drawSpan(model: HtmlModel, selected: Extent): boolean {
  const { editor, name, node, doc } = model;
  if (!mayDraw(model)) return false;
  const extent = snapped(doc, selected, granularity(model));
  const by = model.caret.peek()?.by;
  // By keys one goes on from there.
  model.caret.value =
    extent && by === "keys" ? { ...caretAt(extent.end), behind: isBorder(doc, extent.end) } : null;
  return extent !== null && editor.draw(name, "span", htmlGeometry(doc, extent, savesText(node))) !== null;
}

/** Where a pulled end comes to lie: by granularity, and never past the other end. */
export const pulledTo = (model: HtmlModel, span: Span, end: End, at: number): Span =>
  pulledBy(span, end, at, (raw) => snapped(model.doc, raw, granularity(model)));

export const reshapeSpan = (model: HtmlModel, span: Span) =>
  reshape(model, span, (saveText) => htmlGeometry(model.doc, span, saveText));
