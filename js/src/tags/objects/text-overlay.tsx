// What lies over the resting marks: the selected and hovered spans, handles, and the keyboard's caret.
import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Point } from "../../geometry/affine";
import type { Span } from "../shapes/span";
import { isLeftwardAt, segmentAt } from "../shapes/span-text";
import { positionOf } from "./text-blocks";
import { caretRect, type Rect, rectsOf } from "./text-measure";
import { pulledTo, reshapeSpan, type TextModel } from "./text-model";
import { above, NEAR, tagPlace, tagWidth } from "./text-tag";

interface Strong {
  readonly span: Span;
  readonly selected: boolean;
  readonly rects: readonly Rect[];
  /** Of the tag; null without one. */
  readonly tag: Point | null;
}

interface Shown {
  readonly strong: readonly Strong[];
  readonly range: readonly Rect[];
  readonly caret: Rect | null;
}

/** More than these are not told apart anyway, and each costs a measurement. */
const MOST = 200;

const box = ({ left, top, width, height }: Rect) => ({
  left: `${left}px`,
  top: `${top}px`,
  width: `${width}px`,
  height: `${height}px`,
});

export function Overlay({ model }: { readonly model: TextModel }) {
  const { editor, blocks } = model;
  const shown = useSignal<Shown>({ strong: [], range: [], caret: null });
  useSignalEffect(() => {
    model.size.value;
    const { content } = model;
    if (!content) return;
    const selected = editor.selection.value;
    const hovered = editor.hover.value;
    const pulled = model.pulled.value;
    const strong: Strong[] = [];
    for (const id of new Set(hovered ? [...selected, hovered] : selected)) {
      const span = pulled?.region.id === id ? pulled : model.span(id);
      if (!span || strong.length === MOST) continue;
      const rects = rectsOf(content, blocks, span);
      const lines = rectsOf(content, blocks, { start: Math.max(0, span.start - NEAR), end: span.end + NEAR });
      const free = tagPlace(rects, lines, tagWidth(namesOf(span)), content.clientWidth);
      const chosen = selected.includes(id);
      // What is selected is named by its label's button, too.
      const tag = free ?? (chosen || !rects[0] ? null : above(rects[0]));
      strong.push({ span, selected: chosen, rects, tag });
    }
    const caret = model.caret.value;
    const ends = caret && {
      start: Math.min(caret.anchor, caret.head),
      end: Math.max(caret.anchor, caret.head),
    };
    shown.value = {
      strong,
      range: ends && ends.end > ends.start ? rectsOf(content, blocks, ends) : [],
      caret: caret && caretRect(content, blocks, caret.head),
    };
  });

  const { strong, range, caret } = shown.value;
  const [only] = strong.filter((one) => one.selected);
  const pullable = only && editor.selection.value.length === 1 && editor.canEdit(only.span.region.id);
  return (
    <>
      <div class="lsw-span-under" aria-hidden="true">
        {strong.flatMap(({ span, selected, rects }) =>
          rects.map((rect, line) => (
            <i
              key={`${span.region.id}/${line}`}
              class={selected ? "lsw-span-strong lsw-span-selected" : "lsw-span-strong"}
              style={{ ...box(rect), "--lsw-color": span.region.color }}
            />
          )),
        )}
        {range.map((rect) => (
          <i key={`${rect.left}/${rect.top}`} class="lsw-span-range" style={box(rect)} />
        ))}
      </div>
      <div class="lsw-span-over" aria-hidden="true">
        {strong.map(({ span, tag }) => tag && <Tag key={span.region.id} span={span} at={tag} />)}
        {caret && <i class="lsw-span-caret" style={box(caret)} />}
        {pullable && !editor.readOnly.value && <Knobs model={model} strong={only} />}
      </div>
    </>
  );
}

const namesOf = ({ region }: Span): string => region.labels.join(", ");

/** Names the labels of a span, as long as it is hovered, or is selected and there is room for it. */
function Tag({ span, at }: { readonly span: Span; readonly at: Point }) {
  const names = namesOf(span);
  return names ? (
    <i
      class="lsw-span-tag"
      data-text={names}
      style={{ left: `${at.x}px`, top: `${at.y}px`, "--lsw-color": span.region.color }}
    />
  ) : null;
}

/** Handles that hang outside of the line, so that a drag inside the text still selects. */
function Knobs({ model, strong }: { readonly model: TextModel; readonly strong: Strong }) {
  const { editor, name } = model;
  useEffect(
    () => () => {
      const open = editor.gesture.peek();
      if (open?.object === name) open.cancel();
    },
    [],
  );
  const { start, end: behind } = strong.span;
  const first = edgeOf(model, strong.rects, start, "start");
  const last = edgeOf(model, strong.rects, behind - 1, "end");
  if (!first || !last) return null;
  const places = [
    { end: "start" as const, ...first },
    { end: "end" as const, ...last },
  ];
  return (
    <>
      {places.map(({ end, left, top }) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: Shift and arrow keys do the same
        <i
          key={end}
          class={`lsw-span-knob lsw-span-knob-${end}`}
          style={{ left: `${left}px`, top: `${top}px`, "--lsw-color": strong.span.region.color }}
          onPointerDown={(event) => pull(model, event, end)}
          onMouseDown={(event) => event.stopPropagation()}
        />
      ))}
    </>
  );
}

/** Where the character at a position begins, at its top, or ends, at its bottom; one that does not show
 * is at the edge of what shows of its span. */
function edgeOf(
  { content, blocks, text }: TextModel,
  span: readonly Rect[],
  at: number,
  end: "start" | "end",
) {
  const own = content ? rectsOf(content, blocks, segmentAt(text, at, "grapheme")) : [];
  const rects = own.length > 0 ? own : span;
  const rect = end === "start" ? rects[0] : rects.at(-1);
  if (!rect) return null;
  const right = (end === "end") !== isLeftwardAt(text, at);
  return { left: rect.left + (right ? rect.width : 0), top: rect.top + (end === "end" ? rect.height : 0) };
}

function pull(model: TextModel, down: PointerEvent, end: "start" | "end"): void {
  const knob = down.currentTarget as HTMLElement;
  const { editor, content } = model;
  const span = model.span(editor.selection.peek()[0]);
  if (!span || !content || down.button !== 0) return;
  down.preventDefault();
  down.stopPropagation();
  knob.setPointerCapture(down.pointerId);
  const nudge = end === "start" ? 8 : -8;
  const move = (event: PointerEvent) => {
    const place = model.root.caretAt(event.clientX, event.clientY + nudge);
    const at = place && positionOf(content, model.blocks, place.node, place.offset);
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
