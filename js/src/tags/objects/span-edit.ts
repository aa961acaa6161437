// What spans of a text and of a document have in common: who may make one, by which steps, and how it is pulled.
import { computed, type ReadonlySignal, type Signal, untracked } from "@preact/signals-core";
import type { Editor, Geometry } from "../../core/editor";
import { text as attribute, flag } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import type { Span, Stacked } from "../shapes/span";
import type { Extent, Granularity } from "../shapes/span-text";

/** A text or a document that has spans. */
export interface Spans {
  readonly editor: Editor;
  readonly node: TagNode;
  readonly name: string;
  /** Spans that are not hidden, by start. */
  readonly stacked: ReadonlySignal<readonly Stacked[]>;
  /** The span of a region, unless it is hidden or elsewhere; follows the regions. */
  span(id: string | null | undefined): Span | undefined;
  /** Where label names stand: above their spans, or behind them where there is room. */
  readonly captions: ReadonlySignal<"above" | "behind" | "none">;
  /** New place of a span while its handle is pulled. */
  readonly pulled: Signal<Span | null>;
}

export type End = "start" | "end";

export const captionsOf = (editor: Editor, node: TagNode): Spans["captions"] =>
  computed(() => {
    if (node.attrs.showLabels === undefined)
      return editor.options.value.show_region_labels ? "above" : "behind";
    return flag(node, "showLabels") ? "above" : "none";
  });

export const anyLabel = ({ editor }: Pick<Spans, "editor">): boolean =>
  [...editor.labels.peek().values()].some((labels) => labels.length > 0);

/** Whether the active labels may make a span now; says why not. */
export function mayDraw(model: Spans): boolean {
  const { editor, name, node } = model;
  const selectable = node.attrs.selectionEnabled === undefined || flag(node, "selectionEnabled");
  if (editor.readOnly.peek() || !selectable) return false;
  const allowed = editor.canDraw(name, "span");
  if (!allowed.ok && anyLabel(model)) editor.say(allowed.reason, "warning");
  return allowed.ok;
}

/** The granularity that is `written` at the object, unless an active label brings its own. */
export function granularityOf({ editor, name }: Spans, written: string): Granularity {
  for (const control of editor.labelControls(name)) {
    const active = editor.labels.peek().get(control.name ?? "") ?? [];
    for (const choice of editor.labelChoices(control.name ?? "")) {
      const own = active.includes(choice.stored) ? attribute(choice.node, "granularity") : "";
      if (own === "symbol" || own === "word") return own;
    }
  }
  return written === "word" || written === "sentence" || written === "paragraph" ? written : "symbol";
}

/** Where a pulled end comes to lie: by `snap`, and never past the other end. */
export function pulledBy(span: Span, end: End, at: number, snap: (raw: Extent) => Extent | null): Span {
  const raw =
    end === "start"
      ? { start: Math.min(at, span.end - 1), end: span.end }
      : { start: span.start, end: Math.max(at, span.start + 1) };
  const snapped = snap(raw);
  return snapped ? { ...span, [end]: snapped[end] } : span;
}

/** Stores a span's new place, if it is one; `text` only where the region holds its text. */
export function reshape(model: Spans, span: Span, geometry: (saveText: boolean) => Geometry): void {
  const before = untracked(() => model.span(span.region.id));
  if (!before || (before.start === span.start && before.end === span.end)) return;
  const made = geometry("text" in span.region.geometry);
  model.editor.reshape(new Map([[span.region.id, made]]), "Resize span");
}
