// What only regions need comes with the part `regions`, so the core stays small. Until then reads give
// what an editor without regions would say.
import { computed, signal } from "@preact/signals-core";
import type { Writer } from "./commit";
import type { Editor, Region, RelationRow } from "./editor";
import type { LateEdits } from "./late-edits";

const METHODS = [
  "canEdit",
  "labelControls",
  "labelChoices",
  "pressLabel",
  "canDraw",
  "draw",
  "reshape",
  "relabel",
  "remove",
  "duplicate",
  "castable",
  "recast",
  "copy",
  "paste",
  "annotate",
  "relate",
  "unrelate",
  "turnRelation",
  "labelRelation",
  "partner",
  "accept",
  "reject",
] as const satisfies readonly (keyof LateEdits)[];

const NO_REGIONS: readonly Region[] = [];
const NO_RELATIONS: readonly RelationRow[] = [];
/** Answers of the methods that give any; a person has nothing to call the others with yet. */
const BEFORE: { readonly [name: string]: unknown } = {
  canEdit: false,
  canDraw: { ok: false, reason: "Still loading." },
  draw: null,
  labelControls: NO_REGIONS,
  labelChoices: NO_REGIONS,
  duplicate: NO_REGIONS,
  castable: NO_REGIONS,
  copy: NO_REGIONS,
  paste: NO_REGIONS,
  partner: false,
};

export interface Late {
  /** Called when the part is here; the first call counts. */
  extend(make: (writer: Writer) => LateEdits): void;
}

export function late(writer: Writer): LateEdits & Late {
  const part = signal<LateEdits | null>(null);
  const methods = METHODS.map((name) => [
    name,
    (...given: unknown[]) =>
      part.value ? (part.value[name] as (...all: unknown[]) => unknown)(...given) : BEFORE[name],
  ]);
  return {
    ...(Object.fromEntries(methods) as Pick<Editor, (typeof METHODS)[number]>),
    relations: computed(() => part.value?.relations.value ?? NO_RELATIONS),
    suggestions: computed(() => part.value?.suggestions.value ?? NO_REGIONS),
    prompts: computed(() => part.value?.prompts.value ?? NO_REGIONS),
    suggesting: computed(() => part.value?.suggesting.value ?? false),
    extend(make) {
      part.value ??= make(writer);
    },
  };
}
