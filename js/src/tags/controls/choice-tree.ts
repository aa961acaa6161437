// The options of a Choices control and what pressing one of them does to the answer.

import type { Json } from "../../core/editor";
import { attr, flag, stored, text } from "../../core/facts";
import type { TagNode } from "../../generated/wire";

export interface Option {
  readonly node: TagNode;
  /** Stored names from the top; one element without `allowNested`. */
  readonly path: readonly string[];
  readonly inner: readonly Option[];
}

export interface ChoiceTree {
  readonly mode: "single" | "single-radio" | "multiple";
  readonly nested: boolean;
  /** Top level, in config order. */
  readonly top: readonly Option[];
  /** Every option, parents before their children. */
  readonly all: readonly Option[];
}

export type Mark = "on" | "off" | "mixed";

const keyOf = (path: readonly string[]) => JSON.stringify(path);

export function choiceTree(control: TagNode): ChoiceTree {
  const nested = flag(control, "allowNested");
  const all: Option[] = [];
  const collect = (node: TagNode, above: readonly string[]): Option[] =>
    node.children.flatMap((child) => {
      if (child.tag !== "Choice") return collect(child, above);
      const path = [...above, stored(child)];
      const place = all.push({ node: child, path, inner: [] }) - 1;
      const option = { node: child, path, inner: nested ? collect(child, path) : [] };
      all[place] = option;
      return [option];
    });
  const top = collect(control, []);
  const written = attr(control, "choice");
  const mode = written === "multiple" || written === "single-radio" ? written : "single";
  return { mode, nested, top, all };
}

/** What a person reads: markup in `html` counts as text. */
export function caption(node: TagNode): string {
  const html = text(node, "html");
  const plain = html && (new DOMParser().parseFromString(html, "text/html").body.textContent ?? "").trim();
  return plain || text(node, "value") || node.text || text(node, "alias");
}

/** Chosen paths; accepts a bare string and single values where paths belong. */
function chosen(value: Json | undefined): Set<string> {
  const list = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return new Set(list.map((entry) => keyOf(Array.isArray(entry) ? entry.map(String) : [String(entry)])));
}

/** Whether each option is chosen; with nesting a parent follows its children. */
export function marks(tree: ChoiceTree, value: Json | undefined): Map<string, Mark> {
  const held = chosen(value);
  const result = new Map<string, Mark>();
  const own = (option: Option): Mark => (held.has(keyOf(option.path)) ? "on" : "off");
  const visit = (option: Option): Mark => {
    const inner = option.inner.map(visit);
    let mark = own(option);
    if (inner.length > 0 && tree.mode === "multiple") {
      if (inner.every((child) => child === "on")) mark = "on";
      else mark = inner.every((child) => child === "off") ? "off" : "mixed";
    }
    result.set(option.node.id, mark);
    return mark;
  };
  for (const option of tree.top) visit(option);
  return result;
}

/**
 * The answer after a press, in config order; undefined when nothing is chosen any more. A click on a
 * chosen radio keeps it, its key (`byKey`) takes it back.
 */
export function pressed(
  tree: ChoiceTree,
  value: Json | undefined,
  node: TagNode,
  byKey = false,
): Json | undefined {
  const target = tree.all.find((option) => option.node.id === node.id);
  if (!target) return value;
  const before = marks(tree, value);
  const was = before.get(node.id) === "on";
  if (tree.mode !== "multiple") {
    if (was && (tree.mode === "single" || byKey)) return undefined;
    return [write(tree, target)];
  }
  const on = new Set(
    tree.all.filter((option) => before.get(option.node.id) === "on").map((option) => option.node.id),
  );
  const turn = (option: Option) => {
    if (was) on.delete(option.node.id);
    else on.add(option.node.id);
    option.inner.forEach(turn);
  };
  turn(target);
  const complete = (option: Option): boolean => {
    const inner = option.inner.map(complete);
    const full = inner.length > 0 ? inner.every(Boolean) : on.has(option.node.id);
    if (full) on.add(option.node.id);
    else on.delete(option.node.id);
    return full;
  };
  tree.top.forEach(complete);
  return answer(tree, on);
}

/** The answer that holds exactly these options, by node id. */
export function answer(tree: ChoiceTree, ids: ReadonlySet<string>): Json | undefined {
  const picked = tree.all.filter((option) => ids.has(option.node.id));
  return picked.length > 0 ? picked.map((option) => write(tree, option)) : undefined;
}

function write(tree: ChoiceTree, option: Option): Json {
  return tree.nested ? [...option.path] : (option.path[0] ?? "");
}
