// Takes part in what is drawn across objects.
import { effect } from "@preact/signals-core";
import type { Places, RegionPlaces } from "../../ui/context";

interface Joining {
  readonly name: string;
  readonly own: RegionPlaces;
  readonly scroller: HTMLElement;
  /** Reads the signals that move its regions. */
  follow(): void;
}

/** Adds the places of an object's regions; returns the end of it. */
export function joinPlaces(places: Places, { name, own, scroller, follow }: Joining): () => void {
  const leave = places.add(name, own);
  const still = effect(() => {
    follow();
    places.changed();
  });
  scroller.addEventListener("scroll", places.changed, { passive: true });
  return () => {
    scroller.removeEventListener("scroll", places.changed);
    still();
    leave();
  };
}
