// Spans whose labels are paths of a taxonomy, as the editor makes and changes them.
import { describe, expect, it } from "vitest";
import { pathKey } from "../../src/core/taxonomy-paths";
import { taskOf } from "../support/tree";
import { viewOf } from "../support/view";

const CONFIG = `<View><Taxonomy name="tax" toName="txt" labeling="true" required="true"><Choice value="Place" color="#123456"><Choice value="City"/></Choice><Choice value="Person"/></Taxonomy>
  <Labels name="ner" toName="txt"><Label value="X"/></Labels><Text name="txt" value="Anna Smith"/></View>`;
const CITY = pathKey(["Place", "City"]);
const PERSON = pathKey(["Person"]);
const PLACE = { start: 0, end: 4, text: "Anna" };

describe("a taxonomy that marks spans", () => {
  it("gives a new span its paths in the order they were picked, and is released", () => {
    const { store } = viewOf(CONFIG);
    expect(store.canDraw("txt", "span").ok).toBe(false);
    store.labels.value = new Map([["tax", [PERSON, CITY]]]);
    const id = store.draw("txt", "span", PLACE) as string;
    expect(store.annotation.value?.result).toEqual([
      {
        value: { ...PLACE, taxonomy: [["Person"], ["Place", "City"]] },
        id,
        from_name: "tax",
        to_name: "txt",
        type: "taxonomy",
        origin: "manual",
      },
    ]);
    expect(store.labels.value.size).toBe(0);
    expect(store.region(id)?.labels).toEqual(["Person", "Place / City"]);
  });
  it("colours a span as the first level of its path says", () => {
    const { store } = viewOf(CONFIG);
    store.labels.value = new Map([["tax", [CITY]]]);
    expect(store.canDraw("txt", "span")).toEqual({ ok: true, color: "#123456" });
    const id = store.draw("txt", "span", PLACE) as string;
    expect(store.region(id)?.color).toBe("#123456");
  });
  it("stands beside labels: both are results of one span", () => {
    const { store } = viewOf(CONFIG);
    store.pressLabel("ner", "X");
    store.labels.value = new Map([...store.labels.value, ["tax", [CITY]]]);
    const id = store.draw("txt", "span", PLACE) as string;
    expect(store.annotation.value?.result.map((item) => [item.id, item.type])).toEqual([
      [id, "taxonomy"],
      [id, "labels"],
    ]);
    store.relabel([id], "ner", []);
    expect(store.annotation.value?.result.map(({ type }) => type)).toEqual(["taxonomy"]);
  });
  it("changes the paths of spans in one step, and never leaves one without", () => {
    const { store } = viewOf(CONFIG);
    store.labels.value = new Map([["tax", [PERSON]]]);
    const id = store.draw("txt", "span", PLACE) as string;
    store.pressLabel("ner", "X");
    const other = store.draw("txt", "span", { start: 5, end: 10, text: "Smith" }) as string;
    store.relabel([id, other], "tax", [CITY]);
    expect(store.annotation.value?.result.map(({ value }) => value?.taxonomy ?? value?.labels)).toEqual([
      [["Place", "City"]],
      ["X"],
      [["Place", "City"]],
    ]);
    store.undo();
    expect(store.annotation.value?.result[0]?.value?.taxonomy).toEqual([["Person"]]);
    store.relabel([id], "tax", []);
    expect(store.annotation.value?.result[0]?.value?.taxonomy).toEqual([["Person"]]);
  });
  it("that is required asks for a span", () => {
    const { store } = viewOf(CONFIG);
    store.submit();
    expect(store.problems.value.get("tax")).toBe('Taxonomy "tax" is required.');
    store.labels.value = new Map([["tax", [PERSON]]]);
    store.draw("txt", "span", PLACE);
    store.submit();
    expect(store.problems.value.size).toBe(0);
  });
});

describe("a taxonomy that answers", () => {
  it("starts with what is selected in the config", () => {
    const { store } = viewOf(
      '<View><Text name="txt" value="a"/><Taxonomy name="t" toName="txt"><Choice value="A"><Choice value="B" alias="b" selected="true"/></Choice><Choice value="C" selected="true"/></Taxonomy></View>',
    );
    expect(store.annotation.value?.result.map(({ type, value }) => [type, value])).toEqual([
      ["taxonomy", { taxonomy: [["A", "b"], ["C"]] }],
    ]);
  });
  it("for a region is none of the region's labels", () => {
    const value = { start: 0, end: 1, text: "a" };
    const item = {
      id: "r",
      from_name: "ner",
      to_name: "txt",
      type: "labels",
      value: { ...value, labels: ["X"] },
    };
    const answer = { ...item, from_name: "t", type: "taxonomy", value: { ...value, taxonomy: [["A"]] } };
    const { store } = viewOf(
      '<View><Labels name="ner" toName="txt"><Label value="X"/></Labels><Text name="txt" value="a"/><Taxonomy name="t" toName="txt" perRegion="true" labeling="true"><Choice value="A"/></Taxonomy></View>',
      [
        taskOf(0, {
          annotations: [
            {
              id: "a",
              task: "task0",
              rev: 1,
              pending: false,
              fields: { status: "draft" },
              result: [item, answer],
            },
          ],
        }),
      ],
    );
    expect(store.region("r")?.labels).toEqual(["X"]);
    expect(store.value("t", "r")).toEqual([["A"]]);
  });
});
