// Where spans lie on the page, for what is drawn across objects.
import { effect } from "@preact/signals-core";
import type { Places, PlacesNow, RegionPlaces } from "../../ui/context";
import type { Box } from "../../ui/place";
import { pile, type Span } from "../shapes/span";
import { blockAt, blockElement, positionOf } from "./text-blocks";
import { type Rect, rectsOf } from "./text-measure";
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
  /** From the corner of the span's first block, so that scrolling and other blocks change nothing. */
  let measured = new WeakMap<Span, readonly Rect[]>();
  let size = "";

  function now(): PlacesNow {
    const text = content.getBoundingClientRect();
    const { top, bottom } = scroller.getBoundingClientRect();
    const corners: DOMRect[] = [];
    const cornerOf = (number: number): DOMRect | undefined => {
      corners[number] ??= blockElement(content, number)?.getBoundingClientRect() as DOMRect;
      return corners[number];
    };
    if (size !== model.size.peek()) {
      size = model.size.peek();
      measured = new WeakMap();
    }
    return {
      frame: { left: text.left, right: text.right, top, bottom },
      sees(region) {
        const span = model.span(region.id);
        const box = span && cornerOf(blockAt(blocks, span.start));
        return box !== undefined && box.top < bottom && box.bottom + LONGEST > top;
      },
      of(region) {
        const span = model.span(region.id);
        if (!span) return null;
        const number = blockAt(blocks, span.start);
        const box = cornerOf(number);
        if (!box) return null;
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
    const y = box.top + (box.height * (span.start - start)) / Math.max(1, end - start);
    return { left: box.left, right: box.right, top: y, bottom: y + 1 };
  }

  function near(span: Span, text: DOMRect, box: DOMRect): readonly Rect[] {
    const rects = rectsOf(content, blocks, span).map((rect) => ({
      ...rect,
      left: rect.left + text.left - box.left,
      top: rect.top + text.top - box.top,
    }));
    measured.set(span, rects);
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

/** Takes part in what is drawn across objects; returns the end of it. */
export function joinPlaces(model: TextModel, places: Places, content: HTMLElement, scroller: HTMLElement) {
  const leave = places.add(model.name, textPlaces(model, content, scroller));
  const still = effect(() => {
    void [model.size.value, model.stacked.value, model.pulled.value];
    places.changed();
  });
  scroller.addEventListener("scroll", places.changed, { passive: true });
  return () => {
    scroller.removeEventListener("scroll", places.changed);
    still();
    leave();
  };
}
