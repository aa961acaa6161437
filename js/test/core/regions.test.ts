import { describe, expect, it } from "vitest";
import type { Item } from "../../src/generated/wire";
import { agree, BARE, BOXES, box, facts, NER } from "../support/replay";
import { taskOf } from "../support/tree";
import { type View, viewOf } from "../support/view";

describe("drawing", () => {
  it("makes one result with the active label, in the reference's key order, then releases the label", () => {
    const view = viewOf(BOXES);
    view.store.pressLabel("box", "Car");
    const id = view.store.draw("img", "rectangle", box, facts);
    expect(Object.keys(view.ops[0]?.diff.added?.[0]?.item ?? {})).toEqual([
      "original_width",
      "original_height",
      "image_rotation",
      "value",
      "id",
      "from_name",
      "to_name",
      "type",
      "origin",
    ]);
    expect(view.store.annotation.value?.result).toEqual([
      {
        ...facts,
        value: { ...box, rectanglelabels: ["Car"] },
        id,
        from_name: "box",
        to_name: "img",
        type: "rectanglelabels",
        origin: "manual",
      },
    ]);
    expect(id).toMatch(/^[\w-]{10}$/);
    expect(view.store.labels.value.get("box") ?? []).toEqual([]);
    expect(view.store.selection.value).toEqual([]);
    expect(view.ops.map((op) => [op.kind, op.label, op.base_rev, op.seq])).toEqual([
      ["create", "Draw box", 0, 1],
    ]);
    agree(view);
  });

  it("refuses a combined control without a label, and lets a bare shape draw without one", () => {
    expect(viewOf(BOXES).store.draw("img", "rectangle", box)).toBeNull();
    const view = viewOf(BARE);
    expect(view.store.canDraw("img", "rectangle").ok).toBe(true);
    view.store.draw("img", "rectangle", box, facts);
    view.store.pressLabel("lbl", "Table");
    const id = view.store.draw("img", "rectangle", box, facts);
    expect(view.store.annotation.value?.result.map((item) => [item.type, item.value])).toEqual([
      ["rectangle", box],
      ["rectangle", box],
      ["labels", { ...box, labels: ["Table"] }],
    ]);
    expect(view.store.region(id ?? "")?.labels).toEqual(["Table"]);
    expect(view.store.region(id ?? "")?.items).toHaveLength(2);
  });

  it("keeps labels and selects on wish", () => {
    const { store } = viewOf(NER, [taskOf(0)], { keep_label: true, select_after_create: true });
    store.pressLabel("ner", "PER");
    const id = store.draw("txt", "span", { start: 0, end: 4, text: "Anna" });
    expect(store.labels.value.get("ner")).toEqual(["PER"]);
    expect(store.selection.value).toEqual([id]);
  });

  it("writes labels of choice=multiple in config order and empty ones as an empty list", () => {
    const { store } = viewOf(
      '<View><Labels name="ner" toName="txt" choice="multiple" allowEmpty="true"><Label value="A"/><Label value="B"/></Labels><Text name="txt" value="$t"/></View>',
    );
    store.pressLabel("ner", "B");
    store.pressLabel("ner", "A");
    store.draw("txt", "span", { start: 0, end: 1, text: "x" });
    store.pressLabel("ner", "");
    store.draw("txt", "span", { start: 0, end: 1, text: "x" });
    expect(store.annotation.value?.result.map((item) => item.value?.labels)).toEqual([["A", "B"], []]);
  });

  it("says in the reference's words when a label is used up", () => {
    const { store } = viewOf(
      '<View><Labels name="ner" toName="txt" maxUsages="1"><Label value="PER"/><Label value="ORG"/></Labels><Text name="txt" value="$t"/></View>',
    );
    store.pressLabel("ner", "PER");
    store.draw("txt", "span", { start: 0, end: 4, text: "Anna" });
    expect(store.labelChoices("ner").map(({ left }) => left)).toEqual([0, 1]);
    store.pressLabel("ner", "PER");
    expect(store.notices.value.at(-1)?.text).toBe("You can't use PER more than 1 time(s)");
    expect(store.draw("txt", "span", { start: 5, end: 6, text: "x" })).toBeNull();
    store.pressLabel("ner", "ORG");
    const other = store.draw("txt", "span", { start: 5, end: 6, text: "x" });
    store.selection.value = [other ?? ""];
    store.pressLabel("ner", "PER");
    expect(store.region(other ?? "")?.labels).toEqual(["ORG"]);
  });

  it("starts with the label that the config selects and releases other shapes of the same object", () => {
    const { store } = viewOf(
      '<View><Image name="img" value="$i"/><RectangleLabels name="box" toName="img"><Label value="A" selected="true"/></RectangleLabels><PolygonLabels name="poly" toName="img"><Label value="B"/></PolygonLabels><Labels name="more" toName="img"><Label value="C"/></Labels></View>',
    );
    expect(store.labels.value.get("box")).toEqual(["A"]);
    store.pressLabel("more", "C");
    expect([...store.labels.value.keys()]).toEqual(["box", "more"]);
    const id = store.draw("img", "rectangle", box);
    expect(store.region(id ?? "")?.labels).toEqual(["A", "C"]);
    store.pressLabel("box", "A");
    store.pressLabel("poly", "B");
    expect(store.labels.value.has("box")).toBe(false);
  });
});

describe("editing regions", () => {
  function boxed(): View & { id: string } {
    const view = viewOf(BOXES);
    view.store.pressLabel("box", "Car");
    const id = view.store.draw("img", "rectangle", box, facts) as string;
    return { ...view, id };
  }

  it("moves every result that repeats the geometry, answers stay", () => {
    const view = boxed();
    view.store.setValue("plate", ["AB 123"], "Type", view.id);
    view.store.reshape(new Map([[view.id, { ...box, x: 50 }]]), "Move box");
    expect(view.store.annotation.value?.result.map((item) => item.value)).toEqual([
      { ...box, x: 50, rectanglelabels: ["Car"] },
      { ...box, x: 50, text: ["AB 123"] },
    ]);
    expect(view.ops.at(-1)?.diff.updated).toHaveLength(2);
    expect(view.store.region(view.id)?.geometry).toEqual({ ...box, x: 50 });
    agree(view);
  });

  it("does not write the text of a span over a text answer", () => {
    const { store } = viewOf(
      '<View><Labels name="ner" toName="txt"><Label value="P"/></Labels><Text name="txt" value="$t"/><TextArea name="why" toName="txt" perRegion="true"/></View>',
    );
    store.pressLabel("ner", "P");
    const id = store.draw("txt", "span", { start: 0, end: 4, text: "Anna" }) as string;
    store.setValue("why", ["note"], "Type", id);
    store.reshape(new Map([[id, { start: 0, end: 10, text: "Anna Smith" }]]), "Resize span");
    expect(store.annotation.value?.result.map((item) => item.value)).toEqual([
      { start: 0, end: 10, text: "Anna Smith", labels: ["P"] },
      { start: 0, end: 10, text: ["note"] },
    ]);
    expect(store.value("why", id)).toEqual(["note"]);
  });

  it("relabels the selected region and keeps its label when it is pressed again", () => {
    const { store, id, ops } = boxed();
    store.selection.value = [id];
    store.pressLabel("box", "Man");
    store.pressLabel("box", "Man");
    expect(store.region(id)?.labels).toEqual(["Man"]);
    expect(ops.map((op) => op.label)).toEqual(["Draw box", "Relabel"]);
  });

  it("removes answers and relations with the region and lifts children", () => {
    const result: Item[] = [
      {
        id: "a",
        from_name: "box",
        to_name: "img",
        type: "rectanglelabels",
        value: { ...box, rectanglelabels: ["Car"] },
      },
      {
        id: "b",
        parentID: "a",
        from_name: "box",
        to_name: "img",
        type: "rectanglelabels",
        value: { ...box, rectanglelabels: ["Car"] },
      },
      {
        id: "c",
        parentID: "b",
        from_name: "box",
        to_name: "img",
        type: "rectanglelabels",
        value: { ...box, rectanglelabels: ["Man"] },
      },
      { id: "b", from_name: "plate", to_name: "img", type: "textarea", value: { ...box, text: ["x"] } },
      { type: "relation", from_id: "a", to_id: "b", direction: "right" },
      { type: "relation", from_id: "a", to_id: "c", direction: "right" },
    ];
    const annotation = {
      id: "x",
      task: "task0",
      rev: 3,
      result,
      pending: false,
      fields: { status: "draft" },
    };
    const { store } = viewOf(BOXES, [taskOf(0, { annotations: [annotation] })]);
    store.selection.value = ["b"];
    store.remove(["b"]);
    expect(store.annotation.value?.result).toEqual([result[0], { ...result[2], parentID: "a" }, result[5]]);
    expect(store.selection.value).toEqual([]);
    store.undo();
    expect(store.annotation.value?.result).toEqual(result);
  });

  it("duplicates and pastes with new ids, answers included", () => {
    const view = boxed();
    view.store.setValue("plate", ["AB"], "Type", view.id);
    const copied = view.store.copy([view.id]);
    const [twin] = view.store.duplicate([view.id]);
    const [pasted] = view.store.paste(copied);
    expect(view.store.regions.value.map(({ id }) => id)).toEqual([view.id, twin, pasted]);
    expect(view.store.region(pasted ?? "")?.items.map(({ from_name }) => from_name)).toEqual([
      "box",
      "plate",
    ]);
    expect(view.store.selection.value).toEqual([pasted]);
    expect(view.store.paste([{ type: "x", from_name: "nope", value: {} }, 7 as unknown as Item])).toEqual([]);
    agree(view);
  });

  it("notes go to meta.text of each result, beside the value, and leave no trace when emptied", () => {
    const view = boxed();
    view.store.setValue("plate", ["AB"], "Type", view.id);
    const before = view.store.annotation.value?.result;
    view.store.annotate(view.id, "blurred");
    const items = view.store.annotation.value?.result ?? [];
    expect(items.map(({ meta }) => meta)).toEqual([{ text: ["blurred"] }, { text: ["blurred"] }]);
    expect(Object.keys(items[0] ?? {}).slice(3, 5)).toEqual(["value", "meta"]);
    expect(view.store.region(view.id)?.note).toBe("blurred");
    view.store.annotate(view.id, "");
    expect(view.store.annotation.value?.result).toEqual(before);
  });

  it("leaves locked and read-only regions alone", () => {
    const { store, id, ops } = boxed();
    store.locked.value = new Set([id]);
    store.reshape(new Map([[id, { ...box, x: 1 }]]), "Move");
    store.remove([id]);
    store.annotate(id, "x");
    expect(ops).toHaveLength(1);
  });
});

describe("answers", () => {
  it("sets, changes and removes; the first ones go before relations", () => {
    const relation: Item = { type: "relation", from_id: "a", to_id: "b" };
    const annotation = {
      id: "x",
      task: "task0",
      rev: 1,
      result: [relation],
      pending: false,
      fields: { status: "draft" },
    };
    const { store } = viewOf(NER, [taskOf(0, { annotations: [annotation] })]);
    store.setValue("mood", ["good"], "Choose");
    expect(store.annotation.value?.result.map(({ type }) => type)).toEqual(["choices", "relation"]);
    store.setValue("mood", ["bad"], "Choose");
    expect(store.value("mood")).toEqual(["bad"]);
    store.setValue("mood", undefined, "Choose");
    expect(store.annotation.value?.result).toEqual([relation]);
  });

  it("per-region answers follow their region, task answers do not mix with them", () => {
    const { store } = viewOf(NER);
    const draw = (start: number) => {
      store.pressLabel("ner", "PER");
      return store.draw("txt", "span", { start, end: start + 1, text: "x" }) as string;
    };
    const [one, two] = [draw(0), draw(5)];
    store.setValue("kind", ["a"], "Choose", one);
    store.setValue("kind", ["b"], "Choose", two);
    expect(store.annotation.value?.result.map((item) => [item.id, item.from_name])).toEqual([
      [one, "ner"],
      [one, "kind"],
      [two, "ner"],
      [two, "kind"],
    ]);
    expect([store.value("kind", one), store.value("kind", two), store.value("kind")]).toEqual([
      ["a"],
      ["b"],
      undefined,
    ]);
    store.setValue("kind", ["a"], "Choose");
    expect(store.annotation.value?.result).toHaveLength(4);
  });

  it("marks what was changed of a prediction, and only that", () => {
    const result: Item[] = ["p", "q"].map((id) => ({
      id,
      from_name: "box",
      to_name: "img",
      type: "rectanglelabels",
      score: 0.5,
      value: { ...box, rectanglelabels: ["Car"] },
    }));
    const task = taskOf(0, { predictions: [{ id: "9", result, score: 0.9, model_version: "m" }] });
    const { store, ops } = viewOf(BOXES, [task]);
    store.openTab({ kind: "prediction", id: "9" });
    expect(store.readOnly.value).toBe(true);
    expect(store.regions.value.map(({ score }) => score)).toEqual([0.5, 0.5]);
    store.copyPrediction("9");
    store.reshape(new Map([["q", { ...box, x: 1 }]]), "Move");
    expect(store.annotation.value?.result.map(({ id, origin, score }) => [id, origin, score])).toEqual([
      ["p", "prediction", 0.5],
      ["q", "prediction-changed", 0.5],
    ]);
    expect(store.annotation.value?.fields).toMatchObject({ parent_prediction: "9", status: "draft" });
    expect(ops.map(({ kind }) => kind)).toEqual(["create", "edit"]);
  });
});

describe("regions of results in any order", () => {
  const item = (id: string, more: Partial<Item>): Item => ({ id, to_name: "txt", type: "labels", ...more });
  const part = (id: string, start: number) =>
    item(id, { from_name: "ner", value: { start, end: start + 2, text: "x", labels: ["PER"] } });
  const answer = (id: string, text: string) =>
    item(id, { from_name: "note", type: "textarea", value: { start: 0, end: 2, text: [text] } });

  it("are put together by id, the one with geometry of its own first, and stay the same objects", () => {
    const result = [answer("a", "one"), part("b", 5), part("a", 0), answer("b", "two"), part("c", 9)];
    const fields = { status: "draft" };
    const annotation = { id: "x", task: "task0", rev: 1, result, pending: false, fields };
    const { store } = viewOf(NER, [taskOf(0, { annotations: [annotation] })]);
    const before = store.regions.value;
    expect(before.map(({ id, ordinal, items }) => [id, ordinal, items.length])).toEqual([
      ["a", 1, 2],
      ["b", 2, 2],
      ["c", 3, 1],
    ]);
    store.reshape(new Map([["b", { start: 4, end: 6, text: "y" }]]), "Resize span");
    expect(store.regions.value.map((region, at) => region === before[at])).toEqual([true, false, true]);
    store.remove(["a"]);
    expect(store.regions.value.map(({ id, ordinal }) => [id, ordinal])).toEqual([
      ["b", 1],
      ["c", 2],
    ]);
  });
});
