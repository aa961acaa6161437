// The objects on show, where arrows between their regions begin and end.
import { signal } from "@preact/signals-core";
import type { Places, RegionPlaces } from "./context";

export function createPlaces(): Places {
  const of = new Map<string, RegionPlaces>();
  const moved = signal(0);
  const changed = () => {
    moved.value = moved.peek() + 1;
  };
  return {
    of,
    moved,
    changed,
    add(object, place) {
      of.set(object, place);
      changed();
      return () => {
        if (of.get(object) !== place) return;
        of.delete(object);
        changed();
      };
    },
  };
}
