// What a model proposes for a prompt: regions beside the data until a person accepts them.
import { signal } from "@preact/signals-core";
import type { Writer } from "./commit";
import type { Editor, Region } from "./editor";

export type Suggestions = Pick<Editor, "suggestions" | "suggesting" | "accept" | "reject">;

export function suggestions(_writer: Writer): Suggestions {
  return {
    suggestions: signal<readonly Region[]>([]),
    suggesting: signal(false),
    accept: () => undefined,
    reject: () => undefined,
  };
}
