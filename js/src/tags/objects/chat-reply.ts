// The next message from the function of `reply=`: asked for, waited for, added.
import { type Signal, signal } from "@preact/signals-core";
import type { Editor, Json, Message } from "../../core/editor";

export interface Replies {
  readonly waiting: Signal<boolean>;
  ask(messages: readonly Message[]): void;
  cancel(): void;
}

export function replies(editor: Editor, chat: string): Replies {
  const waiting = signal(false);
  let asked: AbortController | null = null;

  function cancel(): void {
    asked?.abort();
    asked = null;
    waiting.value = false;
  }

  function receive({ role, content, createdAt, ...rest }: Message): void {
    const message = { role, content, createdAt: createdAt ?? Date.now(), ...rest };
    editor.draw(chat, "message", { chatmessage: message as Json });
  }

  return {
    waiting,
    cancel,
    ask(messages) {
      cancel();
      const mine = new AbortController();
      asked = mine;
      waiting.value = true;
      editor.reply(chat, messages, mine.signal).then(
        (message) => {
          if (asked !== mine) return;
          cancel();
          receive(message);
        },
        (error: Error) => {
          if (asked !== mine) return;
          cancel();
          editor.say("No reply could be got.", "error", error.message);
        },
      );
    },
  };
}
