// A config over a real store without a kernel, as its tags draw it.
import { h, render, type VNode } from "preact";
import { act } from "preact/test-utils";
import { afterEach, vi } from "vitest";
import type { TagNode, TaskState } from "../../src/generated/wire";
import { Choice, Choices } from "../../src/tags/controls/choices";
import { Label, Labels } from "../../src/tags/controls/labels";
import { Rating } from "../../src/tags/controls/rating";
import { TextArea } from "../../src/tags/controls/textarea";
import { Paragraphs } from "../../src/tags/objects/paragraphs";
import { Text } from "../../src/tags/objects/text";
import { Header } from "../../src/tags/visual/header";
import { Style } from "../../src/tags/visual/style";
import { UnsupportedCard } from "../../src/tags/visual/unsupported";
import { View as ViewTag } from "../../src/tags/visual/view";
import { type Root, type TagComponent, type useView, View } from "../../src/ui/context";
import { createPlaces } from "../../src/ui/places";
import { taskOf } from "../support/tree";
import { viewOf } from "../support/view";

const TAGS: { [tag: string]: TagComponent } = {
  View: ViewTag,
  Header,
  Style,
  Text,
  Paragraphs,
  Labels,
  ParagraphLabels: Labels,
  Label,
  Choices,
  Choice,
  TextArea,
  Rating,
};
const renderNode = (node: TagNode) => h(TAGS[node.tag] ?? UnsupportedCard, { node, key: node.id }) as VNode;

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** The config drawn by the catalog over a real store without a kernel. */
export async function show(xml: string, task: Partial<TaskState> = {}) {
  const view = viewOf(xml, [taskOf(0, task), taskOf(1)]);
  const host = document.createElement("div");
  document.body.append(host);
  const shadow = host.attachShadow({ mode: "open" });
  const root: Root = {
    host,
    shadow,
    selectedRange: () => null,
    clearSelection: () => undefined,
    copyText: () => Promise.resolve(true),
    caretAt: () => null,
    css: vi.fn(),
    dark: { value: false },
  };
  const context = {
    editor: view.store,
    media: { url: () => Promise.reject(new Error("none")) },
    root,
    places: createPlaces(),
    texts: new Map(),
    keyOf: () => "k",
    children: (node: TagNode) => node.children.map(renderNode),
  } as unknown as ReturnType<typeof useView>;
  function All() {
    const tree = view.store.tree.value;
    return <View.Provider value={context}>{tree && renderNode(tree)}</View.Provider>;
  }
  const draw = (extra?: VNode) =>
    act(() => render(extra ? <View.Provider value={context}>{extra}</View.Provider> : <All />, shadow));
  await draw();
  ends.push(() => {
    render(null, shadow);
    host.remove();
  });
  const all = <E extends Element>(query: string) => [...shadow.querySelectorAll<E>(query)];
  const one = <E extends Element>(query: string) => {
    const found = shadow.querySelector<E>(query);
    if (!found) throw new Error(`no ${query} in ${shadow.textContent}`);
    return found;
  };
  const click = (element: HTMLElement) => act(() => element.click());
  const type = (field: HTMLTextAreaElement, text: string) =>
    act(() => {
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  const key = (element: Element, name: string, held: KeyboardEventInit = {}) =>
    act(() => {
      element.dispatchEvent(
        new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...held }),
      );
    });
  const results = () =>
    view.store.annotation.value?.result.map(({ from_name, value }) => [from_name, value]) ?? [];
  const nodes = (tag: string) => {
    const found: TagNode[] = [];
    const walk = (at: TagNode) => {
      if (at.tag === tag) found.push(at);
      at.children.forEach(walk);
    };
    if (view.store.tree.value) walk(view.store.tree.value);
    return found;
  };
  return { ...view, root, all, one, click, type, key, results, nodes, draw };
}
