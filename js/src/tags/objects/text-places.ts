// Where spans lie on the page, for what is drawn across objects.
import type { Rect } from "../../geometry/rect";
import type { Places, PlacesNow, RegionPlaces } from "../../ui/context";
import type { Box } from "../../ui/place";
import { pile, type Span } from "../shapes/span";
import { joinPlaces } from "./span-places";
import { blockAt, positionOf } from "./text-blocks";
import { rectsOf } from "./text-measure";
import type { TextModel } from "./text-model";

/** A span that begins above what is in sight may reach into it. */
const LONGEST = 400;
/** Padding of the text over its first line. */
const FIRST_LINE = 18;

const at = ({ left, top, width, height }: Rect, x: number, y: number): Box => ({
  left: left + x,
  top: top + y,
  right: left + x + width,
  bottom: top + y + height,
});

function textPlaces(model: TextModel, content: HTMLElement, scroller: HTMLElement): RegionPlaces {
  const { blocks } = model;
  /** From the corner of the span's first row, so that scrolling and other rows change nothing. */
  let measured = new WeakMap<Span, readonly Rect[]>();
  let size = "";
  let unseen: ReadonlySet<number> = new Set();

  /** The first block in which a span is shown: phrases may be filtered out. */
  function firstShown({ start, end }: Span): number | null {
    for (let number = blockAt(blocks, start); (blocks[number]?.start ?? end) < end; number++)
      if (!unseen.has(number)) return number;
    return null;
  }

  function now(): PlacesNow {
    const text = content.getBoundingClientRect();
    const { top, bottom } = scroller.getBoundingClientRect();
    const corners: DOMRect[] = [];
    // Rows, not what they hold: to measure inside of one that is out of sight would lay it out.
    const cornerOf = (number: number | null): DOMRect | undefined => {
      if (number === null) return undefined;
      corners[number] ??= content.children[number]?.getBoundingClientRect() as DOMRect;
      return corners[number];
    };
    if (size !== model.size.peek() || unseen !== model.unseen.peek()) {
      size = model.size.peek();
      unseen = model.unseen.peek();
      measured = new WeakMap();
    }
    return {
      frame: { left: text.left, right: text.right, top, bottom },
      sees(region) {
        const span = model.span(region.id);
        const box = span && cornerOf(firstShown(span));
        return box !== undefined && box.top < bottom && box.bottom + LONGEST > top;
      },
      of(region) {
        const span = model.span(region.id);
        if (!span) return null;
        const number = firstShown(span);
        const box = cornerOf(number);
        if (number === null || !box) return null;
        if (!model.marks.has(number)) return [far(span, number, box)];
        const rects = measured.get(span) ?? near(span, text, box);
        return rects.length > 0 ? rects.map((rect) => at(rect, box.left, box.top)) : null;
      },
      room(box) {
        const first = box.top - text.top < box.bottom - box.top;
        if (first && scroller.scrollTop === 0) return FIRST_LINE;
        return Number.parseFloat(getComputedStyle(content).lineHeight) - (box.bottom - box.top) || 0;
      },
    };
  }

  /** About where a span lies whose block is out of sight: measuring it would lay the block out. */
  function far(span: Span, number: number, box: DOMRect): Box {
    const { start, end } = blocks[number] ?? { start: 0, end: 1 };
    const y = box.top + (box.height * Math.max(0, span.start - start)) / Math.max(1, end - start);
    return { left: box.left, right: box.right, top: y, bottom: y + 1 };
  }

  function near(span: Span, text: DOMRect, box: DOMRect): readonly Rect[] {
    const rects = rectsOf(content, blocks, span).map((rect) => ({
      ...rect,
      left: rect.left + text.left - box.left,
      top: rect.top + text.top - box.top,
    }));
    if (rects.length > 0) measured.set(span, rects); // a hidden view has none for now
    return rects;
  }

  return {
    kind: "lines",
    now,
    at(x, y) {
      const place = model.root.caretAt(x, y);
      const position = place && positionOf(content, blocks, place.node, place.offset);
      if (position === null) return null;
      const under = model.stacked
        .peek()
        .filter(({ span }) => span.start <= position && position <= span.end)
        .map(({ span }) => span);
      return pile(under)[0]?.region.id ?? null;
    },
  };
}

export const joinTextPlaces = (
  model: TextModel,
  places: Places,
  content: HTMLElement,
  scroller: HTMLElement,
): (() => void) =>
  joinPlaces(places, {
    name: model.name,
    own: textPlaces(model, content, scroller),
    scroller,
    follow() {
      void [model.size.value, model.stacked.value, model.pulled.value];
      void [model.unseen.value, model.sighted.value];
    },
  });
