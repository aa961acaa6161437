// All that the part `regions` adds to the editor.
import type { Writer } from "./commit";
import { type RegionEdits, regionEdits } from "./region-edits";
import { type Relations, relations } from "./relations";
import { type Suggestions, suggestions } from "./suggestions";

export type LateEdits = RegionEdits & Relations & Suggestions;

export function lateEdits(writer: Writer): LateEdits {
  return { ...regionEdits(writer), ...relations(writer), ...suggestions(writer) };
}
