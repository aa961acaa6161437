// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from "vitest";
import { taskOf } from "../support/tree";
import { annotated, closeViews, type Mounted, openView, SPANS, settle, span } from "./mounted";

afterEach(closeViews);

const three = () => annotated(span("r1", 0, "PER"), span("r2", 5, "LOC"), span("r3", 10, "PER"));
const rows = (view: Mounted) => view.all("[role=option]");

describe("the region list", () => {
  it("is a listbox with one named option for each region", async () => {
    const view = await openView(SPANS, three());
    expect(view.$("[role=listbox]").getAttribute("aria-label")).toBe("Regions");
    expect(rows(view).map((row) => row.dataset.region)).toEqual(["r1", "r2", "r3"]);
    expect(rows(view)[1]?.getAttribute("aria-label")).toBe("2, LOC, text5");
  });

  it("shows the regions of a prediction as predicted, whatever their origin", async () => {
    const prediction = { id: "p1", result: [span("r1", 0, "PER")], score: 0.5, model_version: "m" };
    const view = await openView(SPANS, [taskOf(0, { predictions: [prediction] })]);
    view.store.openTab({ kind: "prediction", id: "p1" });
    await settle();
    expect(rows(view)[0]?.querySelector(".lsw-ring")).not.toBeNull();
  });

  it("says which label the config does not have, and only then", async () => {
    const view = await openView(SPANS, annotated(span("r1", 0, "PER"), span("r2", 5, "<b>GONE</b>")));
    view.store.selection.value = ["r2"];
    await settle();
    expect(view.box.textContent).toContain('"<b>GONE</b>" is no label of "ner". It is kept as it is.');
    view.store.selection.value = ["r1"];
    await settle();
    expect(view.box.textContent).not.toContain("is no label of");
  });

  it("selects by click, with Ctrl and with Shift, and by arrows", async () => {
    const view = await openView(SPANS, three());
    const click = async (at: number, more: MouseEventInit = {}) => {
      rows(view)[at]?.dispatchEvent(new MouseEvent("click", { bubbles: true, ...more }));
      await settle();
      return view.store.selection.value;
    };
    expect(await click(0)).toEqual(["r1"]);
    expect(await click(2, { ctrlKey: true })).toEqual(["r1", "r3"]);
    expect(await click(1)).toEqual(["r2"]);
    expect(await click(2, { shiftKey: true })).toEqual(["r2", "r3"]);
    const list = view.$("[role=listbox]");
    view.press("Home", {}, list);
    await settle();
    expect(view.store.selection.value).toEqual(["r1"]);
    view.press("ArrowDown", {}, list);
    await settle();
    expect(view.store.selection.value).toEqual(["r2"]);
    expect(list.getAttribute("aria-activedescendant")).toBe("lsw-region-r2");
    view.press("a", { ctrlKey: true }, list);
    expect(view.store.selection.value).toEqual(["r1", "r2", "r3"]);
  });

  it("keys delete, hide, lock, cycle and select by number", async () => {
    const view = await openView(SPANS, three());
    view.press(".", { altKey: true, code: "Period" });
    expect(view.store.selection.value).toEqual(["r1"]);
    view.press("#", { altKey: true, shiftKey: true, code: "Digit3" });
    expect(view.store.selection.value).toEqual(["r3"]);
    view.press("h", { altKey: true });
    expect([...view.store.hidden.value]).toEqual(["r3"]);
    view.press("l", { altKey: true });
    expect([...view.store.locked.value]).toEqual(["r3"]);
    view.press("l", { altKey: true });
    view.press("Delete");
    await settle();
    expect(rows(view).map((row) => row.dataset.region)).toEqual(["r1", "r2"]);
    view.press("z", { ctrlKey: true });
    await settle();
    expect(rows(view)).toHaveLength(3);
  });

  it("shows and edits the selected region", async () => {
    const view = await openView(SPANS, three());
    view.store.selection.value = ["r2"];
    await settle();
    const note = view.$("textarea[aria-label='Note on the region']") as HTMLTextAreaElement;
    note.value = "check";
    note.dispatchEvent(new Event("change", { bubbles: true }));
    await settle();
    expect(view.store.region("r2")?.note).toBe("check");
    const select = view.$("select") as HTMLSelectElement;
    select.value = "PER";
    select.dispatchEvent(new Event("change", { bubbles: true }));
    await settle();
    expect(view.store.region("r2")?.labels).toEqual(["PER"]);
  });

  it("a list of thousands holds only what is in sight", async () => {
    const many = Array.from({ length: 5000 }, (_, at) => span(`r${at}`, at * 5, "PER"));
    const view = await openView(SPANS, annotated(...many));
    expect(rows(view).length).toBeGreaterThan(10);
    expect(rows(view).length).toBeLessThan(60);
  });

  it("a TextArea of the region list stands in the row of each region and can be filled there", async () => {
    const texts = SPANS.replace(
      "<Text ",
      `<TextArea name="fix" toName="txt" perRegion="true" displayMode="region-list"/><Text `,
    );
    const view = await openView(texts, three());
    const fields = view.all("[role=listbox] [data-control=fix] textarea") as HTMLTextAreaElement[];
    expect(fields).toHaveLength(3);
    const [, second] = fields;
    second?.focus();
    await settle();
    expect(view.store.selection.value).toEqual(["r2"]);
    if (second) second.value = "Berlin";
    second?.dispatchEvent(new Event("input", { bubbles: true }));
    // Keys of the list stay out of the way while text is typed.
    view.press("ArrowDown", {}, second);
    second?.blur();
    await settle();
    expect(view.store.value("fix", "r2")).toEqual(["Berlin"]);
    expect(view.store.selection.value).toEqual(["r2"]);
    view.press("Enter");
    await settle();
    expect(view.root.shadowRoot?.activeElement?.closest("[data-under]")?.getAttribute("data-under")).toBe(
      "r2",
    );
  });
});

describe("relations", () => {
  it("are made by two keys or a click, listed, turned, deleted, and left by Escape", async () => {
    const view = await openView(SPANS, three());
    const { store } = view;
    store.selection.value = ["r1"];
    view.press("r", { altKey: true });
    await settle();
    expect(view.$(".lsw-notices[aria-live]").textContent).toContain(
      "click the other region, or type its number",
    );
    view.press("Escape");
    expect(store.relating.value).toBe(null);
    view.press("r", { altKey: true });
    rows(view)[1]?.click();
    await settle();
    expect(store.relations.value.map(({ from, to }) => [from.id, to.id])).toEqual([["r1", "r2"]]);
    expect(view.$("[aria-label=Relations]").textContent).toMatch(/^Relations 11 text0→2 text5$/);
    view.button("Relation of 1 and 2 goes to the second, turn it").click();
    await settle();
    expect(store.relations.value[0]?.direction).toBe("bi");
    const [end] = view.all(".lsw-end");
    end?.dispatchEvent(new Event("pointerenter"));
    view.$(".lsw-relation").dispatchEvent(new Event("pointerenter"));
    await settle();
    expect(store.hover.value).toBe("r1");
    expect(view.all("[data-region].lsw-hover").map((row) => row.dataset.region)).toEqual(["r1", "r2"]);
    end?.click();
    expect(store.selection.value).toEqual(["r1"]);
    view.button("Delete the relation of 1 and 2").click();
    await settle();
    expect(store.relations.value).toEqual([]);
    expect(view.all("[aria-label=Relations]")).toEqual([]);
    store.selection.value = ["r3"];
    view.press("r", { altKey: true });
    store.selection.value = ["r1"];
    view.press("r", { altKey: true });
    expect(store.relations.value.map(({ from, to }) => [from.id, to.id])).toEqual([["r3", "r1"]]);
  });
});
