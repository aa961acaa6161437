// Labels of the labels controls, and those that results carry: names, colours, limits.
import type { Item, TagNode } from "../generated/wire";
import { factsOf, flag, number, payloadKey, stored, text } from "./facts";
import { automaticColor, NEUTRAL } from "./palette";
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

/** The label that `selected="true"` makes active at the start: the first one only. */
export function firstActive(table: LabelTable): Active {
  for (const [control, rows] of table) {
    const row = rows.find((label) => flag(label.node, "selected"));
    if (row) return new Map([[control, [row.stored]]]);
  }
  return new Map();
}
