// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from "vitest";
import type { TaskState } from "../../src/generated/wire";
import { picked, relationChoices, relationColor } from "../../src/shell/relation-words";
import { taskOf, treeOf } from "../support/tree";
import { closeViews, openView, settle, span } from "./mounted";

afterEach(closeViews);

const CONFIG =
  `<View><Labels name="ner" toName="txt"><Label value="PER"/></Labels><Text name="txt" value="x"/>` +
  `<Relations><Relation value="on" background="#c00"/><Relation value="under"/></Relations></View>`;

function related(...more: { labels?: string[] }[]): TaskState[] {
  const spans = [span("r1", 0, "PER"), span("r2", 10, "PER"), span("r3", 20, "PER")];
  const pairs = [
    ["r1", "r2"],
    ["r2", "r3"],
  ] as const;
  const relations = more.map((one, at) => ({
    type: "relation",
    from_id: pairs[at]?.[0] ?? "",
    to_id: pairs[at]?.[1] ?? "",
    direction: "right",
    ...one,
  }));
  const annotation = {
    id: "a1",
    task: "task0",
    rev: 1,
    result: [...spans, ...relations],
    pending: false,
    fields: { status: "draft" },
  };
  return [taskOf(0, { annotations: [annotation] })];
}

describe("the table of relations", () => {
  it("picks labels in order, takes undeclared ones away only when asked, and undoes each", async () => {
    const view = await openView(CONFIG, related({ labels: ["odd"] }));
    view.button("Labels of the relation of 1 and 2: odd").click();
    await settle();
    const items = view.all("[role=menuitemcheckbox]");
    expect(items.map((item) => [item.textContent, item.getAttribute("aria-checked")])).toEqual([
      ["on1", "false"],
      ["under2", "false"],
      ["✓odd3", "true"],
    ]);
    items[1]?.click();
    await settle();
    view.all("[role=menuitemcheckbox]")[0]?.click();
    expect(view.store.relations.value[0]?.labels).toEqual(["odd", "under", "on"]);
    view.store.undo();
    expect(view.store.relations.value[0]?.labels).toEqual(["odd", "under"]);
  });

  it("works by keys: up, down, turn, label, hide, delete, the other end", async () => {
    const view = await openView(CONFIG, related({}, { labels: ["on"] }));
    const rows = () => view.all(".lsw-relation");
    expect(rows().map((row) => row.getAttribute("aria-label"))).toEqual([
      "text0 to text10, right",
      "on: text10 to text20, right",
    ]);
    rows()[0]?.focus();
    view.press("ArrowDown", {}, rows()[0]);
    await settle();
    expect(view.root.shadowRoot?.activeElement).toBe(rows()[1]);
    for (const key of [" ", "2", "h"]) view.press(key, {}, rows()[1]);
    expect(view.store.relations.value[1]).toMatchObject({ direction: "bi", labels: ["on", "under"] });
    await settle();
    expect(view.button("Show the arrow of 2 and 3")).toBeTruthy();
    view.press("Enter", {}, rows()[1]);
    expect(view.store.selection.value).toEqual(["r3"]);
    view.press("Enter", {}, rows()[1]);
    expect(view.store.selection.value).toEqual(["r2"]);
    view.press("Delete", {}, rows()[1]);
    expect(view.store.relations.value).toHaveLength(1);
  });

  it("keeps the focus when a row is taken away, and is ordered as made, by regions, by labels", async () => {
    const view = await openView(CONFIG, related({}, { labels: ["on"] }));
    const names = () => view.all(".lsw-relation").map((row) => row.getAttribute("aria-label"));
    view.store.relate("r1", "r3");
    await settle();
    view.button("Relations ordered by time, change the order").click();
    await settle();
    expect(names()).toEqual([
      "text0 to text10, right",
      "text0 to text20, right",
      "on: text10 to text20, right",
    ]);
    view.button("Relations ordered by region, change the order").click();
    await settle();
    expect(names()).toEqual([
      "on: text10 to text20, right",
      "text0 to text10, right",
      "text0 to text20, right",
    ]);
    const row = view.all(".lsw-relation")[1];
    row?.focus();
    view.press("Delete", {}, row);
    await settle();
    expect(view.root.shadowRoot?.activeElement?.getAttribute("aria-label")).toBe("text0 to text20, right");
    view.press("Backspace", {}, view.all(".lsw-relation")[1]);
    await settle();
    expect(view.root.shadowRoot?.activeElement?.getAttribute("aria-label")).toBe(names()[0]);
  });

  it("is told of in words", async () => {
    const view = await openView(CONFIG, related({}));
    const said = () => view.$(".lsw-notices .lsw-sr").textContent;
    view.store.relate("r2", "r3");
    await settle();
    expect(said()).toBe("Relation text10 to text20, right");
    view.store.labelRelation("r2", "r3", ["on"]);
    await settle();
    expect(said()).toBe("Relation on: text10 to text20, right");
    view.store.reshape(new Map([["r2", { start: 11, end: 14 }]]), "Move");
    view.store.turnRelation("r1", "r2");
    await settle();
    expect(said()).toBe("Relation text0 to text10, both ways");
    view.store.unrelate("r2", "r3");
    await settle();
    expect(said()).toBe("No relation any more: on: text10 to text20, right");
  });

  it("of a prediction is only read", async () => {
    const view = await openView(CONFIG, related({ labels: ["on"] }), { read_only: true });
    const row = view.$(".lsw-relation");
    row.focus();
    for (const key of [" ", "1", "Delete"]) view.press(key, {}, row);
    expect(view.store.relations.value).toMatchObject([{ direction: "right", labels: ["on"] }]);
    expect(view.all('button[aria-label^="Delete the relation"]')).toEqual([]);
  });
});

describe("what the config says of relations", () => {
  const choices = relationChoices(treeOf(CONFIG));

  it("is several labels unless it says single", () => {
    expect(choices).toMatchObject({ declared: true, multiple: true });
    expect(picked(["under"], "on", choices)).toEqual(["under", "on"]);
    expect(picked(["under", "on"], "under", choices)).toEqual(["on"]);
    const single = relationChoices(treeOf(CONFIG.replace("<Relations>", '<Relations choice="single">')));
    expect(picked(["under"], "on", single)).toEqual(["on"]);
    expect(relationChoices(null).declared).toBe(false);
  });

  it("colours by the first label; unknown ones are plain", () => {
    expect(relationColor(choices, ["on", "under"])).toBe("#c00");
    expect(relationColor(choices, ["odd"])).toBe(relationColor(choices, []));
  });
});
