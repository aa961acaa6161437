// Words for how labels are doing; pure.

import type { SaveState } from "../core/editor";
import type { Link } from "../core/store";

export interface SaveFacts {
  readonly link: Link;
  readonly save: SaveState;
  readonly waiting: number;
  readonly why: string;
  readonly lastSaved: number | null;
  /** Whether a task is on show, or there is none to show. */
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

/** The word in the foot. */
export function saveText({ link, save, waiting, why, lastSaved }: SaveFacts): string {
  const pending = `${waiting} not saved yet: ${why || (link === "silent" ? "the kernel does not answer" : "sending")}`;
  if (save === "error") return waiting ? pending : why || "not saved";
  if (waiting && save !== "saving") return pending;
  if (save === "saving") return "saving";
  return link === "live" && lastSaved !== null ? "✓ saved" : "";
}
