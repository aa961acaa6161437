// What the first view does without comes in parts, so that the core stays small. Until one is here, reads give
// what an editor without regions and versions would say.
import { computed, signal } from "@preact/signals-core";
import type { Writer } from "./commit";
import type { Region, RelationRow, Tab } from "./editor";
import { factsOf } from "./facts";
import type { LateEdits } from "./late-edits";
import type { Refusals } from "./lifecycle";
import type { Validation } from "./validate";
import type { Versions } from "./versions";

type Methods = LateEdits & Versions;
type LateParts = Methods & Validation;

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
  "newAnnotation",
  "copyPrediction",
  "duplicateAnnotation",
  "deleteAnnotation",
] as const satisfies readonly (keyof Methods)[];

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

/** What a part of the bundle brings for the store. */
export type MakeLate = (writer: Writer, open: (tab: Tab) => void) => Partial<LateParts>;

export interface Late {
  /** Called when a part is here; what came first counts. */
  extend(make: MakeLate): void;
}

export function late(writer: Writer, open: (tab: Tab) => void) {
  const here = signal<Partial<LateParts>>({});
  const made = new Set<MakeLate>();
  const methods = METHODS.map((name) => [
    name,
    (...given: unknown[]) => {
      const method = here.value[name] as ((...all: unknown[]) => unknown) | undefined;
      return method ? method(...given) : BEFORE[name];
    },
  ]);
  const refusals: Refusals = (scene) => {
    const { validate } = here.peek();
    if (validate) return validate(scene);
    const asks = [...scene.index.controls.values()].some(({ tag }) => factsOf(tag).classification);
    return asks ? null : [];
  };
  const editor: Methods & Late = {
    ...(Object.fromEntries(methods) as Pick<Methods, (typeof METHODS)[number]>),
    relations: computed(() => here.value.relations?.value ?? NO_RELATIONS),
    suggestions: computed(() => here.value.suggestions?.value ?? NO_REGIONS),
    prompts: computed(() => here.value.prompts?.value ?? NO_REGIONS),
    suggesting: computed(() => here.value.suggesting?.value ?? false),
    extend(make) {
      if (made.has(make)) return;
      made.add(make);
      here.value = { ...make(writer, open), ...here.peek() };
    },
  };
  return { editor, refusals };
}
