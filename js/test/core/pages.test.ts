// Controls that ask on each page of a list (`perItem`), and regions that are pasted onto a page.
import { describe, expect, it } from "vitest";
import type { Item, TaskState } from "../../src/generated/wire";
import { taskOf, treeOf } from "../support/tree";
import { viewOf } from "../support/view";

const XML = `<View><Image name="img" valueList="$pages"/><Rectangle name="box" toName="img"/>
<Choices name="q" toName="img" perItem="true" required="true"><Choice value="good"/><Choice value="bad"/></Choices>
<Choices name="why" toName="img" perItem="true" visibleWhen="choice-selected" whenTagName="q" whenChoiceValue="bad">
<Choice value="dark"/></Choices></View>`;

const page = (name: string, size = 600) => ({ media: name, width: size, height: size });

function opened(pages: unknown = [page("1"), page("2", 300), page("3")], result: Item[] = []) {
  const tree = treeOf(XML);
  const image = tree.children[0]?.id ?? "";
  const task = (at: number): TaskState => ({ ...taskOf(at), values: { [image]: { valueList: pages } } });
  const first = task(0);
  if (result.length)
    first.annotations = [
      { id: "a", task: first.key, rev: 1, result, pending: false, fields: { status: "draft" } },
    ];
  const view = viewOf(XML, [first, task(1)]);
  const show = (at: number) => {
    view.store.pages.value = new Map([["img", at]]);
  };
  return { ...view, show, items: () => view.store.annotation.value?.result ?? [] };
}

describe("an answer for each page", () => {
  it("is stored as Label Studio does, and shown with its page alone", () => {
    const { store, show, items } = opened();
    store.setValue("q", ["good"], "Set q");
    show(1);
    expect(store.value("q")).toBeUndefined();
    store.setValue("q", ["bad"], "Set q");
    const item = {
      from_name: "q",
      to_name: "img",
      type: "choices",
      origin: "manual",
      id: expect.any(String),
    };
    expect(items()).toEqual([
      { ...item, value: { choices: ["good"] }, item_index: 0 },
      { ...item, value: { choices: ["bad"] }, item_index: 1 },
    ]);
    show(0);
    expect(store.value("q")).toEqual(["good"]);
    store.setValue("q", undefined, "Clear q");
    expect(items().map(({ item_index }) => item_index)).toEqual([1]);
    store.undo();
    expect(store.value("q")).toEqual(["good"]);
  });

  it("belongs to the first page where the data names none", () => {
    const old = { id: "x", from_name: "q", to_name: "img", type: "choices", value: { choices: ["bad"] } };
    const { store, show } = opened(undefined, [old]);
    expect(store.value("q")).toEqual(["bad"]);
    show(2);
    expect(store.value("q")).toBeUndefined();
  });

  it("is required on each: the first page without one is shown", () => {
    const { store, show } = opened();
    store.setValue("q", ["good"], "Set q");
    show(2);
    store.setValue("q", ["good"], "Set q");
    expect(store.submit()).toBe(false);
    expect(store.pages.value.get("img")).toBe(1);
    expect(store.problems.value.get("q")).toContain("required");
    store.setValue("q", ["good"], "Set q");
    expect(store.submit()).toBe(true);
  });

  it("decides by its own page what is shown and what is left out", () => {
    const { store, show, items } = opened([page("1"), page("2")]);
    const why = store.tree.value?.children[3];
    if (!why) throw new Error("no control");
    store.setValue("q", ["bad"], "Set q");
    store.setValue("why", ["dark"], "Set why");
    show(1);
    expect(store.visible(why)).toBe(false);
    store.setValue("q", ["bad"], "Set q");
    store.setValue("why", ["dark"], "Set why");
    store.setValue("q", ["good"], "Set q");
    expect(store.submit()).toBe(true);
    store.previous();
    expect(items().map(({ from_name, item_index }) => [from_name, item_index])).toEqual([
      ["q", 0],
      ["why", 0],
      ["q", 1],
    ]);
  });

  it("begins with the first page on each task", () => {
    const { store, show } = opened();
    show(2);
    store.next();
    expect(store.pages.value.size).toBe(0);
  });
});

describe("pasted regions", () => {
  const copied: Item = {
    original_width: 600,
    original_height: 600,
    image_rotation: 0,
    item_index: 0,
    id: "one",
    from_name: "box",
    to_name: "img",
    type: "rectangle",
    value: { x: 1, y: 2, width: 3, height: 4, rotation: 0 },
  };

  it("come to the page shown, with the size of its image", () => {
    const { store, show, items } = opened();
    show(1);
    store.paste([copied]);
    expect(items()[0]).toMatchObject({ item_index: 1, original_width: 300, value: copied.value });
  });

  it("keep the size that a mask is written for", () => {
    const { store, show, items } = opened();
    show(1);
    store.paste([{ ...copied, type: "brush", value: { format: "rle", rle: [1] } }]);
    expect(items()[0]).toMatchObject({ item_index: 1, original_width: 600 });
  });

  it("lose the page where there is one image", () => {
    const xml = '<View><Image name="img" value="$i"/><Rectangle name="box" toName="img"/></View>';
    const { store } = viewOf(xml);
    store.paste([copied]);
    expect(store.annotation.value?.result[0]).not.toHaveProperty("item_index");
  });
});
