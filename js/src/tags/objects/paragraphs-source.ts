// From the task's value to the phrases of a dialogue.
import { plain } from "./text-source";

export interface Phrase {
  readonly author: string;
  readonly text: string;
  /** Seconds of the recording; null when the data do not say. */
  readonly start: number | null;
  readonly end: number | null;
}

export type Dialogue = { readonly phrases: readonly Phrase[] } | { readonly problem: string };

type Item = { readonly [key: string]: unknown };

const isItem = (value: unknown): value is Item =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return typeof value === "string" ? "text" : `the ${typeof value} ${String(value)}`;
}

const LONGEST = 360_000;

function seconds(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && number >= 0 && number < LONGEST ? number : null;
}

function phraseOf(item: Item, nameKey: string, textKey: string): Phrase {
  const start = seconds(item.start);
  const length = seconds(item.duration);
  const end = seconds(item.end) ?? (start !== null && length !== null ? start + length : null);
  return { author: plain(item[nameKey]), text: plain(item[textKey]), start, end };
}

function parsed(value: string): { readonly list: unknown } | { readonly problem: string } {
  try {
    return { list: JSON.parse(value) };
  } catch {
    return { problem: "The dialogue is text that is no JSON. It should be a list of phrases." };
  }
}

const names = (keys: readonly string[]) => keys.map((key) => `“${key}”`).join(" and ");

/** A list of phrases, or JSON of one; each item has its speaker and text under the config's keys. */
export function dialogueOf(value: unknown, nameKey: string, textKey: string): Dialogue {
  if (value === undefined || value === null || value === "") return { phrases: [] };
  const read = typeof value === "string" ? parsed(value) : { list: value };
  if ("problem" in read) return read;
  const { list } = read;
  if (!Array.isArray(list))
    return { problem: `A dialogue is a list of phrases, and this task has ${kindOf(list)}.` };
  const [first] = list;
  const wrong = list.findIndex((item) => !isItem(item));
  if (wrong >= 0)
    return {
      problem: `Phrase ${wrong + 1} of the dialogue should be an object, and is ${kindOf(list[wrong])}.`,
    };
  const missing = isItem(first) ? [nameKey, textKey].filter((key) => !Object.hasOwn(first, key)) : [];
  if (missing.length > 0) {
    const there = Object.keys(first as Item).slice(0, 8);
    const has = there.length > 0 ? `It has ${names(there)}.` : "It is empty.";
    return {
      problem: `The first phrase has no ${names(missing)}. ${has} nameKey and textKey say which to use.`,
    };
  }
  return { phrases: list.map((item: Item) => phraseOf(item, nameKey, textKey)) };
}

/** `00:01:05`, as the page shows it before a phrase. */
export function clock(time: number | null): string {
  const whole = Math.floor(time ?? 0);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

export const stamp = ({ start, end }: Phrase): string => `${clock(start)} - ${clock(end ?? start)}`;
