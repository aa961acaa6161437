// Actions of the config's own keys: one for each label, choice and rating.
import type { Editor } from "../core/editor";
import type { TagNode } from "../generated/wire";
import type { Action } from "./action";
import type { Hotkeys } from "./assign";

export type Press = (editor: Editor, node: TagNode) => void;

function shown(node: TagNode, control: TagNode): string {
  const value = node.attrs.value ?? node.text;
  return node === control ? (node.name ?? node.tag) : String(value ?? "");
}

/** `label:ner:PER`, `choice:mood:good`, `rating:stars`: what Python remaps keys by. */
export function pressId(node: TagNode, control: TagNode): string {
  const kind = node.tag.toLowerCase();
  return node === control ? `${kind}:${control.name}` : `${kind}:${control.name}:${shown(node, control)}`;
}

export function pressActions(hotkeys: Hotkeys, press: (node: TagNode) => Press | undefined): Action[] {
  return hotkeys.nodes.flatMap(({ node, control }): Action[] => {
    const run = press(node);
    if (!run) return [];
    return [
      {
        id: pressId(node, control),
        label: `${node.tag === "Rating" ? "Rate" : node.tag} ${shown(node, control)}`,
        group: "Labels and choices",
        keys: hotkeys.keys.get(node.id) ?? "",
        when: ({ store }) => !store.readOnly.value && store.visible(control),
        run: ({ store }) => run(store, node),
      },
    ];
  });
}
