// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from "vitest";
import * as taxonomy from "../../src/chunks/taxonomy";
import { CHUNKS, closeViews, type Mounted, openView, settle } from "../shell/mounted";
import { taskOf } from "../support/tree";

afterEach(closeViews);

/** Only has to be there. */
const image = { Image: () => null };
const TREE =
  '<Choice value="Place"><Choice value="City" alias="c"/><Choice value="Country"/></Choice><Choice value="Person" hint="someone"/>';
const config = (attributes: string, more = "") =>
  `<View><Text name="txt" value="Anna"/><Taxonomy name="tax" toName="txt" ${attributes}>${TREE}</Taxonomy>${more}</View>`;
const show = (
  xml: string,
  ...more: [tasks?: Parameters<typeof openView>[1], options?: Parameters<typeof openView>[2]]
) => openView(xml, more[0], more[1], { chunks: async (name) => ({ ...CHUNKS, image, taxonomy })[name] });

const opener = ({ $ }: Mounted) => $("[aria-haspopup=tree]");
const items = ({ all }: Mounted) => all("[role=treeitem]");
const named = (view: Mounted, name: string) => view.$(`[role=treeitem][aria-label="${name}"]`);
const results = ({ store }: Mounted) => store.annotation.value?.result.map(({ value }) => value?.taxonomy);
const chips = ({ all }: Mounted) => all(".lsw-pick").map((chip) => chip.textContent);

async function click(element: HTMLElement) {
  element.click();
  await settle();
}

async function openTree(view: Mounted) {
  await click(opener(view));
  await click(named(view, "Place").querySelector(".lsw-twist") as HTMLElement);
}

describe("a Taxonomy", () => {
  it("stores a parent's path alone, shows chips, and loses its result with the last of them", async () => {
    const view = await show(config('showFullPath="true" pathSeparator=" > "'));
    await openTree(view);
    await click(named(view, "Place"));
    await click(named(view, "City"));
    expect(results(view)).toEqual([[["Place"], ["Place", "c"]]]);
    expect(chips(view)).toEqual(["Place", "Place > City"]);
    expect(items(view).map((item) => item.getAttribute("aria-checked"))).toEqual([
      "true",
      "true",
      "false",
      "false",
    ]);
    await click(view.button("Remove Place"));
    await click(view.button("Remove Place > City"));
    expect(results(view)).toEqual([]);
    view.store.undo();
    expect(results(view)).toEqual([[["Place", "c"]]]);
  });
  it("with leafsOnly opens parents instead of choosing them", async () => {
    const view = await show(config('leafsOnly="true"'));
    await click(opener(view));
    await click(named(view, "Place"));
    expect(results(view)).toEqual([]);
    expect(named(view, "Place").getAttribute("aria-expanded")).toBe("true");
    expect(named(view, "Place").hasAttribute("aria-checked")).toBe(false);
    await click(named(view, "Country"));
    expect(results(view)).toEqual([[["Place", "Country"]]]);
  });
  it("with maxUsages says that nothing more can be chosen, and takes back", async () => {
    const view = await show(config('maxUsages="1"'));
    await openTree(view);
    await click(named(view, "City"));
    expect(named(view, "Person").getAttribute("aria-disabled")).toBe("true");
    expect(view.$(".lsw-picker [role=status]").textContent).toBe("No more than 1 can be chosen.");
    await click(named(view, "Person"));
    expect(results(view)).toEqual([[["Place", "c"]]]);
    await click(named(view, "City"));
    expect(results(view)).toEqual([]);
  });
  it("keeps and shows paths that it does not offer", async () => {
    const item = {
      id: "t",
      from_name: "tax",
      to_name: "txt",
      type: "taxonomy",
      value: { taxonomy: [["Old", "one"]] },
    };
    const task = taskOf(0, {
      annotations: [
        { id: "a", task: "task0", rev: 1, pending: false, fields: { status: "draft" }, result: [item] },
      ],
    });
    const view = await show(config(""), [task]);
    expect(chips(view)).toEqual(["one"]);
    await click(opener(view));
    await click(named(view, "Person"));
    expect(results(view)).toEqual([[["Old", "one"], ["Person"]]]);
  });
  it("with legacy takes new items below the active one, and chooses them", async () => {
    const view = await show(config('legacy="true"'));
    await openTree(view);
    await click(named(view, "City").querySelector(".lsw-more") as HTMLElement);
    const field = view.$(".lsw-picker-add input") as HTMLInputElement;
    expect(field.placeholder).toBe("New item under City");
    field.value = " Paris ";
    view.press("Enter", {}, field);
    await settle();
    expect(results(view)).toEqual([[["Place", "c", "Paris"]]]);
    expect(named(view, "Paris").getAttribute("aria-level")).toBe("3");
  });
  it("has no field for new items otherwise, asks no server, and says so", async () => {
    const view = await show(config('apiUrl="https://user:secret@cities.example/all"'));
    await click(opener(view));
    expect(view.all(".lsw-picker-add")).toEqual([]);
    expect(view.$(".lsw-taxonomy-note").textContent).toContain("The items of cities.example are not loaded");
    expect(view.root.shadowRoot?.textContent).not.toContain("secret");
    expect(items(view).length).toBe(2);
  });
  it("takes the items of the task after those of the config", async () => {
    const dynamic = taskOf(0);
    const view = await show(config('value="$tree"'), [dynamic]);
    const node = view.store.tree.value?.children[1];
    const more = { ...(node?.children[1] as NonNullable<typeof node>), id: "d", attrs: { value: "Person" } };
    const inner = { ...more, id: "d.0", attrs: { value: "Anna" } };
    view.store.receive(
      [
        {
          ...dynamic,
          children: { [node?.id ?? ""]: [...(node?.children ?? []), { ...more, children: [inner] }] },
        },
      ],
      [],
    );
    await settle();
    await click(opener(view));
    expect(items(view).map((item) => item.getAttribute("aria-label"))).toEqual(["Place", "Person"]);
    expect(named(view, "Person").getAttribute("aria-expanded")).toBe("false");
  });
  it("cannot be opened or emptied where nothing may be changed", async () => {
    const view = await show(config(""), undefined, { read_only: true });
    await click(opener(view));
    expect(items(view)).toEqual([]);
    expect(opener(view).getAttribute("aria-disabled")).toBe("true");
  });
  it("shows what a choice asks of it", async () => {
    const view = await show(
      config(
        "",
        '<Choices name="c" toName="txt" visibleWhen="choice-selected" whenTagName="tax" whenChoiceValue="City"><Choice value="yes"/></Choices>',
      ),
    );
    expect(view.all('[data-control="c"]')).toEqual([]);
    await openTree(view);
    await click(named(view, "City"));
    expect(view.all('[data-control="c"]').length).toBe(1);
  });
});

describe("a Taxonomy that labels", () => {
  it("makes its paths active, and one path with a limit of one", async () => {
    const view = await show(config('labeling="true"'));
    await openTree(view);
    await click(named(view, "City"));
    await click(named(view, "Person"));
    expect(view.store.labels.value.get("tax")).toEqual(['["Place","c"]', '["Person"]']);
    expect(results(view)).toEqual([]);
    closeViews();
    const one = await show(config('labeling="true" maxUsages="1"'));
    await openTree(one);
    await click(named(one, "City"));
    await click(named(one, "Person"));
    expect(one.store.labels.value.get("tax")).toEqual(['["Person"]']);
  });
  it("answers as any other where the object has no spans", async () => {
    const view = await show(
      `<View><Image name="img" value="$i"/><Taxonomy name="tax" toName="img" labeling="true">${TREE}</Taxonomy></View>`,
    );
    await openTree(view);
    await click(named(view, "City"));
    expect(results(view)).toEqual([[["Place", "c"]]]);
  });
});
