// From a task's value to the cards of a List.
import { isObject } from "../../core/json";

export interface ListItem {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** Shown as the text it is. */
  readonly html: string;
  /** What is wrong with it; empty when nothing is. */
  readonly fault: string;
}

export type Loaded =
  | { readonly items: readonly ListItem[] }
  | { readonly problem: string; readonly given: string };

const LONGEST = 2000;

const plain = (value: unknown): string =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "");

/** A list, or its JSON text, in its own order. */
export function loadedItems(value: unknown): Loaded {
  if (value === undefined || value === null || value === "")
    return { problem: "This task has no list here.", given: "" };
  const list = typeof value === "string" ? parsed(value) : value;
  if (!Array.isArray(list)) {
    const kind = typeof value === "string" ? "a text that is no JSON list" : `one ${typeof value}`;
    return {
      problem: `This task has ${kind} where a list of items should be.`,
      given: plain(value).slice(0, LONGEST),
    };
  }
  if (list.length === 0) return { problem: "The list is empty.", given: "" };
  const seen = new Set<string>();
  return { items: list.map((item) => itemOf(item, seen)) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function itemOf(item: unknown, seen: Set<string>): ListItem {
  if (!isObject(item))
    return { id: "", title: "", body: plain(item), html: "", fault: "This item has no id." };
  const { id: given, title, body, html } = item;
  const id = plain(given);
  const again = id !== "" && seen.has(id);
  seen.add(id);
  const empty = [title, body, html].every((part) => plain(part) === "");
  return {
    id,
    title: plain(title),
    // What has none of the three is shown as it is.
    body: empty ? plain(item) : plain(body),
    html: plain(html),
    fault: id === "" ? "This item has no id." : again ? `Another item has the id “${id}”.` : "",
  };
}
