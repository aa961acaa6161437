// The pointer on a document. A frame hears nothing itself: all presses go to the surface around it, and what
// is selected is a range of our own, the same in a frame and in the view.
import type { Point } from "../../geometry/affine";
import { clicked, pile, type Span } from "../shapes/span";
import { extentOf } from "../shapes/span-text";
import { type Marks, spansAt } from "./hypertext-marks";
import { positionAt } from "./hypertext-measure";
import { clickedPart, drawSpan, type HtmlModel } from "./hypertext-model";
import { anyLabel } from "./span-edit";

const STILL = 3;
const HOLD = 450;
const SLIP = 10;
const STEP = 24;

export interface Acts {
  /** Opens the link at a point of the window; false when none is there or none may be opened. */
  open(x: number, y: number): boolean;
  /** Where a span was clicked; null for a click beside all of them. */
  press(at: number | null): void;
}

/** Starts listening on the surface; returns the end of it. */
export function listen(model: HtmlModel, marks: Marks, acts: Acts): () => void {
  const { editor, surface, scroller } = model;
  if (!surface || !scroller) return () => undefined;
  let down: { x: number; y: number; clicks: number } | null = null;
  /** A series of clicks that has done its work, or that began on a span. */
  let spent = false;
  let clickedAt: Point | null = null;
  let hold: ReturnType<typeof setTimeout> | undefined;
  let held = false;
  let finger: { x: number; y: number } | null = null;

  const at = ({ clientX, clientY }: { clientX: number; clientY: number }) =>
    positionAt(model, clientX, clientY);
  const spansUnder = (x: number, y: number): Span[] => pile(spansAt(model, marks, x, y));

  const hover = (id: string | null) => {
    scroller.toggleAttribute("data-over", id !== null);
    const before = editor.hover.peek();
    if (id !== before && (id !== null || model.span(before))) editor.hover.value = id;
  };

  const onMouseDown = (event: MouseEvent) => {
    if (event.button !== 0) return;
    // Nothing in the document is pressed, dragged, followed or selected by the browser.
    event.preventDefault();
    surface.focus({ preventScroll: true });
    if (event.detail <= 1) spent = false;
    down = { x: event.clientX, y: event.clientY, clicks: event.detail };
    const position = at(event);
    const before = model.caret.peek();
    if (event.shiftKey && before && position !== null)
      model.caret.value = { anchor: before.anchor, head: position, by: "mouse" };
    else model.caret.value = null;
  };
  const onPointerDown = (event: PointerEvent) => {
    // The end of a drag is heard even outside of the view.
    if (event.pointerType === "mouse" && event.button === 0) surface.setPointerCapture(event.pointerId);
  };
  const onMouseMove = (event: MouseEvent) => {
    if (!down) {
      if (event.buttons === 0) hover(spansUnder(event.clientX, event.clientY)[0]?.region.id ?? null);
      return;
    }
    if (!isDrag(event) && !model.caret.peek()) return;
    scrollTowards(event.clientY);
    const head = at(event);
    const anchor = model.caret.peek()?.anchor ?? positionAt(model, down.x, down.y);
    if (head !== null && anchor !== null) model.caret.value = { anchor, head, by: "mouse" };
  };
  const isFar = ({ x, y }: Point, event: MouseEvent) =>
    Math.hypot(event.clientX - x, event.clientY - y) >= STILL;
  const isDrag = (event: MouseEvent) => down !== null && isFar(down, event);

  const scrollTowards = (y: number) => {
    const { top, bottom } = scroller.getBoundingClientRect();
    if (y > bottom - STEP / 2) scroller.scrollTop += STEP;
    else if (y < top + STEP / 2) scroller.scrollTop -= STEP;
  };

  const onMouseUp = (event: MouseEvent) => {
    const from = down;
    if (!from || event.button !== 0) return;
    const dragged = isDrag(event) || event.shiftKey;
    down = null;
    const caret = model.caret.peek();
    if (dragged && caret) {
      if (caret.anchor === caret.head || drawSpan(model, extentOf(caret))) model.caret.value = null;
      return;
    }
    if (event.detail <= 1) return tap(event);
    if (!spent) return mark(event);
    // Quick clicks go through a pile too; a double click on one span leaves it selected.
    const spans = spansUnder(event.clientX, event.clientY);
    if (spans.length > 1) select(event, spans);
  };

  /** A double or triple click. */
  const mark = (event: MouseEvent) => {
    const position = at(event);
    const part = position === null ? null : clickedPart(model.doc, position, event.detail);
    if (!part) return;
    if (drawSpan(model, part)) spent = true;
    else model.caret.value = { anchor: part.start, head: part.end, by: "mouse" };
  };

  const tap = (event: MouseEvent) => {
    const spans = spansUnder(event.clientX, event.clientY);
    spent = spans.length > 0;
    acts.press(spent ? at(event) : null);
    const other = spans.find(({ region }) => region.id !== editor.relating.peek());
    if (other && editor.partner(other.region.id)) return;
    if (!spent && acts.open(event.clientX, event.clientY)) return;
    if (spent || !anyLabel(model) || editor.selection.peek().length > 0) select(event, spans);
  };
  const select = (event: MouseEvent, spans: readonly Span[]) => {
    const again = clickedAt !== null && !isFar(clickedAt, event);
    clickedAt = { x: event.clientX, y: event.clientY };
    const keys = { toggle: event.ctrlKey || event.metaKey, below: event.altKey, again };
    editor.selection.value = clicked(spans, editor.selection.peek(), keys);
  };

  // A finger that rests marks a word, and then extends it; else it scrolls.
  const onTouchStart = (event: TouchEvent) => {
    const [touch, ...more] = event.touches;
    clearTimeout(hold);
    held = false;
    finger = touch && more.length === 0 ? { x: touch.clientX, y: touch.clientY } : null;
    if (finger) hold = setTimeout(rest, HOLD);
  };
  const rest = () => {
    const position = finger && positionAt(model, finger.x, finger.y);
    const part = position === null ? null : clickedPart(model.doc, position, 2);
    if (!part) return;
    held = true;
    model.caret.value = { anchor: part.start, head: part.end, by: "touch" };
  };
  const onTouchMove = (event: TouchEvent) => {
    const touch = event.touches[0];
    if (!touch || !finger) return;
    if (!held) {
      if (Math.hypot(touch.clientX - finger.x, touch.clientY - finger.y) > SLIP) clearTimeout(hold);
      return;
    }
    event.preventDefault();
    scrollTowards(touch.clientY);
    const head = at(touch);
    const caret = model.caret.peek();
    if (head !== null && caret) model.caret.value = { ...caret, head };
  };
  const onTouchEnd = (event: TouchEvent) => {
    clearTimeout(hold);
    finger = null;
    if (!held) return;
    held = false;
    // No click follows, which would take the selection away.
    event.preventDefault();
    const caret = model.caret.peek();
    if (caret && anyLabel(model)) drawSpan(model, extentOf(caret));
  };
  const never = (event: Event) => event.preventDefault();
  const onContextMenu = (event: Event) => {
    if (held) event.preventDefault();
  };
  const onLeave = () => hover(null);

  const all: [string, (event: never) => void, AddEventListenerOptions?][] = [
    ["pointerdown", onPointerDown],
    ["mousedown", onMouseDown],
    ["mousemove", onMouseMove],
    ["mouseup", onMouseUp],
    ["mouseleave", onLeave],
    ["touchstart", onTouchStart, { passive: true }],
    ["touchmove", onTouchMove, { passive: false }],
    ["touchend", onTouchEnd, { passive: false }],
    ["touchcancel", onTouchEnd, { passive: false }],
    ["contextmenu", onContextMenu],
    ["click", never, { capture: true }],
    ["auxclick", never, { capture: true }],
    ["dragstart", never],
  ];
  for (const [type, handler, options] of all)
    surface.addEventListener(type, handler as EventListener, options);

  // What touch or keys have selected becomes a span by the label that is pressed then.
  let before = editor.labels.peek();
  const stop = editor.labels.subscribe((labels) => {
    const changed = labels !== before;
    before = labels;
    const caret = model.caret.peek();
    if (!changed || !caret || caret.by === "mouse" || caret.anchor === caret.head) return;
    if (anyLabel(model) && editor.selection.peek().length === 0) drawSpan(model, extentOf(caret));
  });
  return () => {
    stop();
    clearTimeout(hold);
    for (const [type, handler, options] of all)
      surface.removeEventListener(type, handler as EventListener, options);
    hover(null);
  };
}
