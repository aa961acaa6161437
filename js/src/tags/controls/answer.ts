// Reading and writing the answer of a classification control, for the task or for one region.

import type { Editor, Json } from "../../core/editor";
import { flag } from "../../core/facts";
import type { TagNode } from "../../generated/wire";

export interface Answer {
  readonly name: string;
  /** Region that the answer belongs to; undefined for the whole task. */
  readonly region: string | undefined;
  readonly value: Json | undefined;
  readonly readOnly: boolean;
  set(value: Json | undefined): void;
}

/** Null while the control is hidden, or while it waits for a region. */
export function answerOf(editor: Editor, node: TagNode): Answer | null {
  if (!editor.visible(node)) return null;
  if (!flag(node, "perRegion")) return answerFor(editor, node, undefined);
  const region = editor.regionFor(node);
  return region && answerFor(editor, node, region.id);
}

export function answerFor(editor: Editor, node: TagNode, region: string | undefined): Answer {
  const name = node.name ?? "";
  const readOnly = editor.readOnly.value || (region !== undefined && !editor.canEdit(region));
  return {
    name,
    region,
    value: editor.value(name, region),
    readOnly,
    set(value) {
      if (!readOnly)
        editor.setValue(name, value, value === undefined ? `Clear ${name}` : `Set ${name}`, region);
    },
  };
}

/** The control with this tag that holds a node such as a Choice. */
export function controlOf(editor: Editor, node: TagNode, tag: (name: string) => boolean): TagNode | null {
  const find = (at: TagNode, control: TagNode | null): TagNode | null => {
    if (at.id === node.id) return control;
    const inner = tag(at.tag) ? at : control;
    for (const child of at.children) {
      const found = find(child, inner);
      if (found) return found;
    }
    return null;
  };
  const tree = editor.tree.value;
  return tree && find(tree, null);
}
