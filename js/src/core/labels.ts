// Labels of the labels controls: colours, limits, and which of them are active for drawing.
import type { Item, TagNode } from "../generated/wire";
import type { ShapeName } from "./editor";
import { attr, factsOf, flag, number, payloadKey, stored, text } from "./facts";
import { automaticColor, NEUTRAL } from "./palette";
import { DRAWN } from "./shapes";
import { below, type TreeIndex } from "./tree-index";

export interface LabelRow {
  readonly control: string;
  readonly node: TagNode;
  readonly stored: string;
  readonly shown: string;
  readonly color: string;
  readonly limit: number | null;
}

export type LabelTable = ReadonlyMap<string, readonly LabelRow[]>;
export type Active = ReadonlyMap<string, readonly string[]>;

/** A taxonomy whose paths are the labels of spans. */
export const marksSpans = (node: TagNode): boolean => flag(node, "labeling") && !flag(node, "perRegion");

export const givesLabels = (node: TagNode): boolean => factsOf(node.tag).labels === true || marksSpans(node);

/** Of a taxonomy the first level alone: what lies below has its colour. */
export function labelTable(index: TreeIndex): LabelTable {
  const table = new Map<string, LabelRow[]>();
  let place = 0;
  for (const [control, node] of index.controls) {
    if (!givesLabels(node)) continue;
    const nodes = [...below(node, node.tag === "Taxonomy" ? "Choice" : "Label")];
    if (flag(node, "allowEmpty")) nodes.unshift(blankLabel(node));
    const rows = nodes.map((label): LabelRow => {
      const background = text(label, label.tag === "Label" ? "background" : "color");
      const name = stored(label);
      return {
        control,
        node: label,
        stored: name,
        shown: text(label, "value"),
        color: name === "" ? NEUTRAL : background || automaticColor(place++, name),
        limit: number(label, "maxUsages") ?? number(node, "maxUsages"),
      };
    });
    table.set(control, rows);
  }
  return table;
}

function blankLabel(control: TagNode): TagNode {
  const nothing = { name: null, to_name: [], text: null, children: [] };
  return { ...nothing, id: `${control.id}.blank`, tag: "Label", attrs: { value: "" }, line: control.line };
}

export function labelColor(table: LabelTable, control: string, label: string): string {
  const rows = table.get(control);
  const [top] = label.split(" / ", 1);
  const found =
    rows?.find((row) => row.stored === label || row.shown === label) ??
    rows?.find((row) => row.stored === top);
  if (found) return found.color;
  for (const rows of table.values()) {
    const other = rows.find((row) => row.stored === label);
    if (other) return other.color;
  }
  return NEUTRAL;
}

/** Labels an item carries; empty for items of controls that hold no labels. */
export function labelsOf(item: Item): readonly string[] {
  const held = item.value?.[item.type.endsWith("labels") ? payloadKey(item.type) : "labels"];
  return Array.isArray(held) ? held.filter((label) => typeof label === "string") : [];
}

/** What a region shows as labels of one of its results: of a taxonomy that marks spans, its paths. */
export function shownLabels(item: Item, { controls }: TreeIndex): readonly string[] {
  const control = controls.get(item.from_name ?? "");
  const paths = control && marksSpans(control) && item.value?.taxonomy;
  return Array.isArray(paths) ? paths.map((path) => [path].flat().join(" / ")) : labelsOf(item);
}

/** How many regions carry each label of a control. */
export function usage(items: readonly Item[], control: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    if (item.from_name !== control) continue;
    for (const label of labelsOf(item)) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return counts;
}

/** Shapes that regions of a region control can have on its object, among those this build draws. */
export function shapesOf(index: TreeIndex, control: TagNode): readonly ShapeName[] {
  const surface = surfaceOf(index, control) ?? "";
  const drawn = DRAWN[surface] ?? [];
  const { labels, shape } = factsOf(control.tag);
  if (shape) return drawn.filter((one) => one === shape);
  if (!labels) return marksSpans(control) ? drawn.filter((one) => one === "span") : [];
  // Plain labels on a text make spans; on an image another control draws. A dialogue has labels of its own.
  if (surface !== "image") return surface === "paragraphs" ? [] : drawn;
  const shapes = new Set<string | undefined>();
  for (const other of index.controls.values())
    if (other.to_name.some((name) => control.to_name.includes(name))) shapes.add(factsOf(other.tag).shape);
  return drawn.filter((one) => shapes.has(one));
}

export function surfaceOf(index: TreeIndex, control: TagNode): string | undefined {
  const object = index.objects.get(control.to_name[0] ?? "");
  return object && factsOf(object.tag).surface;
}

/** Controls that make a region of this shape on the object: with labels, or bare. */
export function makers(index: TreeIndex, object: string, shape: ShapeName): TagNode[] {
  return [...index.controls.values()].filter(
    (node) =>
      node.to_name.includes(object) && node.tag !== "MagicWand" && shapesOf(index, node).includes(shape),
  );
}

/** Active labels after a press: one or several by `choice`; controls of other shapes are released. */
export function press(index: TreeIndex, active: Active, control: TagNode, label: string): Active {
  const name = control.name ?? "";
  const held = active.get(name) ?? [];
  const next = new Map(active);
  const on = !held.includes(label);
  if (!on)
    next.set(
      name,
      held.filter((other) => other !== label),
    );
  else next.set(name, attr(control, "choice") === "multiple" ? [...held, label] : [label]);
  const shape = factsOf(control.tag).shape;
  for (const other of on && shape ? next.keys() : []) {
    const node = index.controls.get(other);
    const otherShape = node && factsOf(node.tag).shape;
    if (otherShape && otherShape !== shape && node.to_name.some((to) => control.to_name.includes(to)))
      next.delete(other);
  }
  return next;
}

/** The label that `selected="true"` makes active at the start: the first one only. */
export function firstActive(table: LabelTable): Active {
  for (const [control, rows] of table) {
    const row = rows.find((label) => flag(label.node, "selected"));
    if (row) return new Map([[control, [row.stored]]]);
  }
  return new Map();
}

export function usedUp(label: string, limit: number): string {
  return `You can't use ${label} more than ${limit} time(s)`;
}
