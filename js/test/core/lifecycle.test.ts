import { describe, expect, it } from "vitest";
import { validation } from "../../src/core/validate";
import type { Item, Op } from "../../src/generated/wire";
import { agree, NER, stored } from "../support/replay";
import { taskOf } from "../support/tree";
import { viewOf } from "../support/view";

describe("the life of an annotation", () => {
  it("exists only in memory until the first change, and again when its creation is undone", () => {
    const config =
      '<View><Text name="t" value="$t"/><Choices name="c" toName="t"><Choice value="A"/><Choice value="B" selected="true"/></Choices></View>';
    const view = viewOf(config);
    const id = view.store.annotation.value?.id;
    expect([view.ops.length, view.store.value("c")]).toEqual([0, ["B"]]);
    view.store.setValue("c", ["A"], "Choose A");
    expect(view.store.undoLabel.value).toBe("Choose A");
    view.store.undo();
    expect([view.store.annotation.value?.id, view.store.value("c")]).toEqual([id, ["B"]]);
    expect(stored(view.ops, id ?? "")).toEqual({ result: [], fields: {} });
    view.store.redo();
    expect(view.store.value("c")).toEqual(["A"]);
    agree(view);
  });

  it("submits what was preselected in one op and goes on; update keeps its place", () => {
    const config =
      '<View><Text name="t" value="$t"/><Choices name="c" toName="t"><Choice value="A"/><Choice value="B" selected="true"/></Choices></View>';
    const view = viewOf(config, [taskOf(0), taskOf(1)]);
    view.clock.now += 2500;
    expect(view.store.submit()).toBe(true);
    const [op] = view.ops;
    expect(op?.kind).toBe("submit");
    expect(op?.diff.added?.[0]?.item.value).toEqual({ choices: ["B"] });
    expect(op?.diff.fields).toEqual({ status: [null, "submitted"], lead_time: [null, 2.5] });
    expect([view.store.cursor.value, view.store.progress.value.submitted]).toEqual([1, 1]);
    view.store.previous();
    view.store.setValue("c", ["A"], "Choose");
    expect(view.store.annotation.value?.pending).toBe(true);
    view.clock.now += 1000;
    view.store.submit();
    expect(view.ops.at(-1)).toMatchObject({ kind: "update", diff: { fields: { lead_time: [2.5, 3.5] } } });
    expect([view.store.annotation.value?.pending, view.store.cursor.value]).toEqual([false, 0]);
    view.store.setValue("c", ["B"], "Choose");
    view.store.undo();
    expect(view.store.annotation.value?.pending).toBe(false);
    view.store.undo();
    expect([view.store.undoLabel.value, view.store.annotation.value?.pending]).toEqual(["Choose", true]);
  });

  it("is not submitted before what checks it is here", () => {
    const { store } = viewOf(NER, [taskOf(0)], {}, {}, []);
    expect(store.submit()).toBe(false);
    expect(store.notices.value.at(-1)?.text).toBe("Still loading.");
    store.extend(validation);
    store.setValue("mood", ["good"], "Choose");
    expect(store.submit()).toBe(true);
  });

  it("flushes typed text before it submits, and skip does not validate", () => {
    const config =
      '<View><Text name="t" value="$t"/><TextArea name="why" toName="t" required="true"/></View>';
    const view = viewOf(config, [taskOf(0), taskOf(1)]);
    view.store.skip();
    expect(view.ops[0]).toMatchObject({ kind: "skip", diff: { fields: { status: [null, "skipped"] } } });
    view.store.pending("why", () => view.store.setValue("why", ["typed"], "Type"));
    expect(view.store.submit()).toBe(true);
    expect(view.ops.map(({ kind }) => kind)).toEqual(["skip", "create", "submit"]);
  });

  it("denies empty annotations and open gestures", () => {
    const view = viewOf(NER, [taskOf(0)], { deny_empty: true });
    expect(view.store.submit()).toBe(false);
    expect(view.store.notices.value.at(-1)?.text).toBe("Empty annotations denied in this project");
    view.store.setValue("mood", ["good"], "Choose");
    view.store.gesture.value = { object: "txt", cancel: () => undefined };
    expect(view.store.submit()).toBe(false);
    view.store.gesture.value = null;
    expect(view.store.submit()).toBe(true);
  });

  it("leaves out what is invisible on submit and brings it back in the step that shows it again", () => {
    const config = `<View><Text name="t" value="$t"/><Choices name="spam" toName="t"><Choice value="yes"/><Choice value="no"/></Choices>
      <View visibleWhen="choice-selected" whenTagName="spam" whenChoiceValue="yes"><Choices name="kind" toName="t"><Choice value="ad"/></Choices><Rating name="sev" toName="t"/></View></View>`;
    const view = viewOf(config);
    view.store.setValue("spam", ["yes"], "Choose");
    view.store.setValue("kind", ["ad"], "Choose");
    view.store.setValue("sev", 3, "Rate");
    view.store.setValue("spam", ["no"], "Choose");
    expect(view.store.annotation.value?.result).toHaveLength(3);
    view.store.submit();
    expect(view.store.annotation.value?.result.map(({ from_name }) => from_name)).toEqual(["spam"]);
    view.store.setValue("spam", ["yes"], "Choose");
    expect([view.store.value("kind"), view.store.value("sev")]).toEqual([["ad"], 3]);
    agree(view);
    view.store.undo();
    expect(view.store.annotation.value?.result.map(({ from_name }) => from_name)).toEqual(["spam"]);
    agree(view);
  });

  it("undoes across tasks, going back to the task of the step", () => {
    const view = viewOf(NER, [taskOf(0), taskOf(1), taskOf(2)]);
    view.store.setValue("mood", ["good"], "Choose good");
    view.store.submit();
    view.store.setValue("mood", ["bad"], "Choose bad");
    view.store.goto(2);
    view.store.undo();
    expect([view.store.cursor.value, view.store.value("mood")]).toEqual([1, undefined]);
    view.store.undo();
    expect([view.store.cursor.value, view.store.annotation.value?.fields.status]).toEqual([0, "draft"]);
    view.store.undo();
    expect(view.store.value("mood")).toBeUndefined();
    expect(view.store.undoLabel.value).toBeNull();
    for (let step = 0; step < 3; step += 1) view.store.redo();
    expect([view.store.cursor.value, view.store.value("mood")]).toEqual([1, ["bad"]]);
    expect(view.store.redoLabel.value).toBeNull();
    expect(view.ops.map((op) => op.target?.seq ?? null)).toEqual([null, null, null, 3, 2, 1, 1, 2, 3]);
  });

  it("waits for a task that is not here, and carries the undo out when it arrives", async () => {
    const view = viewOf(NER, [taskOf(0)], {}, { locate: () => Promise.resolve(7) });
    view.store.total.value = 9;
    const op: Op = {
      client: "old",
      seq: 4,
      task: "task7",
      annotation: "z",
      base_rev: 0,
      kind: "create",
      label: "Choose",
      diff: {
        added: [
          { at: 0, item: { id: "m", from_name: "mood", type: "choices", value: { choices: ["good"] } } },
        ],
        fields: { status: [null, "draft"] },
      },
      at: "",
      target: null,
    };
    const item = op.diff.added?.[0]?.item as Item;
    view.store.changed(
      { n: 1, push: "ops", ops: [], revs: {}, progress: view.store.progress.value, undo: [op], redo: [] },
      [],
    );
    view.store.total.value = 9;
    view.store.undo();
    await Promise.resolve();
    expect([view.store.cursor.value, view.store.task.value, view.ops.length]).toEqual([7, null, 0]);
    const annotation = {
      id: "z",
      task: "task7",
      rev: 1,
      result: [item],
      pending: false,
      fields: { status: "draft" },
    };
    view.store.receive([taskOf(7, { annotations: [annotation] })], []);
    expect(view.ops.map(({ kind, target }) => [kind, target])).toEqual([["undo", { client: "old", seq: 4 }]]);
    expect(view.store.value("mood")).toBeUndefined();
  });

  it("deletes, begins and duplicates annotations as tabs", () => {
    const view = viewOf(NER);
    view.store.setValue("mood", ["good"], "Choose");
    const first = view.store.annotation.value?.id;
    view.store.duplicateAnnotation();
    expect(view.store.annotations.value).toHaveLength(2);
    expect(view.store.annotation.value?.fields.parent_annotation).toBe(first);
    view.store.deleteAnnotation();
    expect(view.store.annotation.value?.id).toBe(first);
    view.store.newAnnotation();
    expect([view.store.annotations.value.length, view.store.value("mood")]).toEqual([2, undefined]);
    view.store.deleteAnnotation();
    view.store.undo();
    expect(view.store.annotations.value).toHaveLength(2);
  });

  it("changes nothing when an op can never be sent", () => {
    const view = viewOf(NER, [taskOf(0)], {}, { commit: () => false });
    view.store.setValue("mood", ["good"], "Choose");
    expect(view.store.value("mood")).toBeUndefined();
    expect(view.store.notices.value.at(-1)?.tone).toBe("error");
  });
});
