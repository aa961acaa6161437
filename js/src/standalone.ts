// The same editor on a plain page with a kernel that lives in it, for tests of gestures and development.
import * as controls from "./chunks/controls";
import * as image from "./chunks/image";
import * as masks from "./chunks/masks";
import * as menus from "./chunks/menus";
import * as regions from "./chunks/regions";
import * as tabs from "./chunks/tabs";
import * as text from "./chunks/text";
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

const CHUNKS: { readonly [name: string]: unknown } = { controls, image, masks, menus, regions, tabs, text };

export function standalone(
  host: HTMLElement,
  start: { readonly welcome: Welcome; readonly tasks: readonly TaskState[] },
): Standalone {
  const scope = new Scope();
  const { options, ...welcome } = start.welcome;
  const kernel = fakeKernel({
    welcome: { ...welcome, session: newId(12) },
    options,
    tasks: start.tasks,
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

(globalThis as { lswStandalone?: typeof standalone }).lswStandalone = standalone;
