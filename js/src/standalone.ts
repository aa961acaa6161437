// The same editor on a plain page with a kernel that lives in it, for tests of gestures and development.
import * as chat from "./chunks/chat";
import * as controls from "./chunks/controls";
import * as figures from "./chunks/figures";
import * as hypertext from "./chunks/hypertext";
import * as image from "./chunks/image";
import * as extras from "./chunks/image-extras";
import * as masks from "./chunks/masks";
import * as menus from "./chunks/menus";
import * as regions from "./chunks/regions";
import * as relations from "./chunks/relations";
import * as tables from "./chunks/tables";
import * as tabs from "./chunks/tabs";
import * as taxonomy from "./chunks/taxonomy";
import * as text from "./chunks/text";
import type { Message } from "./core/editor";
import { newId } from "./core/ids";
import { Scope } from "./core/scope";
import type { Store } from "./core/store";
import type { Item, TaskState, Welcome } from "./generated/wire";
import { type FakeKernel, fakeKernel } from "./protocol/fake-host";
import { startSession } from "./protocol/session";
import { mount } from "./shell/app";

export interface Standalone {
  readonly store: Store;
  readonly kernel: FakeKernel;
  /** Items of the newest annotation of a task, as they would be stored. */
  result(task?: number): readonly Item[];
  end(): void;
}

const CHUNKS: { readonly [name: string]: unknown } = {
  chat,
  controls,
  figures,
  hypertext,
  image,
  "image-extras": extras,
  masks,
  menus,
  regions,
  relations,
  tables,
  tabs,
  taxonomy,
  text,
};

export function standalone(
  host: HTMLElement,
  start: {
    readonly welcome: Welcome;
    readonly tasks: readonly TaskState[];
    readonly tiles?: string;
    readonly suggest?: (prompt: readonly Item[]) => Promise<readonly Item[]>;
    readonly reply?: (messages: readonly Message[]) => Promise<Message>;
  },
): Standalone {
  const scope = new Scope();
  const { options, ...welcome } = start.welcome;
  const kernel = fakeKernel({
    welcome: { ...welcome, session: newId(12) },
    options,
    tasks: start.tasks,
    suggest: start.suggest,
    reply: start.reply,
    tile: ({ media, level, x, y }) => fetchTile(`${start.tiles}/${media}/${level}/${x}/${y}`),
  });
  const session = startSession(kernel.host, scope, { indexedDB: globalThis.indexedDB });
  const { store } = session;
  mount({ ...session, host, scope, chunks: async (name) => CHUNKS[name] });
  return {
    store,
    kernel,
    result(task = 0) {
      const shown = store.task.peek();
      if (shown?.index === task) return store.annotation.peek()?.result ?? [];
      const kept = kernel.annotations(start.tasks[task]?.key ?? "");
      return kept.findLast(({ fields }) => fields.status !== "deleted")?.result ?? [];
    },
    end: () => scope.end(),
  };
}

/** A tile from the page's server: an image, or how far the work on it is. */
async function fetchTile(address: string) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(await answer.text());
  if (answer.headers.get("content-type") === "application/json") return { body: await answer.json() };
  return { body: {}, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

(globalThis as { lswStandalone?: typeof standalone }).lswStandalone = standalone;
