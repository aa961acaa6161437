// A whole view in happy-dom, with a kernel that lives in the test.
import * as controls from "../../src/chunks/controls";
import * as menus from "../../src/chunks/menus";
import * as regions from "../../src/chunks/regions";
import * as relations from "../../src/chunks/relations";
import * as tabs from "../../src/chunks/tabs";
import { Scope } from "../../src/core/scope";
import type { Store } from "../../src/core/store";
import type { AnnotationState, TaskState, ViewOptions } from "../../src/generated/wire";
import { mount } from "../../src/shell/app";
import { taskOf } from "../support/tree";
import { viewOf } from "../support/view";

/** Text has tests of its own; here it only has to be there. */
const text = { Text: () => null };
export const CHUNKS: { [name: string]: unknown } = { controls, menus, regions, relations, tabs, text };

/** happy-dom lays nothing out: every view is this wide. */
const WIDTH = 1200;

export interface Mounted {
  readonly store: Store;
  readonly scope: Scope;
  readonly page: HTMLElement;
  readonly root: HTMLElement;
  readonly box: HTMLElement;
  $(selector: string): HTMLElement;
  all(selector: string): HTMLElement[];
  button(name: string): HTMLElement;
  press(key: string, more?: KeyboardEventInit, target?: HTMLElement): KeyboardEvent;
}

/** Lets chunks arrive, effects run and Preact draw. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((done) => setTimeout(done));
}

export async function mounted(
  xml: string,
  tasks: readonly TaskState[] = [taskOf(0), taskOf(1)],
  options: Partial<ViewOptions> = {},
  more: { chunks?: (name: string) => Promise<unknown>; store?: Store } = {},
): Promise<Mounted> {
  const view = viewOf(xml, tasks, options);
  const store = more.store ?? view.store;
  const scope = new Scope();
  Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, get: () => WIDTH });
  const page = document.createElement("div");
  document.body.append(page);
  scope.add(() => page.remove());
  mount({
    host: page,
    store,
    media: { url: () => Promise.reject(new Error("no media here")) },
    chunks: more.chunks ?? (async (name) => CHUNKS[name]),
    unsaved: () => view.ops,
    scope,
  });
  await settle();
  const root = page.querySelector("[data-lsw-root]") as HTMLElement;
  const box = root.shadowRoot?.querySelector(".lsw") as HTMLElement;
  const all = (selector: string) => [...box.querySelectorAll<HTMLElement>(selector)];
  const $ = (selector: string) => {
    const [found] = all(selector);
    if (!found) throw new Error(`nothing matches ${selector}`);
    return found;
  };
  return {
    store,
    scope,
    page,
    root,
    box,
    $,
    all,
    button: (name) => $(`button[aria-label="${name}"]`),
    press(key, more = {}, target = box) {
      const event = new KeyboardEvent("keydown", {
        key,
        bubbles: true,
        composed: true,
        cancelable: true,
        ...more,
      });
      target.dispatchEvent(event);
      return event;
    },
  };
}

export const CHOICES =
  `<View><Header value="How is it?"/><Choices name="mood" toName="txt" choice="single-radio">` +
  `<Choice value="good" hotkey="g"/><Choice value="bad"/></Choices></View>`;
export const SPANS =
  `<View><Labels name="ner" toName="txt"><Label value="PER"/><Label value="LOC"/></Labels>` +
  `<Text name="txt" value="x"/></View>`;

export function span(id: string, start: number, label: string) {
  const value = { start, end: start + 4, text: `text${start}`, labels: [label] };
  return { id, from_name: "ner", to_name: "txt", type: "labels", value, origin: "manual" };
}

export function annotated(...result: ReturnType<typeof span>[]) {
  const annotation: AnnotationState = {
    id: "a1",
    task: "task0",
    rev: 1,
    result,
    pending: false,
    fields: { status: "draft" },
  };
  return [taskOf(0, { annotations: [annotation] }), taskOf(1)];
}

const open: Mounted[] = [];

/** A view that `closeViews` ends. */
export async function openView(...args: Parameters<typeof mounted>): Promise<Mounted> {
  const view = await mounted(...args);
  open.push(view);
  return view;
}

export function closeViews(): void {
  for (const view of open.splice(0)) view.scope.end();
}
