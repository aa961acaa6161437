// All that the part `regions` adds to the editor.
import type { Writer } from "./commit";
import { type Conversions, conversions } from "./conversions";
import { type RegionEdits, regionEdits } from "./region-edits";
import { type Relations, relations } from "./relations";
import { type Suggestions, suggestions } from "./suggestions";

export type LateEdits = RegionEdits & Conversions & Relations & Suggestions;

export function lateEdits(writer: Writer): LateEdits {
  const { results, ...regions } = regionEdits(writer);
  return {
    ...regions,
    ...conversions(writer),
    ...relations(writer),
    ...suggestions(writer, { results, draw: regions.draw }),
  };
}
