// The recorded cases of the reference editor, where the corpus lies beside the repository.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Item } from "../../src/generated/wire";

export interface EditorCase {
  readonly name: string;
  readonly config: string;
  readonly task: { readonly [key: string]: unknown };
  readonly result: Item[];
}

const FOLDER = fileURLToPath(new URL("../../../../shared/corpus/editor/", import.meta.url));

export const hasCorpus = existsSync(FOLDER);

export function editorCases(): EditorCase[] {
  if (!hasCorpus) return [];
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
  return names.map((name) => JSON.parse(readFileSync(FOLDER + name, "utf8")));
}
