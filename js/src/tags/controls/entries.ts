// The list of texts that a TextArea holds.

import type { Json } from "../../core/editor";
import { flag, number } from "../../core/facts";
import type { TagNode } from "../../generated/wire";

export const DUPLICATE = "There is already an entry with that text. Please enter unique text.";

/** Accepts a bare string, as old data and predictions have it. */
export function entriesOf(value: Json | undefined): readonly string[] {
  const list = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return list.map((entry) => (typeof entry === "string" ? entry : JSON.stringify(entry)));
}

export function full(node: TagNode, entries: readonly string[]): boolean {
  const most = number(node, "maxSubmissions");
  return most !== null && most > 0 && entries.length >= most;
}

/** Whether the text may stand beside the other entries. */
export function repeats(node: TagNode, others: readonly string[], text: string): boolean {
  const folded = text.toLowerCase();
  return flag(node, "skipDuplicates") && others.some((other) => other.toLowerCase() === folded);
}

/** An empty list is no answer. */
export function payload(entries: readonly string[]): Json | undefined {
  return entries.length > 0 ? [...entries] : undefined;
}

/** Whether a key press is one of the chords in a spelling such as `ctrl+1, alt+x`; plain keys type. */
export function isChord(event: KeyboardEvent, spelling: string): boolean {
  return spelling.split(",").some((chord) => {
    const parts = chord.trim().toLowerCase().split("+");
    const key = parts.pop();
    const held = (...names: string[]) => names.some((name) => parts.includes(name));
    return (
      key === event.key.toLowerCase() &&
      held("ctrl", "alt", "cmd", "meta") &&
      event.ctrlKey === held("ctrl") &&
      event.altKey === held("alt") &&
      event.metaKey === held("cmd", "meta") &&
      event.shiftKey === held("shift")
    );
  });
}
