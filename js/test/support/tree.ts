// Configs for tests: a small XML reader for well-formed, canonical configs of our own and the corpus.
import { TAGS } from "../../src/generated/tags";
import type { TagNode, TaskState } from "../../src/generated/wire";

const ENTITIES: { [name: string]: string } = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const decode = (text: string) => text.replace(/&(\w+);/g, (whole, name) => ENTITIES[name] ?? whole);

export function treeOf(xml: string): TagNode {
  const root: TagNode = node("root", "");
  const stack = [root];
  const tokens =
    /<!--[\s\S]*?-->|<\/([\w:]+)\s*>|<([\w:]+)((?:\s+[\w:]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/g;
  for (const [, closed, opened, attributes = "", empty, text] of xml.matchAll(tokens)) {
    const parent = stack.at(-1) as TagNode;
    if (closed) stack.pop();
    else if (text !== undefined) {
      if (text.trim()) parent.text = decode(text.trim());
    } else if (opened) {
      const path = parent === root ? "0" : `${parent.id}.${parent.children.length}`;
      const child = node(opened, path);
      for (const [, name = "", double, single] of attributes.matchAll(
        /([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
      )) {
        put(child, name, decode(double ?? single ?? ""));
      }
      parent.children.push(child);
      if (!empty) stack.push(child);
    }
  }
  const tree = root.children[0] as TagNode;
  inferObject(tree);
  return tree;
}

function node(tag: string, id: string): TagNode {
  return { id, tag, name: null, to_name: [], attrs: {}, text: null, children: [], line: 1 };
}

function put(child: TagNode, name: string, value: string): void {
  if (name === "name") child.name = value;
  else if (name === "toName") child.to_name = value.split(",");
  else if (name !== "value" && (value === "true" || value === "false")) child.attrs[name] = value === "true";
  else child.attrs[name] = value;
}

function inferObject(tree: TagNode): void {
  const all: TagNode[] = [];
  const walk = (at: TagNode) => {
    all.push(at);
    at.children.forEach(walk);
  };
  walk(tree);
  const objects = all.filter((at) => TAGS[at.tag]?.role === "object");
  for (const at of all) {
    const control = TAGS[at.tag]?.role === "control" && at.name !== null;
    if (control && at.to_name.length === 0 && objects.length === 1) at.to_name = [objects[0]?.name ?? ""];
  }
}

export function taskOf(index: number, more: Partial<TaskState> = {}): TaskState {
  return {
    key: `task${index}`,
    index,
    values: {},
    children: {},
    problems: [],
    annotations: [],
    predictions: [],
    ...more,
  };
}
