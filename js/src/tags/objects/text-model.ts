// What the pieces of one shown text share: its blocks, its spans, the caret, and making a span.
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import { sameList } from "../../core/annotations";
import type { Editor, Region } from "../../core/editor";
import { text as attribute } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import type { Root } from "../../ui/context";
import { type Span, type Stacked, stack } from "../shapes/span";
import { type Extent, extentOf, type Granularity, shownText, snapped } from "../shapes/span-text";
import { captionsOf, type End, granularityOf, mayDraw, pulledBy, reshape, type Spans } from "./span-edit";
import { positionOf } from "./text-blocks";
import type { Codec } from "./text-codec";
import type { Mark } from "./text-measure";

/** A keyboard selection in UTF-16 units; `head` is where the caret stands. */
export interface Caret {
  readonly anchor: number;
  readonly head: number;
}

export interface TextModel extends Spans {
  readonly root: Root;
  readonly text: string;
  readonly shown: string;
  readonly blocks: readonly Extent[];
  readonly codec: Codec;
  /** Numbers of blocks that are filtered out of sight. */
  readonly unseen: Signal<ReadonlySet<number>>;
  /** Those that reach into each block; the same list as long as nothing in it changed. */
  readonly inBlock: ReadonlySignal<readonly (readonly Stacked[])[]>;
  /** Size of the text block, so that what was measured is measured again. */
  readonly size: Signal<string>;
  readonly caret: Signal<Caret | null>;
  /** Where a span was clicked last. */
  readonly pressed: Signal<number | null>;
  /** What a search found, by start, and which of it was gone to. */
  readonly found: Signal<readonly Extent[]>;
  readonly gone: Signal<number>;
  /** Whether the search box is open. */
  readonly finding: Signal<boolean>;
  /** Marks of the blocks in sight: a click may come before the next painting. */
  readonly marks: Map<number, () => readonly Mark[]>;
  /** Changes when a block comes into sight or leaves it. */
  readonly sighted: Signal<number>;
  /** Elements: the text block, and the box that scrolls it. */
  content: HTMLElement | null;
  scroller: HTMLElement | null;
}

export function textModel(editor: Editor, root: Root, node: TagNode, codec: Codec): TextModel {
  const name = node.name ?? "";
  const { text, blocks } = codec;
  const shown = shownText(text);
  const known = new WeakMap<Region, Span | null>();
  const kept = new WeakMap<Span, Stacked>();
  const startOf = (at: number) => blocks[at]?.start ?? Number.POSITIVE_INFINITY;
  let before: readonly (readonly Stacked[])[] = [];
  const place = (region: Region): Span | null => {
    if (region.object !== name || region.shape !== "span") return null;
    let span = known.get(region);
    if (span === undefined) {
      const extent = codec.place(region);
      span = extent && { region, start: extent.start, end: extent.end };
      known.set(region, span);
    }
    return span;
  };
  let placed: readonly Region[] = [];
  let places: readonly (Span | null)[] = [];
  const spans = computed(() => {
    const hidden = editor.hidden.value;
    const regions = editor.regions.value;
    // Nearly all stand where they stood: comparing is faster than looking them up.
    places = regions.map((region, at) => (region === placed[at] ? (places[at] ?? null) : place(region)));
    placed = regions;
    return places.filter((span): span is Span => span !== null && !hidden.has(span.region.id));
  });
  const stacked = computed(() => stack(spans.value, kept));
  const inBlock = computed(() => {
    const lists: Stacked[][] = blocks.map(() => []);
    let first = 0;
    for (const one of stacked.value) {
      // By start: the first block of a span is never before that of the last one.
      while (first + 1 < blocks.length && startOf(first + 1) <= one.span.start) first++;
      for (let at = first; at === first || startOf(at) < one.span.end; at++) lists[at]?.push(one);
    }
    before = lists.map((list, at) => (sameList(list, before[at] ?? []) ? (before[at] ?? list) : list));
    return before;
  });
  return {
    editor,
    root,
    node,
    name,
    text,
    shown,
    blocks,
    codec,
    unseen: signal<ReadonlySet<number>>(new Set()),
    stacked,
    inBlock,
    span(id) {
      const region = typeof id === "string" && !editor.hidden.value.has(id) ? editor.region(id) : undefined;
      return region && (place(region) ?? undefined);
    },
    captions: captionsOf(editor, node),
    size: signal(""),
    caret: signal<Caret | null>(null),
    pressed: signal<number | null>(null),
    pulled: signal<Span | null>(null),
    found: signal<readonly Extent[]>([]),
    gone: signal(-1),
    finding: signal(false),
    marks: new Map(),
    sighted: signal(0),
    content: null,
    scroller: null,
  };
}

/** The position at a point of the window. */
export function positionAt({ root, content, blocks }: TextModel, x: number, y: number): number | null {
  const place = root.caretAt(x, y);
  return place && content ? positionOf(content, blocks, place.node, place.offset) : null;
}

/** The extent of the page's selection, or null when it is empty or reaches outside of the text. */
export function selectedExtent(model: TextModel): Extent | null {
  const range = model.root.selectedRange();
  if (!range || !model.content) return null;
  const from = positionOf(model.content, model.blocks, range.startContainer, range.startOffset);
  const to = positionOf(model.content, model.blocks, range.endContainer, range.endOffset);
  if (from === null || to === null || from === to) return null;
  return extentOf({ anchor: from, head: to });
}

/** A phrase is never cut by words. */
const granularity = (model: TextModel): Granularity =>
  granularityOf(model, model.codec.dialogue ? "" : attribute(model.node, "granularity"));

/** Makes a span with the active labels; false leaves the selection as it is. */
export function drawSpan(model: TextModel, selected: Extent): boolean {
  const { editor, name, codec, root, text } = model;
  if (!mayDraw(model)) return false;
  const snap = snapped(text, selected, granularity(model));
  const extent = snap && codec.fit(snap);
  root.clearSelection();
  const end = extent?.end ?? selected.end;
  // Who labels by keys goes on from here.
  model.caret.value =
    model.content?.matches(":focus") && model.caret.peek() ? { anchor: end, head: end } : null;
  return extent !== null && editor.draw(name, "span", codec.geometry(extent, codec.savesText)) !== null;
}

/** Where a pulled end comes to lie: by granularity, and never past the other end. */
export function pulledTo(model: TextModel, span: Span, end: End, at: number): Span {
  const { codec, text } = model;
  return pulledBy(span, end, at, (raw) => codec.fit(snapped(text, raw, granularity(model)) ?? raw));
}

export const reshapeSpan = (model: TextModel, span: Span) =>
  reshape(model, span, (saveText) => model.codec.geometry(span, saveText));
