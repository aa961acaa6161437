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

export function endName(region: Region): string {
  const { text: said, labels, ordinal } = region;
  return said ? excerpt(region, said).slice(0, 40) : `${labels.join(", ") || "region"} ${ordinal}`;
}

/** `works_for: Anna to Acme, right`. */
export function relationName({ from, to, labels, direction }: RelationRow): string {
  const of = labels.length > 0 ? `${labels.join(", ")}: ` : "";
  return `${of}${endName(from)} to ${endName(to)}, ${WAYS[direction]}`;
}
