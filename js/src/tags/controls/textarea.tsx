import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { attr, flag, number, text } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { type TagProps, useView } from "../../ui/context";
import { type Answer, answerFor, answerOf } from "./answer";
import { DUPLICATE, entriesOf, full, isChord, payload, repeats } from "./entries";
import { Badge, Frame } from "./frame";

interface FieldProps {
  readonly node: TagNode;
  readonly answer: Answer;
  /** In a row of the region list: what was typed is added when the field loses the focus. */
  readonly inRow?: boolean;
}

const inRegionList = (node: TagNode) =>
  flag(node, "perRegion") && text(node, "displayMode") === "region-list";

export function TextArea({ node }: TagProps) {
  const { editor } = useView();
  const answer = inRegionList(node) ? null : answerOf(editor, node);
  if (!answer) return null;
  return <Field key={`${editor.tab.value?.id}/${answer.region}`} node={node} answer={answer} />;
}

/** A TextArea with `displayMode="region-list"`, for the row of one region of its object. */
export function RegionListTextArea({ node, region }: { readonly node: TagNode; readonly region: string }) {
  const { editor } = useView();
  if (!inRegionList(node)) return null;
  return <Field key={`${editor.tab.value?.id}`} node={node} answer={answerFor(editor, node, region)} inRow />;
}

function Field({ node, answer, inRow = false }: FieldProps) {
  const { editor } = useView();
  const input = useRef<HTMLTextAreaElement>(null);
  const entries = entriesOf(answer.value);
  const draft = useSignal(entries.length === 0 && !answer.readOnly ? text(node, "value") : "");
  const warning = useSignal("");
  const rows = Math.max(1, number(node, "rows") ?? 1);
  const open = !answer.readOnly && !full(node, entries);
  /** Without it what was typed is added on submit and when the region changes. */
  const adds = attr(node, "allowSubmit") !== false;
  const label = text(node, "label");

  // Always the newest answer: a flush may come long after the rendering that registered it.
  const now = useRef(answer);
  now.current = answer;
  const add = () => {
    const current = entriesOf(editor.value(answer.name, answer.region));
    const typed = draft.peek();
    if (typed.trim() === "" || full(node, current)) return;
    warning.value = repeats(node, current, typed) ? DUPLICATE : "";
    if (warning.peek()) return;
    draft.value = "";
    now.current.set(payload([...current, typed]));
  };
  const shown = editor.tab.peek()?.id;
  const addIfShown = () => {
    if (editor.tab.peek()?.id !== shown) return;
    if (answer.region === undefined || editor.region(answer.region)) add();
  };
  // Registered from the start, so that submit adds in the order of the config.
  useEffect(() => {
    editor.pending(answer.name, addIfShown);
    return () => {
      editor.pending(answer.name, null);
      addIfShown();
    };
  }, []);

  const edit = (at: number, typed: string) => {
    const others = entries.filter((_, other) => other !== at);
    if (typed === entries[at]) return;
    warning.value = repeats(node, others, typed) ? DUPLICATE : "";
    if (warning.peek()) return;
    answer.set(payload(typed.trim() === "" ? others : entries.map((entry, i) => (i === at ? typed : entry))));
  };
  const insert = (value: string) => {
    const field = input.current;
    if (!field) return;
    field.setRangeText(value, field.selectionStart, field.selectionEnd, "end");
    draft.value = field.value;
    field.focus();
  };
  const asked = attr(node, "showSubmitButton");
  const button = adds && (asked === undefined ? rows !== 1 : flag(node, "showSubmitButton"));
  const shortcuts = node.children.filter((child) => child.tag === "Shortcut");
  const onKeyDown = (event: KeyboardEvent) => {
    const shortcut = shortcuts.find((one) => isChord(event, text(one, "hotkey")));
    if (shortcut) insert(text(shortcut, "value"));
    else if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
      return;
    else if (rows === 1 ? !event.shiftKey : event.shiftKey) {
      if (adds) add();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <Frame answer={answer} class="lsw-textarea">
      {label && <span>{label}</span>}
      {entries.map((entry, at) => (
        <Entry
          key={`${at}/${entry}`}
          node={node}
          answer={answer}
          entry={entry}
          onEdit={(typed) => edit(at, typed)}
        />
      ))}
      {open && shortcuts.length > 0 && (
        <div class="lsw-inline">
          {shortcuts.map((one) => (
            <button
              key={one.id}
              type="button"
              class="lsw-chip"
              style={{ "--lsw-color": text(one, "background") || "var(--lsw-fg-2)" }}
              onClick={() => insert(text(one, "value"))}
            >
              {text(one, "alias") || text(one, "value")}
              <Badge keys={text(one, "hotkey") || undefined} />
            </button>
          ))}
        </div>
      )}
      {open && (
        <div class="lsw-entry">
          <textarea
            ref={input}
            class="lsw-fill"
            name={answer.name}
            aria-label={answer.name}
            rows={rows}
            style={{ minHeight: `calc(${rows} * 1.4em + 10px)` }}
            placeholder={text(node, "placeholder") || undefined}
            value={draft.value}
            onInput={(event) => {
              draft.value = event.currentTarget.value;
              warning.value = "";
            }}
            onKeyDown={onKeyDown}
            onBlur={inRow ? add : undefined}
          />
          {button && (
            <button type="button" class="lsw-button lsw-line" onClick={add}>
              Add
            </button>
          )}
        </div>
      )}
      {warning.value && (
        <p class="lsw-problem" role="alert">
          {warning.value}
        </p>
      )}
    </Frame>
  );
}

interface EntryProps {
  readonly node: TagNode;
  readonly answer: Answer;
  readonly entry: string;
  /** An empty text removes the entry. */
  onEdit(typed: string): void;
}

function Entry({ node, answer, entry, onEdit }: EntryProps) {
  const editable = flag(node, "editable") && !answer.readOnly;
  return (
    <div class="lsw-entry">
      {editable ? (
        <textarea
          class={`lsw-fill${flag(node, "transcription") ? "" : " lsw-plain"}`}
          rows={1}
          aria-label={`${answer.name}: ${entry}`}
          value={entry}
          onChange={(event) => {
            onEdit(event.currentTarget.value);
            event.currentTarget.value = entry;
          }}
          onKeyDown={(event) => {
            if (
              event.key !== "Enter" ||
              event.shiftKey ||
              event.ctrlKey ||
              event.metaKey ||
              event.isComposing
            )
              return;
            event.preventDefault();
            event.currentTarget.blur();
          }}
        />
      ) : (
        <p class="lsw-fill lsw-text">{entry}</p>
      )}
      {!answer.readOnly && (
        <button
          type="button"
          class="lsw-button lsw-iconic"
          aria-label={`Remove ${entry.slice(0, 40)}`}
          title="Remove"
          onClick={() => onEdit("")}
        >
          ×
        </button>
      )}
    </div>
  );
}
