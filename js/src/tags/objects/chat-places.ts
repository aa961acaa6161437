// Where messages lie on the page, for what is drawn across objects.
import type { Places, RegionPlaces } from "../../ui/context";

/** Free height over a message. */
const GAP = 8;

function chatPlaces(log: HTMLElement): RegionPlaces {
  const own = () => [...log.querySelectorAll<HTMLElement>("[data-message]")];
  return {
    kind: "area",
    now() {
      const frame = log.getBoundingClientRect();
      const boxes = new Map(own().map((one) => [one.dataset.message ?? "", one.getBoundingClientRect()]));
      return {
        frame,
        sees({ id }) {
          const box = boxes.get(id);
          return box !== undefined && box.top < frame.bottom && box.bottom > frame.top;
        },
        of({ id }) {
          const box = boxes.get(id);
          return box ? [box] : null;
        },
        room: () => GAP,
      };
    },
    at(x, y) {
      const under = own().find((one) => {
        const box = one.getBoundingClientRect();
        return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
      });
      return under?.dataset.message ?? null;
    },
  };
}

/** Takes part in what is drawn across objects; returns the end of it. */
export function joinPlaces(name: string, places: Places, log: HTMLElement): () => void {
  const leave = places.add(name, chatPlaces(log));
  const resized = new ResizeObserver(places.changed);
  resized.observe(log);
  log.addEventListener("scroll", places.changed, { passive: true });
  return () => {
    log.removeEventListener("scroll", places.changed);
    resized.disconnect();
    leave();
  };
}
