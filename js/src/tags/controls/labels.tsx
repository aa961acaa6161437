// The strip of labels of Labels, RectangleLabels and their kin.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Editor, LabelChoice } from "../../core/editor";
import { flag, text } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { type TagProps, useView } from "../../ui/context";
import { controlOf } from "./answer";
import { caption } from "./choice-tree";
import { Alias, Badge, Frame } from "./frame";

const Strip = createContext<ReadonlyMap<string, LabelChoice>>(new Map());

export function Labels({ node }: TagProps) {
  const { editor, children } = useView();
  if (!editor.visible(node)) return null;
  const name = node.name ?? "";
  const choices = new Map(editor.labelChoices(name).map((choice) => [choice.node.id, choice]));
  const blank = [...choices.values()].find(
    (choice) => choice.stored === "" && choice.node.id.startsWith(`${node.id}.`),
  );
  const column = node.attrs.showInline !== undefined && !flag(node, "showInline");
  return (
    <Frame answer={{ name, region: undefined }} class={`lsw-labels${column ? " lsw-column" : ""}`}>
      <Strip.Provider value={choices}>
        {blank && flag(node, "allowEmpty") && <Label node={blank.node} />}
        {children(node)}
      </Strip.Provider>
    </Frame>
  );
}

export function Label({ node }: TagProps) {
  const { editor, keyOf } = useView();
  const choice = useContext(Strip).get(node.id);
  if (!choice) return null;
  const { control, stored, left, color } = choice;
  const active = editor.labels.value.get(control)?.includes(stored) ?? false;
  const spent = left === 0 && !active;
  const why = spent ? "Used up: no more regions can have this label" : "";
  const keys = keyOf(node);
  const alias = flag(node, "showAlias") ? text(node, "alias") : "";
  const hint = text(node, "hint");
  return (
    <button
      type="button"
      class="lsw-chip"
      style={{ "--lsw-color": color }}
      aria-pressed={active}
      aria-disabled={spent || editor.readOnly.value || undefined}
      aria-description={why || hint || undefined}
      aria-keyshortcuts={keys}
      title={why || hint || undefined}
      onClick={() => editor.pressLabel(control, stored)}
    >
      <span class="lsw-dot" />
      <span>{caption(node) || "No label"}</span>
      {alias && <Alias alias={alias} node={node} />}
      {left !== null && (
        <span class="lsw-quiet" aria-hidden="true">
          {left} left
        </span>
      )}
      <Badge keys={keys} />
    </button>
  );
}

/** What the key of a label does. */
export function press(editor: Editor, node: TagNode): void {
  const control = controlOf(editor, node, (tag) => tag.endsWith("Labels"))?.name ?? "";
  const choice = editor.labelChoices(control).find((one) => one.node.id === node.id);
  if (choice) editor.pressLabel(control, choice.stored);
}
