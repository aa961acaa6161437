// Paths of a taxonomy. Where labels are plain text (active labels, relabelling), a path travels as its JSON.
import { isObject } from "./json";

export type Path = readonly string[];

export const pathKey = (path: Path): string => JSON.stringify(path);

/** The path that a text stands for; a plain name, as `selected="true"` gives, is one of the first level. */
export function pathOf(key: string): Path {
  try {
    const path: unknown = JSON.parse(key);
    if (Array.isArray(path)) return path.map(String);
  } catch {
    // A name that is no JSON.
  }
  return [key];
}

/** Paths of an answer; accepts bare names where paths belong, as old data and predictions have them. */
export function pathsOf(value: unknown): readonly Path[] {
  const list = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return list.map((path) =>
    (Array.isArray(path) ? path : [path]).map((part) =>
      isObject(part) || Array.isArray(part) ? JSON.stringify(part) : String(part),
    ),
  );
}
