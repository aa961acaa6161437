// What the config says of relations, and how they are named.

import type { Region, RelationRow } from "../core/editor";
import { attr, stored, text } from "../core/facts";
import { NEUTRAL } from "../core/palette";
import { below } from "../core/tree-index";
import type { TagNode } from "../generated/wire";
import { excerpt } from "./region-rows";

export interface RelationChoice {
  readonly value: string;
  readonly color: string;
}

export interface RelationChoices {
  /** Whether the config has relations at all. */
  readonly declared: boolean;
  readonly multiple: boolean;
  readonly list: readonly RelationChoice[];
}

export function relationChoices(tree: TagNode | null): RelationChoices {
  const node = tree && (tree.tag === "Relations" ? tree : [...below(tree, "Relations")][0]);
  if (!node) return { declared: false, multiple: true, list: [] };
  const list = [...below(node, "Relation")].map((choice) => ({
    value: stored(choice),
    color: text(choice, "background") || NEUTRAL,
  }));
  return { declared: true, multiple: attr(node, "choice") !== "single", list };
}

/** Of the first label; labels that the config does not know are plain. */
export function relationColor({ list }: RelationChoices, [first]: readonly string[]): string {
  return list.find(({ value }) => value === first)?.color ?? NEUTRAL;
}

/** Labels after one is picked, or taken back: in the order they were picked. */
export function picked(
  labels: readonly string[],
  value: string,
  { multiple }: Pick<RelationChoices, "multiple">,
): readonly string[] {
  if (labels.includes(value)) return labels.filter((label) => label !== value);
  return multiple ? [...labels, value] : [value];
}

export const pairOf = ({ from, to }: RelationRow): readonly [string, string] => [from.id, to.id];

export const relationKey = (row: RelationRow): string => pairOf(row).join("\n");

export const isPair = (pair: readonly string[], { from, to }: RelationRow): boolean =>
  pair[0] === from.id && pair[1] === to.id;

const WAYS = { right: "right", left: "left", bi: "both ways" } as const;

/** What an end says, else its labels: places in percent tell nobody which one it is. */
export function endText(region: Region): string {
  const { text: said, labels } = region;
  return said ? excerpt(region, said) : labels.join(", ") || excerpt(region) || "region";
}

export function endName(region: Region): string {
  return region.text ? endText(region).slice(0, 40) : `${endText(region)} ${region.ordinal}`;
}

/** `works_for: Anna to Acme, right`. */
export function relationName({ from, to, labels, direction }: RelationRow): string {
  const of = labels.length > 0 ? `${labels.join(", ")}: ` : "";
  return `${of}${endName(from)} to ${endName(to)}, ${WAYS[direction]}`;
}

export type RelationOrder = "time" | "place" | "label";
export const RELATION_ORDERS: readonly [RelationOrder, string][] = [
  ["time", "by time"],
  ["place", "by region"],
  ["label", "by label"],
];

/** As made, by the numbers of both ends, or by labels; those without labels come last. */
export function orderRelations(rows: readonly RelationRow[], order: RelationOrder): readonly RelationRow[] {
  if (order === "time") return rows;
  const byEnds = (a: RelationRow, b: RelationRow) =>
    a.from.ordinal - b.from.ordinal || a.to.ordinal - b.to.ordinal;
  if (order === "place") return [...rows].sort(byEnds);
  const bare = ({ labels }: RelationRow) => Number(labels.length === 0);
  const byLabels = (a: RelationRow, b: RelationRow) => a.labels.join(", ").localeCompare(b.labels.join(", "));
  return [...rows].sort((a, b) => bare(a) - bare(b) || byLabels(a, b) || byEnds(a, b));
}

/** What a screen reader is told after a step: the one relation that came, went, or is named otherwise now. */
export function relationChange(before: readonly RelationRow[], after: readonly RelationRow[]): string {
  const names = (rows: readonly RelationRow[]) => new Map(rows.map((row) => [relationKey(row), row]));
  const [old, now] = [names(before), names(after)];
  const gone = before.filter((row) => !now.has(relationKey(row)));
  const changed = after.filter((row) => {
    const last = old.get(relationKey(row));
    return last?.direction !== row.direction || last.labels.join("\n") !== row.labels.join("\n");
  });
  const [went, came] = [gone[0], changed[0]];
  if (gone.length + changed.length !== 1) return "";
  return came ? `Relation ${relationName(came)}` : went ? `No relation any more: ${relationName(went)}` : "";
}
