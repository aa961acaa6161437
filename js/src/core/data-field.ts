// Where in the task's data a node's value comes from: for sentences about what cannot be shown.
import type { TagNode } from "../generated/wire";
import type { Editor } from "./editor";

type Shown = Pick<Editor, "base" | "task">;

const VARIABLE = /\$([A-Za-z0-9_.[\]{}]+)/;
const VALUES = ["value", "valueList"];

/** The node as the config has it, with variables in its attributes. */
function written({ base, task }: Shown, id: string): TagNode | null {
  const children = task.value?.children ?? {};
  const find = (node: TagNode): TagNode | null => {
    if (node.id === id) return node;
    for (const child of children[node.id] ?? node.children) {
      const found = find(child);
      if (found) return found;
    }
    return null;
  };
  return base.value && find(base.value);
}

/** The variable of the node's value, without the `$`; empty when the config holds the value itself. */
function variableOf(shown: Shown, node: TagNode): string {
  const attrs = written(shown, node.id)?.attrs ?? {};
  const given = VALUES.map((name) => attrs[name]).find((value) => typeof value === "string");
  return VARIABLE.exec(String(given ?? ""))?.[1] ?? "";
}

const column = (variable: string) => /^[^.[\]]+/.exec(variable)?.[0] ?? variable;

/** Such as `column "image"`, or `"meta.image"` for a place inside of one; empty without a variable. */
export function fieldOf(shown: Shown, node: TagNode): string {
  const variable = variableOf(shown, node);
  if (!variable) return "";
  return variable === column(variable) ? `column "${variable}"` : `"${variable}"`;
}

/** Says what is missing where a node has nothing to show; `what` is such as `text`. */
export function nothingThere(shown: Shown, node: TagNode, what: string): string {
  const variable = variableOf(shown, node);
  if (!variable) return `The ${what} is empty.`;
  const missing = shown.task.value?.problems.some((problem) => mentions(problem, variable));
  const field = fieldOf(shown, node);
  if (!missing) return `The ${what} is empty: there is nothing in ${field} of this task.`;
  return variable === column(variable)
    ? `This task has no ${field}.`
    : `This task has no ${field} in its data.`;
}

/** Python's sentences name a variable as `$text`. */
const mentions = (sentence: string, variable: string): boolean =>
  sentence.split(/\s+/).some((word) => word.replace(/[,.;:]+$/, "") === `$${variable}`);
