// What a person does with regions: each call is one step of undo.
import type { Item, TagNode } from "../generated/wire";
import type { Writer } from "./commit";
import type { Editor, Json, Region, ShapeName } from "./editor";
import { append } from "./edits";
import { attr, factsOf, flag } from "./facts";
import { newId } from "./ids";
import { clone, equal, isObject } from "./json";
import { makers, press, shapesOf, usage, usedUp } from "./label-use";
import { givesLabels, type LabelRow, labelColor, marksSpans } from "./labels";
import { onShownPages } from "./paging";
import { NEUTRAL } from "./palette";
import * as edits from "./region-diffs";
import { regionById, say } from "./state";
import { pathOf } from "./taxonomy-paths";

export type RegionEdits = Pick<
  Editor,
  | "canEdit"
  | "labelControls"
  | "labelChoices"
  | "pressLabel"
  | "canDraw"
  | "draw"
  | "reshape"
  | "relabel"
  | "remove"
  | "duplicate"
  | "copy"
  | "paste"
  | "annotate"
>;

/** Also for the rest of the editor, which asks a model with regions that are not in the data. */
export interface RegionMaking extends RegionEdits {
  /** Results of a region that could be drawn now; null, with the reason said, when it could not. */
  results(...drawn: Parameters<Editor["draw"]>): Item[] | null;
}

const NAMES: { readonly [shape in ShapeName]?: string } = {
  rectangle: "box",
  keypoint: "key point",
  brush: "mask",
  bitmask: "mask",
};
const some = (n: number, verb: string) => (n === 1 ? `${verb} region` : `${verb} ${n} regions`);

export function regionEdits({ state, edit }: Writer): RegionMaking {
  const result = () => state.result.value;
  const canEdit = (id: string) => {
    const region = regionById(state, id);
    return !!region && !state.readOnly.value && !region.readonly && !state.locked.value.has(id);
  };
  const editable = (ids: readonly string[]) =>
    ids.flatMap((id) => (canEdit(id) ? (regionById(state, id) ?? []) : []));
  const rows = (control: string) => state.look.value.labels.get(control) ?? [];

  /** Rows of the active labels of a control, in config order; paths in the order they were picked. */
  function activeRows(node: TagNode): LabelRow[] {
    const control = node.name ?? "";
    const active = state.labels.value.get(control) ?? [];
    if (!marksSpans(node)) return rows(control).filter((row) => active.includes(row.stored));
    return active.map((stored) => {
      const shown = pathOf(stored).join(" / ");
      const color = labelColor(state.look.value.labels, control, shown);
      return { control, node, stored, shown, color, limit: null };
    });
  }

  /** Labels as a result of the control holds them. */
  function held(node: TagNode, labels: readonly string[]): readonly Json[] {
    return marksSpans(node) ? labels.map((label) => [...pathOf(label)]) : labels;
  }

  function exhausted(row: LabelRow, more = 1): string | null {
    if (row.limit === null) return null;
    const used = usage(result(), row.control).get(row.stored) ?? 0;
    return used + more > row.limit ? usedUp(row.shown, row.limit) : null;
  }

  /** Results a new region of this shape gets: the one that draws first, then other labels. */
  function plan(object: string, shape: ShapeName): { makers: edits.Maker[]; rows: LabelRow[] } {
    const found = makers(state.look.value.index, object, shape);
    const labelled = found.filter((node) => givesLabels(node) && activeRows(node).length > 0);
    const drawsAlone = (node: TagNode) => factsOf(node.tag).shape === shape || shape === "span";
    const main = labelled.find(drawsAlone) ?? found.find((node) => !givesLabels(node));
    if (!main) return { makers: [], rows: [] };
    const controls = [main, ...labelled.filter((node) => node !== main)];
    const chosen = controls.map((control) => {
      const labels = activeRows(control).flatMap((row) => (row.stored === "" ? [] : row.stored));
      return { control, labels: givesLabels(control) ? held(control, labels) : null };
    });
    return { makers: chosen, rows: controls.flatMap(activeRows) };
  }

  /** Why nothing makes a region of this shape now. */
  function unmade(object: string, shape: ShapeName): string {
    const { index } = state.look.value;
    const dialogue = index.objects.get(object)?.tag === "Paragraphs";
    return dialogue && makers(index, object, shape).length === 0
      ? "A dialogue takes ParagraphLabels: labels of other controls mark nothing here."
      : "Choose a label first.";
  }

  function canDraw(object: string, shape: ShapeName): ReturnType<Editor["canDraw"]> {
    if (state.readOnly.value) return { ok: false, reason: "This annotation is read-only." };
    const planned = plan(object, shape);
    if (planned.makers.length === 0) return { ok: false, reason: unmade(object, shape) };
    for (const row of planned.rows) {
      const reason = exhausted(row);
      if (reason) return { ok: false, reason };
    }
    return { ok: true, color: planned.rows[0]?.color ?? NEUTRAL };
  }

  function results(...[object, shape, geometry, facts = {}]: Parameters<Editor["draw"]>): Item[] | null {
    const allowed = canDraw(object, shape);
    const planned = plan(object, shape).makers;
    if (allowed.ok) return edits.draw(planned, newId(), object, geometry, facts);
    if (!state.readOnly.value && planned.length > 0) say(state, allowed.reason, "warning");
    return null;
  }

  function draw(...drawn: Parameters<Editor["draw"]>): string | null {
    const [object, shape] = drawn;
    const items = results(...drawn);
    const id = items?.[0]?.id;
    if (!items || id === undefined) return null;
    if (!edit(shape === "message" ? "Add message" : `Draw ${NAMES[shape] ?? shape}`, append(result(), items)))
      return null;
    if (!state.options.value.keep_label) release(object);
    if (state.options.value.select_after_create) state.selection.value = [id];
    else if (state.selection.value.length > 0) state.selection.value = [];
    return id;
  }

  function release(object: string): void {
    const { controls } = state.look.value.index;
    const kept = [...state.labels.value].filter(([name]) => !controls.get(name)?.to_name.includes(object));
    state.labels.value = new Map(kept);
  }

  function relabel(...[ids, control, labels]: Parameters<Editor["relabel"]>): void {
    const node = state.look.value.index.controls.get(control);
    if (!node) return;
    const wanted = labels.filter((label) => label !== "");
    const regions = editable(ids).filter((region) => accepts(node, region, labels));
    const after = held(node, wanted);
    const changed = regions.filter((region) => !equal(labelsBy(region, control), after));
    for (const row of rows(control).filter(({ stored }) => wanted.includes(stored))) {
      const more = changed.filter((region) => !labelsBy(region, control).includes(row.stored)).length;
      const reason = more > 0 && exhausted(row, more);
      if (!reason) continue;
      say(state, reason, "warning");
      return;
    }
    if (changed.length > 0) edit("Relabel", edits.relabel(result(), changed, node, after));
  }

  /** A combined control's result keeps a label unless its control has the empty one. */
  function accepts(node: TagNode, region: Region, labels: readonly string[]): boolean {
    if (!node.to_name.includes(region.object)) return false;
    const own = region.items[0]?.from_name === node.name;
    if (labels.length === 0 && own) return flag(node, "allowEmpty");
    const fits = region.shape !== null && shapesOf(state.look.value.index, node).includes(region.shape);
    return fits || region.items.some((item) => item.from_name === node.name);
  }

  function labelsBy(region: Region, control: string): readonly string[] {
    const item = region.items.find((one) => one.from_name === control);
    const held = item?.value?.[item.type];
    return Array.isArray(held) ? held : [];
  }

  function pressLabel(control: string, stored: string): void {
    const node = state.look.value.index.controls.get(control);
    if (!node || state.readOnly.value) return;
    const regions = editable(state.selection.value).filter((region) => accepts(node, region, [stored]));
    if (regions.length > 0) {
      const carried = labelsBy(regions[0] as Region, control);
      const multiple = attr(node, "choice") === "multiple" && stored !== "";
      const on = !carried.includes(stored);
      const order = rows(control).map((row) => row.stored);
      const toggled = on ? [...carried, stored] : carried.filter((label) => label !== stored);
      const sorted = toggled.toSorted((one, other) => order.indexOf(one) - order.indexOf(other));
      relabel(state.selection.value, control, multiple ? sorted : [stored]);
      return;
    }
    const row = rows(control).find((one) => one.stored === stored);
    const active = state.labels.value.get(control)?.includes(stored);
    const reason = row && !active ? exhausted(row) : null;
    if (reason) say(state, reason, "warning");
    else state.labels.value = press(state.look.value.index, state.labels.value, node, stored);
  }

  function add(items: readonly Item[], verb: string): readonly string[] {
    if (items.length === 0 || state.readOnly.value) return [];
    const made = edits.copies(items, newId);
    if (!edit(some(made.ids.length, verb), append(result(), made.items))) return [];
    state.selection.value = made.ids;
    return made.ids;
  }

  return {
    canEdit,
    canDraw,
    results,
    draw,
    relabel,
    pressLabel,
    labelControls: (object) => {
      const { index } = state.look.value;
      return [...index.controls.values()].filter(
        (node) =>
          factsOf(node.tag).labels && node.to_name.includes(object) && shapesOf(index, node).length > 0,
      );
    },
    labelChoices: (control) => {
      const limited = rows(control).some(({ limit }) => limit !== null);
      const used = limited ? usage(result(), control) : null;
      return rows(control).map(({ limit, ...row }) => ({
        ...row,
        left: limit === null ? null : Math.max(0, limit - (used?.get(row.stored) ?? 0)),
      }));
    },
    reshape: (changes, label) => {
      const moved = editable([...changes.keys()])
        .map((region) => [region, changes.get(region.id) ?? {}] as const)
        .filter(([region, geometry]) => !equal(geometry, region.geometry));
      edit(label, edits.reshape(moved));
    },
    remove: (ids) => {
      const regions = editable(ids);
      edit(some(regions.length, "Delete"), edits.remove(result(), new Set(regions.map(({ id }) => id))));
    },
    duplicate: (ids) =>
      add(
        ids.flatMap((id) => regionById(state, id)?.items ?? []),
        "Duplicate",
      ),
    copy: (ids) => clone(ids.flatMap((id) => [...(regionById(state, id)?.items ?? [])])),
    paste: (items) => {
      const { controls, objects } = state.look.value.index;
      const known = items.filter(
        (item) =>
          isObject(item) &&
          isObject(item.value) &&
          typeof item.type === "string" &&
          controls.has(String(item.from_name)) &&
          objects.has(String(item.to_name)),
      );
      if (known.length < items.length)
        say(state, "Some of what was copied does not belong to this config.", "warning");
      return add(onShownPages(state, known), "Paste");
    },
    annotate: (id, note) => {
      const region = canEdit(id) && regionById(state, id);
      if (region && region.note !== note) edit("Edit note", edits.annotate(region, note));
    },
  };
}
