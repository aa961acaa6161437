import { type Signal, useComputed } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Region } from "../../core/editor";
import { Button } from "../../ui/button";
import { useView } from "../../ui/context";
import { TRASH } from "../../ui/more-icons";
import { shownMessage } from "./chat-messages";

const PENCIL = "M17 3a2.8 2.8 0 1 1 4 4L7.5 20.5 2 22l1.5-5.5zM15 5l4 4";

/** Made once: making one takes longer than a hundred uses. */
const CLOCK = new Intl.DateTimeFormat(undefined, { dateStyle: "short", timeStyle: "short" });

interface Props {
  /** From 1, in the whole chat. */
  readonly place: number;
  readonly message: unknown;
}

function Body({ message, hidden = false }: { readonly message: unknown; readonly hidden?: boolean }) {
  const { content, more, fault } = shownMessage(message);
  if (hidden) return <p class="lsw-quiet">Hidden.</p>;
  return (
    <>
      {fault && <p class="lsw-problem">{fault}</p>}
      {content && <p>{content}</p>}
      {more && <pre>{more}</pre>}
    </>
  );
}

function Time({ message }: { readonly message: unknown }) {
  const { time } = shownMessage(message);
  if (time === null) return null;
  const date = new Date(time);
  return (
    <time class="lsw-quiet" dateTime={date.toISOString()}>
      {CLOCK.format(date)}
    </time>
  );
}

/** A message of the task: shown, and nothing else. */
export function GivenMessage({ place, message }: Props) {
  const role = shownMessage(message).role;
  return (
    <li class="lsw-message" data-role={role || "none"} aria-label={`Message ${place}, ${role || "no role"}`}>
      <div class="lsw-message-head">
        <strong>{role || "no role"}</strong>
        <Time message={message} />
      </div>
      <Body message={message} />
    </li>
  );
}

export interface Edited {
  readonly id: string;
  readonly text: string;
}

interface OwnProps extends Props {
  readonly region: Region;
  /** Whether `editable` allows it. */
  readonly editable: boolean;
  /** The message under edit, and its text. */
  readonly edited: Signal<Edited | null>;
  onSave(): void;
}

/** A message of the annotation: a region. */
export function OwnMessage({ place, message, region, editable, edited, onSave }: OwnProps) {
  const { editor, root } = useView();
  const { id } = region;
  // Each asks for itself alone: what befalls one message draws one.
  const selected = useComputed(() => editor.selection.value.includes(id)).value;
  const hovered = useComputed(() => editor.hover.value === id).value;
  const hidden = useComputed(() => editor.hidden.value.has(id)).value;
  const mine = useComputed(() => !editor.readOnly.value && editor.canEdit(id)).value;
  const draft = useComputed(() => (edited.value?.id === id ? edited.value.text : null)).value;
  const onDraft = (text: string | null) => {
    edited.value = text === null ? null : { id, text };
  };
  const { role, content } = shownMessage(message);
  const name = role || "no role";
  const choose = (event: MouseEvent) => {
    if (editor.partner(id)) return;
    const selection = editor.selection.peek();
    if (event.ctrlKey || event.metaKey || event.shiftKey)
      editor.selection.value = selected ? selection.filter((one) => one !== id) : [...selection, id];
    else editor.selection.value = selected && selection.length === 1 ? [] : [id];
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: its first button does the same
    <li
      class="lsw-message"
      data-role={role || "none"}
      data-message={id}
      data-selected={selected ? "" : undefined}
      data-hover={hovered ? "" : undefined}
      aria-label={`Message ${place}, ${name}`}
      onPointerEnter={() => {
        editor.hover.value = id;
      }}
      onPointerLeave={() => {
        editor.hover.value = null;
      }}
      onClick={(event) => {
        const range = root.selectedRange();
        const inside = (event.target as Element).closest("button, textarea");
        if (!inside && (!range || range.collapsed)) choose(event);
      }}
    >
      <div class="lsw-message-head">
        <button
          type="button"
          class="lsw-button"
          aria-pressed={selected}
          aria-label={`Select message ${place}, ${name}`}
          onClick={choose}
        >
          {name}
        </button>
        <Time message={message} />
        {region.score !== null && <span class="lsw-quiet">{region.score.toFixed(2)}</span>}
        {mine && editable && draft === null && (
          <Button label={`Edit message ${place}`} icon={PENCIL} onClick={() => onDraft(content)} />
        )}
        {mine && (
          <Button label={`Delete message ${place}`} icon={TRASH} onClick={() => editor.remove([id])} />
        )}
      </div>
      {draft === null ? (
        <Body message={message} hidden={hidden} />
      ) : (
        <Edit place={place} draft={draft} onDraft={onDraft} onSave={onSave} />
      )}
    </li>
  );
}

interface EditProps {
  readonly place: number;
  readonly draft: string;
  onDraft(text: string | null): void;
  onSave(): void;
}

function Edit({ place, draft, onDraft, onSave }: EditProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(draft.length, draft.length);
  }, []);
  return (
    <>
      <textarea
        ref={field}
        aria-label={`Text of message ${place}`}
        value={draft}
        onInput={(event) => onDraft(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
          if (event.key === "Escape") onDraft(null);
          else if (event.key === "Enter" && !event.shiftKey) onSave();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <Button class="lsw-line" label="Save message" onClick={onSave}>
        Save
      </Button>{" "}
      <Button label="Cancel editing" onClick={() => onDraft(null)}>
        Cancel
      </Button>
    </>
  );
}
