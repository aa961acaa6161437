// Words for how labels are doing; pure.

import type { SaveState } from "../core/editor";
import type { Link } from "../core/store";
import type { StoreState } from "../generated/wire";

export interface SaveFacts {
  readonly link: Link;
  readonly save: SaveState;
  readonly waiting: number;
  readonly why: string;
  readonly lastSaved: number | null;
  /** Whether a task can be worked on, or there is none. */
  readonly settled: boolean;
}

export type DataState = "loading" | "ready" | "saving" | "saved" | "unsaved" | "error";

/** The root's `data-state`. */
export function dataState({ link, save, lastSaved, settled }: SaveFacts): DataState {
  if (link === "silent" || save === "error") return "error";
  if (link === "connecting" || !settled) return "loading";
  if (save === "saving") return "saving";
  if (save === "unsaved" || save === "offline") return "unsaved";
  return lastSaved === null ? "ready" : "saved";
}

/** The word in the foot, and why changes wait. */
export function saveWords({ link, save, waiting, why, lastSaved }: SaveFacts): { word: string; why: string } {
  if (waiting && save !== "saving")
    return {
      word: `${waiting} not saved yet`,
      why: why || (link === "silent" ? "the kernel does not answer" : "sending"),
    };
  if (save === "error") return { word: "not saved", why };
  if (save === "saving") return { word: "saving", why: "" };
  return { word: link === "live" && lastSaved !== null ? "✓ saved" : "", why: "" };
}

/** The same as one sentence. */
export function saveText(facts: SaveFacts): string {
  const { word, why } = saveWords(facts);
  return why ? `${word}: ${why}` : word;
}

/** `Saved 12:03:09`, in the person's own time; empty before anything was. */
export function savedAt(lastSaved: number | null): string {
  if (lastSaved === null) return "";
  const at = new Date(lastSaved);
  // By hand: the first call of toLocaleTimeString costs a frame.
  const parts = [at.getHours(), at.getMinutes(), at.getSeconds()];
  return `Saved ${parts.map((part) => String(part).padStart(2, "0")).join(":")}`;
}

/** Where labels are, in a word or two. */
export function storeName({ location, durable }: Pick<StoreState, "location" | "durable">): string {
  if (!durable && !/[/\\:]/.test(location)) return location && "in memory";
  return location.split(/[/\\]/).pop() || location;
}
