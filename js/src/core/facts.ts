// What the config says about a node: written attributes over the defaults of the tag's declaration.
import { TAGS, type TagFacts } from "../generated/tags";
import type { TagNode } from "../generated/wire";
import { isObject } from "./json";

const UNKNOWN: TagFacts = { role: "visual" };
const PAYLOADS = new Map(
  Object.entries(TAGS).flatMap(([tag, { result_type, payload }]) =>
    payload ? [[result_type ?? tag.toLowerCase(), payload]] : [],
  ) as [string, string][],
);

export function factsOf(tag: string): TagFacts {
  return Object.hasOwn(TAGS, tag) ? (TAGS[tag] as TagFacts) : UNKNOWN;
}

/** The attribute as written, with variables resolved, or the tag's default. */
export function attr(node: TagNode, name: string): unknown {
  return node.attrs[name] ?? factsOf(node.tag).defaults?.[name];
}

export function text(node: TagNode, name: string): string {
  const value = attr(node, name);
  if (value === undefined || value === null) return "";
  return isObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value);
}

export function flag(node: TagNode, name: string): boolean {
  const value = attr(node, name);
  return value === true || value === "true";
}

/** A number, or null when the attribute is absent or no number. */
export function number(node: TagNode, name: string): number | null {
  const value = attr(node, name);
  if (value === undefined || value === null || value === "") return null;
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : null;
}

/** Pages of an object that shows a list, one after the other; null when it shows one thing. */
export function pagesOf({ attrs: { value, valueList } }: TagNode): readonly unknown[] | null {
  return Array.isArray(valueList) ? valueList : Array.isArray(value) ? value : null;
}

/** What a Label or Choice writes into results: its alias if there is one. */
export function stored(node: TagNode): string {
  return text(node, "alias") || text(node, "value");
}

export function resultType(node: TagNode): string {
  return factsOf(node.tag).result_type ?? node.tag.toLowerCase();
}

/**
 * The key of `value` that holds the answer of results of this type. A chat's message is none: it is what
 * its region is about, and what answers about it repeat.
 */
export function payloadKey(type: string): string {
  return PAYLOADS.get(type) ?? (type === "chatmessage" ? "" : type);
}
