import { afterEach, describe, expect, it, vi } from "vitest";
import type { Item } from "../../src/generated/wire";
import { agree, facts } from "../support/replay";
import { taskOf } from "../support/tree";
import { type View, viewOf } from "../support/view";

const CONFIG = `<View><Image name="img" value="$image"/>
  <KeyPointLabels name="kp" toName="img"><Label value="Cat"/><Label value="Dog"/></KeyPointLabels>
  <RectangleLabels name="box" toName="img" smart="false"><Label value="Cat"/></RectangleLabels>
  <BrushLabels name="mask" toName="img"><Label value="Cat" background="#0a0"/></BrushLabels></View>`;
const NER = `<View><Labels name="ner" toName="txt"><Label value="PER"/></Labels><Text name="txt" value="$text"/></View>`;
const MASK: Item = {
  value: { format: "rle", rle: [1, 2, 3] },
  from_name: "mask",
  to_name: "img",
  type: "brushlabels",
  ...facts,
};
const POINT = { x: 40, y: 30, width: 0.5 };

interface Asked {
  readonly prompt: readonly Item[];
  readonly signal: AbortSignal;
  answer(items: readonly unknown[]): Promise<void>;
  fail(reason: string): Promise<void>;
}

function asking(xml = CONFIG, result: Item[] = []): View & { asked: Asked[] } {
  const asked: Asked[] = [];
  const held = { id: "x", task: "task0", rev: 1, result, pending: false, fields: { status: "draft" } };
  const view = viewOf(
    xml,
    [taskOf(0, { annotations: result.length > 0 ? [held] : [] }), taskOf(1)],
    { suggest: true },
    {
      suggest: (_task, prompt, signal) =>
        new Promise((resolve, reject) => {
          const settled = () => new Promise<void>((done) => setTimeout(done));
          asked.push({
            prompt,
            signal,
            answer(items) {
              resolve(items as Item[]);
              return settled();
            },
            fail(reason) {
              reject(new Error(reason));
              return settled();
            },
          });
        }),
    },
  );
  view.store.autoAnnotate.value = true;
  return { ...view, asked };
}

const point = ({ store }: View, more = {}) => store.draw("img", "keypoint", POINT, { ...facts, ...more });
const held = ({ store }: View) => store.annotation.value?.result ?? [];
const shown = ({ store }: View) => store.suggestions.value.map(({ id }) => id);

describe("a prompt", () => {
  it("is beside the data, says its polarity, and carries the labels in both spellings", () => {
    const view = asking();
    view.store.pressLabel("kp", "Cat");
    point(view);
    expect(held(view)).toEqual([]);
    expect(view.ops).toEqual([]);
    expect(view.store.suggesting.value).toBe(true);
    expect(view.store.prompts.value).toHaveLength(1);
    expect(view.asked[0]?.prompt).toMatchObject([
      {
        type: "keypointlabels",
        is_positive: true,
        original_width: 600,
        value: { ...POINT, keypointlabels: ["Cat"], labels: ["Cat"] },
      },
    ]);
    // The label stays, so that the next point belongs to the same thing.
    expect(view.store.labels.value.get("kp")).toEqual(["Cat"]);
  });

  it("comes with those before it for the same label, and ends the question they asked", async () => {
    const view = asking();
    view.store.pressLabel("kp", "Cat");
    point(view);
    await view.asked[0]?.answer([MASK]);
    expect(shown(view)).toHaveLength(1);
    point(view, { is_positive: false });
    expect(shown(view)).toEqual([]);
    expect(view.asked[1]?.prompt.map((item) => item.is_positive)).toEqual([true, false]);
    point(view);
    expect(view.asked[1]?.signal.aborted).toBe(true);
    await view.asked[1]?.answer([MASK, MASK]);
    expect(shown(view)).toEqual([]);
    view.store.pressLabel("kp", "Dog");
    point(view);
    expect(view.asked.at(-1)?.prompt).toHaveLength(1);
  });

  it("is an annotation where the control is not smart, or the model is off, without polarity", () => {
    const view = asking();
    view.store.pressLabel("box", "Cat");
    view.store.draw("img", "rectangle", { x: 1, y: 1, width: 5, height: 5, rotation: 0 }, facts);
    view.store.autoAnnotate.value = false;
    view.store.pressLabel("kp", "Cat");
    point(view, { is_positive: false });
    expect(held(view).map((item) => [item.type, item.is_positive])).toEqual([
      ["rectanglelabels", undefined],
      ["keypointlabels", undefined],
    ]);
    expect(view.asked).toEqual([]);
  });

  it("of paint waits until the hand rests, and is all strokes together", () => {
    vi.useFakeTimers();
    const view = asking();
    view.store.pressLabel("mask", "Cat");
    for (const rle of [[1], [2]]) {
      view.store.draw("img", "brush", { format: "rle", rle }, facts);
      vi.advanceTimersByTime(1100);
    }
    expect(view.asked).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(view.asked.map(({ prompt }) => prompt.length)).toEqual([2]);
  });

  it("goes with its task, with Escape, and with the model turned off", () => {
    for (const leave of [
      ({ store }: View) => store.next(),
      ({ store }: View) => store.reject(),
      ({ store }: View) => {
        store.autoAnnotate.value = false;
      },
    ]) {
      const view = asking();
      view.store.pressLabel("kp", "Cat");
      point(view);
      leave(view);
      expect(view.store.prompts.value).toEqual([]);
      expect(view.store.suggesting.value).toBe(false);
      expect(view.asked[0]?.signal.aborted).toBe(true);
    }
  });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("suggestions", () => {
  async function proposed(items: readonly unknown[], result: Item[] = []) {
    const view = asking(CONFIG, result);
    view.store.pressLabel("kp", "Cat");
    point(view);
    await view.asked[0]?.answer(items);
    return view;
  }

  it("get ids and the prompt's labels; accepting is one step and leaves the prompt out", async () => {
    const view = await proposed([MASK, MASK]);
    const [region] = view.store.suggestions.value;
    expect(region).toMatchObject({ shape: "brush", labels: ["Cat"], color: "#0a0" });
    view.store.accept();
    expect(held(view)).toHaveLength(2);
    expect(held(view)[0]).toMatchObject({
      type: "brushlabels",
      origin: "prediction",
      value: { rle: [1, 2, 3], brushlabels: ["Cat"] },
    });
    expect(new Set(held(view).map(({ id }) => id)).size).toBe(2);
    expect([view.store.prompts.value, view.store.suggestions.value]).toEqual([[], []]);
    expect(view.store.undoLabel.value).toBe("Accept 2 suggestions");
    agree(view);
    view.store.undo();
    expect(held(view)).toEqual([]);
  });

  it("are taken one by one; the others stay", async () => {
    const view = await proposed([MASK, { ...MASK, id: "own" }]);
    view.store.accept(["own"]);
    expect(held(view).map(({ id }) => id)).toEqual(["own"]);
    view.store.undo();
    view.store.redo();
    expect(shown(view)).toHaveLength(1);
    view.store.reject(shown(view));
    expect(shown(view)).toEqual([]);
    expect(held(view)).toHaveLength(1);
  });

  it("never take the place of a region that is there; relations among them follow their ids", async () => {
    const there = { ...MASK, id: "one", value: { ...MASK.value, brushlabels: ["Cat"] }, origin: "manual" };
    const relation = { type: "relation", from_id: "one", to_id: "two", direction: "right" };
    const view = await proposed([{ ...MASK, id: "one" }, { ...MASK, id: "two" }, relation], [there as Item]);
    view.store.accept();
    const [first, second, third, last] = held(view);
    expect([first, third?.id]).toEqual([there, "two"]);
    expect(second?.id).not.toBe("one");
    expect(last).toMatchObject({ type: "relation", from_id: second?.id, to_id: "two" });
  });

  it("that do not belong to the config are said and left out; a failure is one notice", async () => {
    const view = await proposed([MASK, { ...MASK, from_name: "nobody" }, null, 3]);
    expect(shown(view)).toHaveLength(1);
    expect(view.store.notices.value.at(-1)?.text).toContain("3 of the model's results");
    point(view);
    await view.asked[1]?.fail("ValueError: no weights");
    expect(view.store.notices.value.at(-1)).toMatchObject({
      tone: "error",
      detail: "ValueError: no weights",
    });
    expect(view.store.suggesting.value).toBe(false);
    expect(view.store.prompts.value).toHaveLength(2);
  });

  it("are accepted as they come when that is wanted", async () => {
    const view = asking();
    view.store.autoAccept.value = true;
    view.store.pressLabel("kp", "Cat");
    point(view);
    await view.asked[0]?.answer([MASK]);
    expect(held(view)).toHaveLength(1);
  });

  it("for a text are added at once; one with the prompt's id takes its place", async () => {
    const view = asking(NER);
    view.store.pressLabel("ner", "PER");
    const id = view.store.draw("txt", "span", { start: 0, end: 4, text: "Anna" }) as string;
    expect(held(view).map((item) => item.id)).toEqual([id]);
    const span = { from_name: "ner", to_name: "txt", type: "labels" };
    await view.asked[0]?.answer([
      { ...span, id, value: { start: 0, end: 10, text: "Anna Smith", labels: ["PER"] } },
      { ...span, value: { start: 20, end: 25, text: "Paris" } },
    ]);
    expect(held(view).map(({ value, origin }) => [value?.text, value?.labels, origin])).toEqual([
      ["Anna Smith", ["PER"], "prediction"],
      ["Paris", ["PER"], "prediction"],
    ]);
    expect(held(view)[0]?.id).toBe(id);
    agree(view);
    view.store.undo();
    expect(held(view).map(({ value }) => value?.text)).toEqual(["Anna"]);
  });
});
