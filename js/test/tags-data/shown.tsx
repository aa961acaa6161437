// Tags of data over a real store without a kernel.
import { h, render, type VNode } from "preact";
import { act } from "preact/test-utils";
import { afterEach, vi } from "vitest";
import type { Ports } from "../../src/core/state";
import type { Item, TagNode, ViewOptions } from "../../src/generated/wire";
import { Choice, Choices } from "../../src/tags/controls/choices";
import { Chat } from "../../src/tags/objects/chat";
import { List } from "../../src/tags/objects/list";
import { Table } from "../../src/tags/objects/table";
import { View as ViewTag } from "../../src/tags/visual/view";
import { type TagComponent, type useView, View } from "../../src/ui/context";
import { createPlaces } from "../../src/ui/places";
import { taskOf } from "../support/tree";
import { viewOf } from "../support/view";

const TAGS: { [tag: string]: TagComponent } = { View: ViewTag, Chat, List, Table, Choices, Choice };
const renderNode = (node: TagNode) => h(TAGS[node.tag] ?? (() => null), { node, key: node.id }) as VNode;

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

interface Given {
  /** Values of the objects, by the place of their node in the tree. */
  readonly values?: { readonly [node: string]: unknown };
  readonly result?: Item[];
  readonly options?: Partial<ViewOptions>;
  readonly ports?: Partial<Ports>;
}

export async function show(xml: string, { values = {}, result, options, ports }: Given = {}) {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  const annotations = result
    ? [{ id: "given", task: "task0", rev: 1, pending: false, result, fields: { status: "draft" as const } }]
    : [];
  const attrs = Object.fromEntries(Object.entries(values).map(([id, value]) => [id, { value }]));
  const view = viewOf(xml, [taskOf(0, { values: attrs, annotations }), taskOf(1)], options, ports);
  const host = document.createElement("div");
  document.body.append(host);
  const shadow = host.attachShadow({ mode: "open" });
  const copyText = vi.fn(() => Promise.resolve(true));
  const context = {
    editor: view.store,
    media: { url: () => Promise.reject(new Error("It is not there.")) },
    root: { host, shadow, css: vi.fn(), copyText, selectedRange: () => null },
    places: createPlaces(),
    keyOf: () => undefined,
    children: (node: TagNode) => node.children.map(renderNode),
  } as unknown as ReturnType<typeof useView>;
  function All() {
    const tree = view.store.tree.value;
    return <View.Provider value={context}>{tree && renderNode(tree)}</View.Provider>;
  }
  await act(() => render(<All />, shadow));
  ends.push(() => {
    render(null, shadow);
    host.remove();
  });
  const all = <E extends HTMLElement>(query: string) => [...shadow.querySelectorAll<E>(query)];
  const one = <E extends HTMLElement>(query: string) => {
    const [found] = all<E>(query);
    if (!found) throw new Error(`no ${query} in ${shadow.textContent}`);
    return found;
  };
  const click = (query: string) => act(() => one(query).click());
  const type = (query: string, text: string) =>
    act(() => {
      const field = one<HTMLTextAreaElement>(query);
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  const key = (query: string, name: string, held: KeyboardEventInit = {}) =>
    act(() => {
      one(query).dispatchEvent(
        new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...held }),
      );
    });
  const items = () => view.store.annotation.value?.result ?? [];
  const words = () => shadow.textContent ?? "";
  return { ...view, shadow, all, one, click, type, key, items, words, copyText, act };
}
