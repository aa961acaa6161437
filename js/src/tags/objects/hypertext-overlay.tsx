// What lies over a document: marks of its spans in sight, the selected and hovered ones, handles, the caret.
import { type Signal, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { text as attribute } from "../../core/facts";
import type { Point } from "../../geometry/affine";
import type { Span, Stacked } from "../shapes/span";
import { type Caption, captionsOf } from "./hypertext-captions";
import type { Marks } from "./hypertext-marks";
import {
  caretRect,
  edgeRect,
  nextSeen,
  positionAt,
  previousSeen,
  type Rect,
  rectsOf,
} from "./hypertext-measure";
import { extentOf, type HtmlModel, pulledTo, reshapeSpan } from "./hypertext-model";
import { above, NEAR, tagPlace, tagWidth } from "./text-tag";

/** The part of the document that is painted: what can be seen, and as much around it. */
export interface Sight {
  readonly top: number;
  readonly bottom: number;
}

interface LayerProps {
  readonly model: HtmlModel;
  readonly marks: Marks;
}

interface Resting {
  readonly of: Stacked;
  readonly rects: readonly Rect[];
}

const DEEPEST = 2;
/** More than these are not told apart anyway, and each costs a measurement. */
const MOST = 200;
const NOTHING = { resting: [] as readonly Resting[], captions: [] as readonly Caption[] };

const box = ({ left, top, width, height }: Rect) => ({
  left: `${left}px`,
  top: `${top}px`,
  width: `${width}px`,
  height: `${height}px`,
});

export function MarkLayer({ model, marks, sight }: LayerProps & { readonly sight: Signal<Sight> }) {
  const painted = useSignal(NOTHING);
  useSignalEffect(() => {
    void model.layout.value;
    const page = model.page.value;
    const { top, bottom } = sight.value;
    const resting = (page ? model.stacked.value : [])
      .map((of) => ({ of, rects: marks.of(of.span) }))
      .filter(({ rects }) => rects.some((rect) => rect.top < bottom && rect.top + rect.height > top));
    const captions = page ? captionsOf[model.captions.value](page, model, resting) : [];
    painted.value = { resting, captions };
  });
  const highlight = attribute(model.node, "highlightColor");
  const foreign = model.editor.tab.value?.kind === "prediction";
  return (
    <div class="lsw-html-marks" aria-hidden="true">
      {painted.value.resting.map(({ of, rects }) =>
        rects.map((rect, line) => (
          <i
            key={`${of.span.region.id}/${line}`}
            class={`lsw-html-mark${foreign || of.span.region.origin === "prediction" ? " lsw-html-predicted" : ""}`}
            style={{
              ...box({ ...rect, height: rect.height + 2 * (1 + Math.min(of.level, DEEPEST)) }),
              "--lsw-color": highlight || of.span.region.color,
            }}
          />
        )),
      )}
      {painted.value.captions.map(({ key, text, color, width, ...rect }) => (
        <i
          key={`caption/${key}`}
          class="lsw-html-caption"
          data-text={text}
          style={{ ...box({ ...rect, width }), "--lsw-color": color }}
        />
      ))}
    </div>
  );
}

interface Strong {
  readonly span: Span;
  readonly selected: boolean;
  readonly rects: readonly Rect[];
  /** Where its labels are named; null where that would cover text. */
  readonly tag: Point | null;
}

interface Over {
  readonly strong: readonly Strong[];
  readonly range: readonly Rect[];
  readonly caret: Rect | null;
}

export function OverLayer({ model, marks }: LayerProps) {
  const { editor, doc } = model;
  const shown = useSignal<Over>({ strong: [], range: [], caret: null });
  useSignalEffect(() => {
    void [model.layout.value, editor.regions.value];
    const page = model.page.value;
    const selected = editor.selection.value;
    const hovered = editor.hover.value;
    const pulled = model.pulled.value;
    const strong: Strong[] = [];
    for (const id of new Set(hovered ? [...selected, hovered] : selected)) {
      const span = pulled?.region.id === id ? pulled : model.span(id);
      if (!span || !page || strong.length === MOST) continue;
      const rects = span === pulled ? rectsOf(page, doc, span) : marks.of(span);
      const lines = rectsOf(page, doc, { start: Math.max(0, span.start - NEAR), end: span.end + NEAR });
      const free = tagPlace(rects, lines, tagWidth(namesOf(span)), model.surface?.clientWidth ?? 0);
      const tag = free ?? (id === hovered && rects[0] ? above(rects[0]) : null);
      strong.push({ span, selected: selected.includes(id), rects, tag });
    }
    const caret = model.caret.value;
    const extent = caret && extentOf(caret);
    shown.value = {
      strong,
      range: page && extent && extent.end > extent.start ? rectsOf(page, doc, extent) : [],
      caret: page && caret && caret.by === "keys" ? caretRect(page, doc, caret.head, caret.behind) : null,
    };
  });

  const { strong, range, caret } = shown.value;
  const [only] = strong.filter((one) => one.selected);
  const pullable = only && editor.selection.value.length === 1 && editor.canEdit(only.span.region.id);
  return (
    <div class="lsw-html-over" aria-hidden="true">
      {strong.flatMap(({ span, selected, rects }) =>
        rects.map((rect, line) => (
          <i
            key={`${span.region.id}/${line}`}
            class={selected ? "lsw-html-strong lsw-html-selected" : "lsw-html-strong"}
            style={{ ...box(rect), "--lsw-color": span.region.color }}
          />
        )),
      )}
      {range.map((rect) => (
        <i key={`${rect.left}/${rect.top}`} class="lsw-html-range" style={box(rect)} />
      ))}
      {strong.map(({ span, tag }) => tag && <Tag key={span.region.id} span={span} at={tag} />)}
      {caret && <i class="lsw-html-caret" style={box(caret)} />}
      {pullable && !editor.readOnly.value && <Knobs model={model} strong={only} />}
    </div>
  );
}

const namesOf = ({ region }: Span): string => region.labels.join(", ");

/** Names the labels of a span, as long as it is hovered, or is selected and there is room for it. */
function Tag({ span, at }: { readonly span: Span; readonly at: Point }) {
  const names = namesOf(span);
  return names ? (
    <i
      class="lsw-html-tag"
      data-text={names}
      style={{ left: `${at.x}px`, top: `${at.y}px`, "--lsw-color": span.region.color }}
    />
  ) : null;
}

/** Handles that hang outside of the line, so that a drag inside the text still selects. */
function Knobs({ model, strong }: { readonly model: HtmlModel; readonly strong: Strong }) {
  const { editor, name } = model;
  useEffect(
    () => () => {
      const open = editor.gesture.peek();
      if (open?.object === name) open.cancel();
    },
    [],
  );
  const { span } = strong;
  const page = model.page.value;
  if (!page) return null;
  const first = edgeRect(page, model.doc, nextSeen(model.doc, span.start), "start");
  const last = edgeRect(page, model.doc, previousSeen(model.doc, span.end), "end");
  if (!first || !last) return null;
  const places = [
    { end: "start" as const, left: first.left, top: first.top },
    { end: "end" as const, left: last.left, top: last.top + last.height },
  ];
  return (
    <>
      {places.map(({ end, left, top }) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: Shift and arrow keys do the same
        <i
          key={end}
          class={`lsw-html-knob lsw-html-knob-${end}`}
          style={{ left: `${left}px`, top: `${top}px`, "--lsw-color": span.region.color }}
          onPointerDown={(event) => pull(model, event, end)}
          onMouseDown={(event) => event.stopPropagation()}
          onTouchStart={(event) => event.stopPropagation()}
        />
      ))}
    </>
  );
}

function pull(model: HtmlModel, down: PointerEvent, end: "start" | "end"): void {
  const knob = down.currentTarget as HTMLElement;
  const { editor } = model;
  const span = model.span(editor.selection.peek()[0]);
  if (!span || down.button !== 0) return;
  down.preventDefault();
  down.stopPropagation();
  knob.setPointerCapture(down.pointerId);
  const nudge = end === "start" ? 8 : -8;
  const move = (event: PointerEvent) => {
    const at = positionAt(model, event.clientX, event.clientY + nudge);
    if (at !== null) model.pulled.value = pulledTo(model, span, end, at);
  };
  const stop = (keep: boolean) => {
    knob.removeEventListener("pointermove", move);
    knob.removeEventListener("pointerup", drop);
    knob.removeEventListener("pointercancel", cancel);
    const pulled = model.pulled.peek();
    model.pulled.value = null;
    if (keep && pulled) reshapeSpan(model, pulled);
    // Last, because changes from elsewhere wait for it.
    editor.gesture.value = null;
  };
  const drop = () => stop(true);
  const cancel = () => stop(false);
  knob.addEventListener("pointermove", move);
  knob.addEventListener("pointerup", drop);
  knob.addEventListener("pointercancel", cancel);
  editor.gesture.value = { object: model.name, cancel };
}
