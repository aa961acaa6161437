// What lies over the resting marks of a text or a document: the spans in hand, their names, and their handles.
import { useEffect } from "preact/hooks";
import type { Point } from "../../geometry/affine";
import type { Rect } from "../../geometry/rect";
import type { Span } from "../shapes/span";
import type { Extent } from "../shapes/span-text";
import type { End, Spans } from "./span-edit";
import { placed } from "./span-marks";
import { above, NEAR, tagPlace, tagWidth } from "./text-tag";

/** A span that is selected or hovered. */
export interface Strong {
  readonly span: Span;
  readonly selected: boolean;
  readonly rects: readonly Rect[];
  /** Where its labels are named; null without a name. */
  readonly tag: Point | null;
}

interface Measure {
  of(span: Span): readonly Rect[];
  /** Rectangles of the text in an extent. */
  lines(extent: Extent): readonly Rect[];
  /** Width of what holds the text. */
  readonly room: number;
}

/** How the ends of a span are pulled. */
interface Pull {
  /** Where its handles hang; null while it is not shown. */
  places(strong: Strong): { readonly [end in End]: Point } | null;
  /** The position at a point of the window. */
  at(x: number, y: number): number | null;
  /** The span with an end at a position. */
  to(span: Span, end: End, at: number): Span;
  keep(span: Span): void;
}

/** More than these are not told apart anyway, and each costs a measurement. */
const MOST = 200;
/** From a handle's middle into the line that it hangs on. */
const NUDGE = 8;

const namesOf = ({ region }: Span): string => region.labels.join(", ");

/** The spans that are selected or hovered, as they are now; follows both. */
export function strongOf({ editor, pulled, span: find }: Spans, measure: Measure | null): readonly Strong[] {
  const selected = editor.selection.value;
  const hovered = editor.hover.value;
  const moved = pulled.value;
  const strong: Strong[] = [];
  for (const id of new Set(hovered ? [...selected, hovered] : selected)) {
    const span = moved?.region.id === id ? moved : find(id);
    if (!span || !measure || strong.length === MOST) continue;
    const rects = measure.of(span);
    const lines = measure.lines({ start: Math.max(0, span.start - NEAR), end: span.end + NEAR });
    const free = tagPlace(rects, lines, tagWidth(namesOf(span)), measure.room);
    const chosen = selected.includes(id);
    // What is selected is named by its label's button, too.
    const tag = free ?? (chosen || !rects[0] ? null : above(rects[0]));
    strong.push({ span, selected: chosen, rects, tag });
  }
  return strong;
}

interface UnderProps {
  readonly strong: readonly Strong[];
  /** What is selected of the text itself. */
  readonly range: readonly Rect[];
}

export function StrongMarks({ strong, range }: UnderProps) {
  return (
    <>
      {strong.flatMap(({ span, selected, rects }) =>
        rects.map((rect, line) => (
          <i
            key={`${span.region.id}/${line}`}
            class={selected ? "lsw-span-strong lsw-span-selected" : "lsw-span-strong"}
            style={{ ...placed(rect), "--lsw-color": span.region.color }}
          />
        )),
      )}
      {range.map((rect) => (
        <i key={`${rect.left}/${rect.top}`} class="lsw-span-range" style={placed(rect)} />
      ))}
    </>
  );
}

interface OverProps {
  readonly model: Spans;
  readonly strong: readonly Strong[];
  readonly caret: Rect | null;
  readonly pull: Pull;
}

export function TagsAndHandles({ model, strong, caret, pull }: OverProps) {
  const { editor } = model;
  const [only] = strong.filter(({ selected }) => selected);
  const pullable = only && editor.selection.value.length === 1 && editor.canEdit(only.span.region.id);
  return (
    <>
      {strong.map(({ span, tag }) => tag && <Tag key={span.region.id} span={span} at={tag} />)}
      {caret && <i class="lsw-span-caret" style={placed(caret)} />}
      {pullable && !editor.readOnly.value && <Knobs model={model} strong={only} pull={pull} />}
    </>
  );
}

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

interface KnobsProps {
  readonly model: Spans;
  readonly strong: Strong;
  readonly pull: Pull;
}

/** Handles that hang outside of the line, so that a drag inside the text still selects. */
function Knobs({ model, strong, pull }: KnobsProps) {
  const { editor, name } = model;
  useEffect(
    () => () => {
      const open = editor.gesture.peek();
      if (open?.object === name) open.cancel();
    },
    [],
  );
  const places = pull.places(strong);
  if (!places) return null;
  return (
    <>
      {(["start", "end"] as const).map((end) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: Shift and arrow keys do the same
        <i
          key={end}
          class={`lsw-span-knob lsw-span-knob-${end}`}
          style={{
            left: `${places[end].x}px`,
            top: `${places[end].y}px`,
            "--lsw-color": strong.span.region.color,
          }}
          onPointerDown={(event) => pullFrom(event, end, model, pull)}
          onMouseDown={(event) => event.stopPropagation()}
          onTouchStart={(event) => event.stopPropagation()}
        />
      ))}
    </>
  );
}

function pullFrom(down: PointerEvent, end: End, model: Spans, { at, to, keep }: Pull): void {
  const knob = down.currentTarget as HTMLElement;
  const { editor } = model;
  const span = model.span(editor.selection.peek()[0]);
  if (!span || down.button !== 0) return;
  down.preventDefault();
  down.stopPropagation();
  knob.setPointerCapture(down.pointerId);
  const nudge = end === "start" ? NUDGE : -NUDGE;
  const move = (event: PointerEvent) => {
    const position = at(event.clientX, event.clientY + nudge);
    if (position !== null) model.pulled.value = to(span, end, position);
  };
  const stop = (kept: boolean) => {
    knob.removeEventListener("pointermove", move);
    knob.removeEventListener("pointerup", drop);
    knob.removeEventListener("pointercancel", cancel);
    const pulled = model.pulled.peek();
    model.pulled.value = null;
    if (kept && pulled) keep(pulled);
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
