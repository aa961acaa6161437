import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Editor } from "../../core/editor";
import { flag, text } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { type TagProps, useView } from "../../ui/context";
import { safeStyle } from "../visual/safe-css";
import { type Answer, answerOf, controlOf } from "./answer";
import {
  answer as answerWith,
  type ChoiceTree,
  caption,
  choiceTree,
  type Mark,
  marks,
  pressed,
} from "./choice-tree";
import { Alias, Badge, Frame } from "./frame";

interface Group {
  readonly answer: Answer;
  readonly tree: ChoiceTree;
  readonly marks: ReadonlyMap<string, Mark>;
  /** Joins the radios of one control. */
  readonly id: string;
}

const Shown = createContext<Group | null>(null);

export function Choices({ node }: TagProps) {
  const { editor, children } = useView();
  const answer = answerOf(editor, node);
  if (!answer) return null;
  const tree = choiceTree(node);
  const group = { answer, tree, marks: marks(tree, answer.value), id: `${node.id}/${answer.region ?? ""}` };
  const inline =
    node.attrs.showInline === undefined ? text(node, "layout") === "inline" : flag(node, "showInline");
  const select = text(node, "layout") === "select";
  return (
    <Frame
      answer={answer}
      role={tree.mode === "single-radio" && !select ? "radiogroup" : "group"}
      class={`lsw-choices${inline ? " lsw-inline" : ""}`}
    >
      <Shown.Provider value={group}>{select ? <Dropdown /> : children(node)}</Shown.Provider>
    </Frame>
  );
}

export function Choice({ node }: TagProps) {
  const { children, keyOf } = useView();
  const group = useContext(Shown);
  const mark = group?.marks.get(node.id);
  if (!group || !mark) return null;
  const { answer, tree, id } = group;
  const hint = text(node, "hint");
  const alias = flag(node, "showAlias") ? text(node, "alias") : "";
  const keys = keyOf(node);
  const radio = tree.mode === "single-radio";
  return (
    <>
      <label
        class="lsw-choice"
        data-mark={mark}
        title={hint || undefined}
        style={safeStyle(text(node, "style"))}
      >
        <input
          type={radio ? "radio" : "checkbox"}
          name={radio ? id : undefined}
          checked={mark === "on"}
          ref={(input) => {
            if (input) input.indeterminate = mark === "mixed";
          }}
          disabled={answer.readOnly}
          aria-description={hint || undefined}
          aria-keyshortcuts={keys}
          onChange={() => answer.set(pressed(tree, answer.value, node))}
        />
        <span class="lsw-fill">
          {caption(node)}
          {alias && <Alias alias={alias} node={node} />}
        </span>
        <Badge keys={keys} />
      </label>
      {tree.nested && node.children.length > 0 && <div class="lsw-inner">{children(node)}</div>}
    </>
  );
}

function Dropdown() {
  const group = useContext(Shown);
  if (!group) return null;
  const { answer, tree } = group;
  const multiple = tree.mode === "multiple";
  const change = (select: HTMLSelectElement) => {
    const picked = new Set([...select.selectedOptions].map((option) => option.value));
    const turned = tree.all.find(({ node }) => picked.has(node.id) !== (group.marks.get(node.id) === "on"));
    if (multiple && tree.nested && turned) answer.set(pressed(tree, answer.value, turned.node));
    else answer.set(answerWith(tree, picked));
  };
  return (
    <select
      multiple={multiple}
      disabled={answer.readOnly}
      aria-label={answer.name}
      onChange={(event) => change(event.currentTarget)}
    >
      {!multiple && <option value="">Choose…</option>}
      {tree.all.map(({ node, path }) => (
        <option
          key={node.id}
          value={node.id}
          selected={group.marks.get(node.id) === "on"}
          title={text(node, "hint") || undefined}
        >
          {"\u00a0\u00a0".repeat(path.length - 1) + caption(node)}
        </option>
      ))}
    </select>
  );
}

/** What the key of a choice does; a key takes a chosen radio back. */
export function press(editor: Editor, node: TagNode): void {
  const control = controlOf(editor, node, (tag) => tag === "Choices");
  const answer = control && answerOf(editor, control);
  if (answer) answer.set(pressed(choiceTree(control), answer.value, node, true));
}
