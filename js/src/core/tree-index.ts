// The tree of one task: the config with variables, Repeaters and dynamic children in place, and
// the ways to find a node in it.
import type { TagNode, TaskState } from "../generated/wire";
import { factsOf } from "./facts";

export interface TreeIndex {
  /** Every node in document order. */
  readonly nodes: readonly TagNode[];
  readonly parents: ReadonlyMap<string, TagNode>;
  readonly controls: ReadonlyMap<string, TagNode>;
  readonly objects: ReadonlyMap<string, TagNode>;
}

export function instantiate(node: TagNode, task: Pick<TaskState, "values" | "children">): TagNode {
  const values = task.values[node.id];
  const before = task.children[node.id] ?? node.children;
  const children = before.map((child) => instantiate(child, task));
  const same = before === node.children && children.every((child, at) => child === before[at]);
  if (!values && same) return node;
  return { ...node, children, attrs: values ? { ...node.attrs, ...values } : node.attrs };
}

export function indexTree(root: TagNode | null): TreeIndex {
  const nodes: TagNode[] = [];
  const parents = new Map<string, TagNode>();
  const controls = new Map<string, TagNode>();
  const objects = new Map<string, TagNode>();
  const walk = (node: TagNode) => {
    nodes.push(node);
    const { role, shape } = factsOf(node.tag);
    const put = (named: Map<string, TagNode>) => {
      if (node.name !== null && !named.has(node.name)) named.set(node.name, node);
    };
    if (role === "object") put(objects);
    // A Chat is an object and its own control.
    if (role === "control" || shape) put(controls);
    for (const child of node.children) {
      parents.set(child.id, node);
      walk(child);
    }
  };
  if (root) walk(root);
  return { nodes, parents, controls, objects };
}

/** The node itself and everything above it, from inside out. */
export function* upwards(index: TreeIndex, node: TagNode): Generator<TagNode> {
  for (let at: TagNode | undefined = node; at; at = index.parents.get(at.id)) yield at;
}

/** Descendants with this tag, layout tags between them passed through. */
export function* below(node: TagNode, tag: string): Generator<TagNode> {
  for (const child of node.children) {
    if (child.tag === tag) yield child;
    else yield* below(child, tag);
  }
}
