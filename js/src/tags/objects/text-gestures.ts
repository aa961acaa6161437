// The pointer on the text: native selection makes spans, a click selects, a hover shows.
import { clicked, pile, type Span } from "../shapes/span";
import { type Extent, extentOf, trimmed } from "../shapes/span-text";
import { anyLabel } from "./span-edit";
import { blockElement } from "./text-blocks";
import { drawSpan, positionAt, selectedExtent, type TextModel } from "./text-model";

const STILL = 3;

/** Spans painted at a point of the window. */
function spansAt(model: TextModel, x: number, y: number): Span[] {
  const found = new Map<string, Span>();
  for (const [at, marks] of model.marks) {
    const origin = model.content && blockElement(model.content, at)?.getBoundingClientRect();
    if (!origin || y < origin.top || y > origin.bottom + 4) continue;
    const left = x - origin.left;
    const top = y - origin.top;
    for (const { of, ...rect } of marks()) {
      const inside = left >= rect.left && left <= rect.left + rect.width;
      if (inside && top >= rect.top && top <= rect.top + rect.height + 2)
        found.set(of.span.region.id, of.span);
    }
  }
  return [...found.values()];
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Chromium moves a caret instead of selecting when a drag begins at the exact middle of some letters. */
function draggedExtent(model: TextModel, from: Place, to: Place): Extent | null {
  const range = model.root.selectedRange();
  if (!range || !model.content?.contains(range.startContainer)) return null;
  const [start, end] = [positionAt(model, from.x, from.y), positionAt(model, to.x, to.y)];
  if (start === null || end === null || start === end) return null;
  return extentOf({ anchor: start, head: end });
}

const isWithin = ({ target }: Event, query: string) =>
  target instanceof Element && target.closest(query) !== null;

/** Starts listening on the object's box and on the root; returns the end of it. */
export function listen(model: TextModel, box: HTMLElement): () => void {
  const { editor, root } = model;
  let down: Place | null = null;
  let clickedAt: Place | null = null;
  /** A series of clicks (double, triple) that has done its work, or that began on a span. */
  let spent = false;
  /** Selected by touch when the finger went to a label. */
  let touched: ReturnType<typeof selectedExtent> = null;

  /** Buttons of phrases and the map of spans have clicks of their own. */
  const isOther = (event: Event) => isWithin(event, "button,.lsw-text-map");

  const onPointerDown = (event: PointerEvent) => {
    const inside = box.contains(event.target as Node) && !isOther(event);
    touched = !inside && event.pointerType === "touch" ? selectedExtent(model) : null;
    const extent = !inside && isWithin(event, "[data-labeling]") && selectedExtent(model);
    if (extent) model.caret.value = { anchor: extent.start, head: extent.end };
    // The end of a drag is heard even outside of the view; the scroll bar keeps its own.
    const onBar = event.target === box && event.offsetX >= box.clientWidth;
    if (inside && !onBar && event.pointerType === "mouse" && event.button === 0)
      model.content?.setPointerCapture(event.pointerId);
  };
  const onMouseDown = (event: MouseEvent) => {
    if (event.button !== 0 || isOther(event)) return;
    if (event.detail <= 1) spent = false;
    // A press on selected text would start dragging that text away.
    if (!event.shiftKey && event.detail <= 1) root.clearSelection();
    model.caret.value = null;
    down = { x: event.clientX, y: event.clientY };
  };
  const onMouseUp = (event: MouseEvent) => {
    const from = down;
    down = null;
    if (!from || event.button !== 0) return;
    const dragged = far(from, event);
    if (!dragged && event.detail > 1 && spent) {
      // Quick clicks go through a pile too; a double click on one span leaves it selected.
      const pressed = pile(spansAt(model, event.clientX, event.clientY));
      if (pressed.length > 1) select(event, pressed);
      return;
    }
    const selected = dragged || event.detail > 1 || event.shiftKey ? selectedExtent(model) : null;
    const extent = selected ?? (dragged ? draggedExtent(model, from, event) : null);
    if (extent) {
      const wanted = event.detail > 1 ? trimmed(model.text, extent) : extent;
      if (wanted && drawSpan(model, wanted)) spent = true;
      else model.caret.value = null;
      return;
    }
    if (dragged || event.detail > 1) return;
    const spans = pile(spansAt(model, event.clientX, event.clientY));
    spent = spans.length > 0;
    model.pressed.value = spent ? positionAt(model, event.clientX, event.clientY) : null;
    const other = spans.find(({ region }) => region.id !== editor.relating.peek());
    if (other && editor.partner(other.region.id)) return;
    if (spent || !anyLabel(model) || editor.selection.peek().length > 0) select(event, spans);
  };
  const far = (from: Place, { clientX, clientY }: MouseEvent) =>
    Math.hypot(clientX - from.x, clientY - from.y) >= STILL;
  const select = (event: MouseEvent, spans: readonly Span[]) => {
    const again = clickedAt !== null && !far(clickedAt, event);
    clickedAt = { x: event.clientX, y: event.clientY };
    const keys = { toggle: event.ctrlKey || event.metaKey, below: event.altKey, again };
    editor.selection.value = clicked(spans, editor.selection.peek(), keys);
  };
  const onMouseMove = (event: MouseEvent) => {
    if (event.buttons !== 0) return;
    const [top] = pile(spansAt(model, event.clientX, event.clientY));
    hover(top?.region.id ?? null);
  };
  const onMouseLeave = () => hover(null);
  const hover = (id: string | null) => {
    box.toggleAttribute("data-over", id !== null);
    const before = editor.hover.peek();
    if (id !== before && (id !== null || model.span(before))) editor.hover.value = id;
  };

  const { shadow } = root;
  const all: [EventTarget, string, (event: never) => void, boolean][] = [
    [shadow, "pointerdown", onPointerDown, true],
    [box, "mousedown", onMouseDown, false],
    [shadow, "mouseup", onMouseUp, false],
    [box, "mousemove", onMouseMove, false],
    [box, "mouseleave", onMouseLeave, false],
  ];
  for (const [target, type, handler, capture] of all)
    target.addEventListener(type, handler as EventListener, capture);

  // With touch or keys the text is selected first, and the label that is pressed then makes the span.
  let before = editor.labels.peek();
  const stop = editor.labels.subscribe((labels) => {
    const changed = labels !== before;
    before = labels;
    if (!changed || !anyLabel(model) || editor.selection.peek().length > 0) return;
    const caret = model.caret.peek();
    const chosen = touched ?? (caret && extentOf(caret));
    touched = null;
    if (chosen && chosen.end > chosen.start) drawSpan(model, chosen);
  });
  return () => {
    stop();
    for (const [target, type, handler, capture] of all)
      target.removeEventListener(type, handler as EventListener, capture);
    hover(null);
  };
}
