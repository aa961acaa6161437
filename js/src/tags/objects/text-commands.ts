// What actions do with a text on show: search, go through its spans, and edit several spans in one step.
import type { Geometry, Region } from "../../core/editor";
import type { TextCommands } from "../../ui/context";
import type { Span } from "../shapes/span";
import { isBoundary, MOST_MATCHES, matchesOf } from "../shapes/span-matches";
import { type Extent, segmentAt, trimmed } from "../shapes/span-text";
import { nextSpan } from "./span-keys";
import { blockAt } from "./text-blocks";
import { quoted } from "./text-codec";
import { drawSpan, type TextModel } from "./text-model";
import { phraseCommands } from "./text-phrases";

const sameLabels = (one: Region, other: Region) =>
  one.labels.length === other.labels.length && one.labels.every((label) => other.labels.includes(label));

const savesText = ({ geometry }: Region) => "text" in geometry;

/** Selected spans of this text that may be changed, by start. */
function chosen({ editor, span }: TextModel): Span[] {
  if (editor.readOnly.peek()) return [];
  const spans = editor.selection.peek().map((id) => (editor.canEdit(id) ? span(id) : undefined));
  return spans.filter((one): one is Span => one !== undefined).sort((a, b) => a.start - b.start);
}

/** The only selected span; null when none or several are selected. */
function single(model: TextModel): Span | null {
  const [only] = chosen(model);
  return only && model.editor.selection.peek().length === 1 ? only : null;
}

/** Both halves of a span cut where the caret stands or the span was clicked, without blanks at the cut. */
function halves(model: TextModel): { readonly span: Span; readonly parts: readonly Extent[] } | null {
  const span = single(model);
  const at = model.caret.peek()?.head ?? model.pressed.peek();
  if (!span || at === null || at <= span.start || at >= span.end) return null;
  const { start: cut } = segmentAt(model.text, at, "grapheme");
  const parts: (Extent | null)[] = [];
  for (const [start, end] of [
    [span.start, cut],
    [cut, span.end],
  ] as const) {
    const core = trimmed(model.text, { start, end });
    const kept = core && { start: start === cut ? core.start : start, end: end === cut ? core.end : end };
    parts.push(kept && model.codec.fit(kept));
  }
  return parts.every((part): part is Extent => part !== null) ? { span, parts } : null;
}

/** Several selected spans with the same labels that overlap, touch, or have only blanks between them. */
function mergeable(model: TextModel): { readonly spans: readonly Span[]; readonly all: Extent } | null {
  const spans = chosen(model);
  const [first, ...rest] = spans;
  if (!first || rest.length === 0 || spans.length < model.editor.selection.peek().length) return null;
  let { end } = first;
  for (const span of rest) {
    const apart = model.text.slice(end, span.start);
    if (/\S/.test(apart) || !sameLabels(first.region, span.region)) return null;
    end = Math.max(end, span.end);
  }
  return { spans, all: { start: first.start, end } };
}

/** How many more regions may carry all of these labels. */
function room({ editor, name }: TextModel, { labels }: Region): number {
  const left = editor
    .labelControls(name)
    .flatMap((control) => editor.labelChoices(control.name ?? ""))
    .flatMap((choice) => (choice.left !== null && labels.includes(choice.stored) ? [choice.left] : []));
  return Math.min(MOST_MATCHES, ...left);
}

/** Extents that no region with the same labels reaches into; both lists by start. */
function free(model: TextModel, region: Region, matches: readonly Extent[]): Extent[] {
  const taken = model.editor.regions
    .peek()
    .filter((one) => one.object === model.name && sameLabels(one, region))
    .flatMap((one) => model.codec.place(one) ?? [])
    .sort((a, b) => a.start - b.start);
  let at = 0;
  let reach = 0;
  return matches.filter(({ start, end }) => {
    for (; at < taken.length && (taken[at] as Extent).start < end; at++)
      reach = Math.max(reach, (taken[at] as Extent).end);
    return reach <= start && !model.unseen.peek().has(blockAt(model.blocks, start));
  });
}

function labelMatches(model: TextModel, whole: boolean): void {
  const { editor, text, codec } = model;
  const span = single(model);
  if (!span) return;
  const said = text.slice(span.start, span.end);
  const words = whole && isBoundary(text, span.start) && isBoundary(text, span.end);
  const extents = free(model, span.region, matchesOf(text, said, { sameCase: true, whole: words }));
  const fits = extents.slice(0, room(model, span.region));
  if (fits.length === 0) {
    editor.say(extents.length > 0 ? "The label is used up." : `Nothing else says ${quoted(said)}.`);
    return;
  }
  const saves = savesText(span.region);
  const geometries: Geometry[] = [span.region.geometry];
  for (const extent of fits) geometries.push(codec.geometry(extent, saves));
  editor.recast(new Map([[span.region.id, geometries]]), "span", `Label all ${quoted(said)}`);
  const places = fits.length === 1 ? "one more place" : `${fits.length} more places`;
  const rest = extents.length - fits.length;
  editor.say(
    `Labeled ${places} with ${quoted(said)}.${rest ? ` The label is used up before ${rest} more.` : ""}`,
  );
}

export function textCommands(model: TextModel, playback: { playOrPause(): void } | null): TextCommands {
  const { editor, codec } = model;
  const shape = "span";
  return {
    find() {
      model.finding.value = true;
      const field = model.scroller?.parentElement?.querySelector<HTMLInputElement>("[data-find]");
      field?.focus();
      field?.select();
    },
    hasSpans: () => model.stacked.peek().length > 0,
    nextSpan(back) {
      // Round the ends: the action has nowhere else to go.
      if (!nextSpan(model, back)) nextSpan(model, back);
      model.content?.focus({ preventScroll: true });
    },
    canSplit: () => halves(model) !== null,
    split() {
      const cut = halves(model);
      if (!cut) return;
      const { region } = cut.span;
      const pieces = cut.parts.map((part) => codec.geometry(part, savesText(region)));
      editor.recast(new Map([[region.id, pieces]]), shape, "Split span");
      model.pressed.value = null;
    },
    canMerge: () => mergeable(model) !== null,
    merge() {
      const joined = mergeable(model);
      const [first, ...rest] = joined?.spans ?? [];
      if (!joined || !first) return;
      const geometry = codec.geometry(joined.all, savesText(first.region));
      const gone = rest.map(({ region }) => [region.id, []] as const);
      editor.recast(
        new Map<string, readonly Geometry[]>([[first.region.id, [geometry]], ...gone]),
        shape,
        "Merge spans",
      );
      editor.selection.value = [first.region.id];
    },
    canLabelMatches: () => single(model) !== null,
    labelMatches: (whole) => labelMatches(model, whole),
    ...(codec.dialogue && {
      phrases: {
        ...phraseCommands(model, (extent) => drawSpan(model, extent)),
        ...(playback && { play: () => playback.playOrPause() }),
      },
    }),
  };
}
