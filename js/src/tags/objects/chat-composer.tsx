import { text } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { Button } from "../../ui/button";
import { useView } from "../../ui/context";
import { isFull, rolesOf } from "./chat-messages";
import type { Replies } from "./chat-reply";

interface Props {
  readonly node: TagNode;
  /** Messages there are. */
  readonly count: number;
  /** Of the new message. */
  readonly role: string;
  readonly draft: { value: string };
  readonly replies: Replies;
  onRole(role: string): void;
  add(): void;
  askReply(): void;
}

/** Where the next message is written, or asked for. */
export function Composer({ node, count, role, draft, replies, onRole, add, askReply }: Props) {
  const { editor } = useView();
  const name = node.name ?? "";
  const problem = editor.problems.value.get(name);
  const model = text(node, "llm");
  const { reply } = editor.options.value;
  const roles = rolesOf(node);
  const full = isFull(node, count);
  const waiting = replies.waiting.value;
  return (
    <div class="lsw-chat-foot" data-control={name} data-problem={problem === undefined ? undefined : ""}>
      {full && <p class="lsw-quiet">{`There are ${count} messages: the config allows no more.`}</p>}
      {(!full || draft.value !== "") && (
        <div class="lsw-chat-new">
          {roles.length > 1 && (
            <select
              aria-label="Role of the new message"
              value={role}
              onChange={(event) => onRole(event.currentTarget.value)}
            >
              {roles.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          )}
          <textarea
            name={name}
            rows={1}
            aria-label={`New message, ${role}`}
            placeholder={`Write as ${role}`}
            value={draft.value}
            onInput={(event) => {
              draft.value = event.currentTarget.value;
            }}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
              if (event.ctrlKey || event.metaKey || event.altKey) return;
              event.preventDefault();
              event.stopPropagation();
              add();
            }}
          />
          <Button
            class="lsw-line"
            label="Add message"
            why={full ? "No more messages are allowed" : ""}
            onClick={add}
          >
            Add
          </Button>
          {reply && !waiting && (
            <Button
              class="lsw-line"
              label="Ask for a reply"
              why={
                count === 0 ? "There is no message to reply to" : full ? "No more messages are allowed" : ""
              }
              onClick={askReply}
            >
              Reply
            </Button>
          )}
          {waiting && (
            <Button class="lsw-line" label="Stop waiting for the reply" onClick={replies.cancel}>
              Stop
            </Button>
          )}
        </div>
      )}
      {model && !reply && (
        <p class="lsw-quiet">
          {`Replies of ${model} need Label Studio's server. Here a function can write them: `}
          <code>{"Annotator(…, reply=lambda messages, task: …)"}</code>
        </p>
      )}
      {problem !== undefined && (
        <p class="lsw-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
