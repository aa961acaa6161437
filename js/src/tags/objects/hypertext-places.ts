// Where a document's spans lie in the window, for what is drawn across objects.
import type { Places, PlacesNow, RegionPlaces } from "../../ui/context";
import { pile } from "../shapes/span";
import { type Marks, spansAt } from "./hypertext-marks";
import type { HtmlModel } from "./hypertext-model";
import { joinPlaces } from "./span-places";

/** Names over arrows need about this much between two lines. */
const BETWEEN_LINES = 8;

function htmlPlaces(model: HtmlModel, marks: Marks, surface: Element, scroller: Element): RegionPlaces {
  function now(): PlacesNow {
    const corner = surface.getBoundingClientRect();
    const frame = scroller.getBoundingClientRect();
    const rectsOf = (id: string) => {
      const span = model.span(id);
      return span ? marks.of(span) : [];
    };
    return {
      frame,
      sees({ id }) {
        const rects = rectsOf(id);
        const [first] = rects;
        const last = rects.at(-1);
        if (!first || !last) return false;
        return first.top + corner.top < frame.bottom && last.top + last.height + corner.top > frame.top;
      },
      of({ id }) {
        const rects = rectsOf(id);
        if (rects.length === 0) return null;
        return rects.map(({ left, top, width, height }) => ({
          left: corner.left + left,
          top: corner.top + top,
          right: corner.left + left + width,
          bottom: corner.top + top + height,
        }));
      },
      room: () => BETWEEN_LINES,
    };
  }
  return { kind: "lines", now, at: (x, y) => pile(spansAt(model, marks, x, y))[0]?.region.id ?? null };
}

export function joinHtmlPlaces(model: HtmlModel, marks: Marks, places: Places): () => void {
  const { name, surface, scroller } = model;
  if (!surface || !scroller) return () => undefined;
  return joinPlaces(places, {
    name,
    own: htmlPlaces(model, marks, surface, scroller),
    scroller,
    follow() {
      void [model.layout.value, model.page.value, model.stacked.value, model.pulled.value];
    },
  });
}
