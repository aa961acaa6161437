import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Json, Message, Region } from "../../core/editor";
import { text } from "../../core/facts";
import { isObject } from "../../core/json";
import type { TagNode } from "../../generated/wire";
import { type TagProps, useView } from "../../ui/context";
import { CHAT_CSS } from "./chat.css";
import { Composer } from "./chat-composer";
import { type Edited, GivenMessage, OwnMessage } from "./chat-message";
import {
  countFault,
  isFull,
  loadedMessages,
  mayEdit,
  nextRole,
  rolesOf,
  shownMessage,
  written,
} from "./chat-messages";
import { joinPlaces } from "./chat-places";
import { replies as createReplies } from "./chat-reply";

export function Chat({ node }: TagProps) {
  const { editor, root } = useView();
  root.css("chat", CHAT_CSS);
  const { value } = node.attrs;
  const loaded = useMemo(() => loadedMessages(value), [value]);
  if (!editor.visible(node)) return null;
  if ("messages" in loaded) return <Conversation node={node} given={loaded.messages} />;
  return (
    <div data-object={node.name} class="lsw-chat-card">
      <div data-surface="">
        <p role="alert">{loaded.problem} It stays in the data as it is.</p>
        <pre class="lsw-chat-given">{loaded.given}</pre>
      </div>
    </div>
  );
}

const messageOf = ({ geometry }: Region) => geometry.chatmessage as Message;

function Conversation({ node, given }: { readonly node: TagNode; readonly given: readonly unknown[] }) {
  const { editor, places } = useView();
  const name = node.name ?? "";
  const log = useRef<HTMLDivElement>(null);
  const own = useComputed(() =>
    editor.regions.value.filter(({ object, shape }) => object === name && shape === "message"),
  );
  const draft = useSignal("");
  const edited = useSignal<Edited | null>(null);
  const replies = useMemo(() => createReplies(editor, name), [editor, name]);
  const count = given.length + own.value.length;
  const last = own.value.at(-1);
  const lastRole = shownMessage(last ? messageOf(last) : given.at(-1)).role;
  const readOnly = editor.readOnly.value;

  const ask = () =>
    replies.ask([
      ...(given.filter(isObject) as Message[]),
      ...own.peek().map((region) => structuredClone(messageOf(region))),
    ]);
  const save = () => {
    const change = edited.peek();
    edited.value = null;
    const region = change && editor.region(change.id);
    if (!region || change.text.trim() === "" || messageOf(region).content === change.text) return;
    const chatmessage = { ...messageOf(region), content: change.text } as Json;
    editor.reshape(new Map([[region.id, { chatmessage }]]), "Edit message");
  };
  const chosen = useSignal<string | null>(null);
  const role = chosen.value ?? nextRole(rolesOf(node), lastRole);
  const add = (): boolean => {
    const content = draft.peek();
    if (content.trim() === "" || isFull(node, given.length + own.peek().length)) return false;
    draft.value = "";
    chosen.value = null;
    return editor.draw(name, "message", { chatmessage: written(role, content) as Json }) !== null;
  };
  // Always the newest: what is left to do may come long after the rendering that registered it.
  const fault = () => countFault(node, given.length + own.peek().length);
  const now = useRef({ save, add, fault });
  now.current = { save, add, fault };
  const shown = editor.tab.peek()?.id;
  const finish = () => {
    if (editor.tab.peek()?.id !== shown) return;
    now.current.save();
    now.current.add();
  };
  useEffect(() => {
    editor.pending(name, finish);
    editor.check(name, () => now.current.fault());
    const apart = log.current && joinPlaces(name, places, log.current);
    return () => {
      apart?.();
      editor.pending(name, null);
      editor.check(name, null);
      replies.cancel();
      finish();
    };
  }, []);

  const grown = useRef(own.value.length);
  useLayoutEffect(() => {
    const more = own.value.length > grown.current;
    grown.current = own.value.length;
    if (more && log.current) log.current.scrollTop = log.current.scrollHeight;
    places.changed();
  }, [own.value.length, replies.waiting.value]);
  useSignalEffect(() => {
    const [only] = editor.selection.value;
    const items = [...(log.current?.querySelectorAll<HTMLElement>("[data-message]") ?? [])];
    const item = only && items.find(({ dataset }) => dataset.message === only);
    if (item) item.scrollIntoView?.({ block: "nearest" });
  });

  const shownGiven = useMemo(
    () => given.map((message, at) => <GivenMessage key={at} place={at + 1} message={message} />),
    [given],
  );
  // The same node again costs nothing when the list is drawn anew.
  const ownMessage = useMemo(() => {
    const nodes = new WeakMap<Region, VNode>();
    return (region: Region, place: number) => {
      const known = nodes.get(region) ?? (
        <OwnMessage
          key={region.id}
          place={place}
          message={messageOf(region)}
          region={region}
          editable={mayEdit(node, String(messageOf(region).role))}
          edited={edited}
          onSave={() => now.current.save()}
        />
      );
      nodes.set(region, known);
      return known;
    };
  }, [node]);

  return (
    <section class="lsw-chat htx-chat" data-object={name} aria-label={name}>
      <div
        class="lsw-chat-log"
        data-surface=""
        ref={log}
        role="log"
        aria-label={`Messages of ${name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard
        tabIndex={0}
      >
        {count === 0 && <p class="lsw-quiet">No messages yet.</p>}
        <ol>
          {shownGiven}
          {own.value.map((region, at) => ownMessage(region, given.length + at + 1))}
          {replies.waiting.value && (
            <li class="lsw-message" data-role="assistant">
              <p class="lsw-quiet">Waiting for the reply…</p>
            </li>
          )}
        </ol>
      </div>
      {!readOnly && (
        <Composer
          node={node}
          count={count}
          role={role}
          draft={draft}
          replies={replies}
          onRole={(one) => {
            chosen.value = one;
          }}
          add={() => {
            if (add() && role === "user" && text(node, "llm") && editor.options.peek().reply) ask();
          }}
          askReply={ask}
        />
      )}
    </section>
  );
}
