import { describe, expect, it } from "vitest";
import { assignKeys } from "../../src/actions/assign";
import { editorCases, hasCorpus } from "../support/corpus";
import { treeOf } from "../support/tree";

function keysOf(xml: string, overrides: { [value: string]: string } = {}, taken: string[] = []) {
  const tree = treeOf(xml);
  const { nodes } = assignKeys(tree);
  const byId = new Map(nodes.map(({ node }) => [node.id, String(node.attrs.value ?? node.name)]));
  const mine = new Map(
    [...byId].flatMap(([id, value]) => (overrides[value] ? [[id, overrides[value] as string] as const] : [])),
  );
  const { keys } = assignKeys(tree, new Set(taken), mine);
  return Object.fromEntries([...keys].map(([id, key]) => [byId.get(id), key]));
}

const labels = (count: number) =>
  Array.from({ length: count }, (_, at) => `<Label value="L${at + 1}"/>`).join("");

describe("automatic keys", () => {
  it("follow the sequence in document order", () => {
    const keys = keysOf(
      `<View><Labels name="a" toName="t">${labels(11)}</Labels><Text name="t" value="x"/>` +
        `<Choices name="c" toName="t"><Choice value="yes"/></Choices><Rating name="r" toName="t"/></View>`,
    );
    expect(keys).toMatchObject({ L1: "1", L9: "9", L10: "0", L11: "q", yes: "w", r: "e" });
  });

  it("leave explicit keys alone", () => {
    const keys = keysOf(
      `<View><Text name="t" value="x"/><Choices name="c" toName="t">` +
        `<Choice value="a"/><Choice value="b" hotkey="1"/><Choice value="d"/></Choices></View>`,
    );
    expect(keys).toEqual({ a: "2", b: "1", d: "3" });
  });

  it("nested choices get none", () => {
    const keys = keysOf(
      `<View><Text name="t" value="x"/><Choices name="c" toName="t" allowNested="true">` +
        `<Choice value="a"><Choice value="inner"/></Choice><View><Choice value="b"/></View></Choices></View>`,
    );
    expect(keys).toEqual({ a: "1", b: "2" });
  });

  it("run out after 33", () => {
    const keys = keysOf(
      `<View><Labels name="a" toName="t">${labels(40)}</Labels><Text name="t" value="x"/></View>`,
    );
    expect(Object.keys(keys)).toHaveLength(33);
    expect(keys.L33).toBe("m");
  });

  it("skip the keys of the tools present", () => {
    const keys = keysOf(
      `<View><Image name="i" value="x"/><BrushLabels name="b" toName="i">${labels(30)}</BrushLabels></View>`,
    );
    for (const tool of ["v", "b", "e"]) expect(Object.values(keys)).not.toContain(tool);
    expect(Object.values(keys)).toContain("w");
  });

  it("skip what a person gave to actions, and follow what a person gave to labels", () => {
    const xml = `<View><Labels name="a" toName="t">${labels(3)}</Labels><Text name="t" value="x"/></View>`;
    expect(keysOf(xml, { L2: "p" }, ["1"])).toEqual({ L1: "2", L2: "p", L3: "3" });
  });
});

describe.skipIf(!hasCorpus)("recorded in the reference editor", () => {
  const recorded = (name: string) =>
    editorCases().find((one) => one.name === name) as unknown as {
      config: string;
      notes: {
        model: { ner: [string, string, string][]; c: [string, string][]; r: string };
        keys: [string, string[], string][];
      };
    };

  it("labels-automatic-hotkeys-and-colours", () => {
    const { config, notes } = recorded("labels-automatic-hotkeys-and-colours");
    const wanted = Object.fromEntries([
      ...notes.model.ner.map(([label, , key]) => [label, key]),
      ...notes.model.c,
      ["r", notes.model.r],
    ]);
    expect(keysOf(config)).toEqual(wanted);
  });

  it("labels-hotkeys-and-tools, without its clashes", () => {
    const { config, notes } = recorded("labels-hotkeys-and-tools");
    const keys = keysOf(config);
    const labelPresses = notes.keys.filter(([key, active]) => keys[active[0] ?? ""] === key);
    expect(labelPresses.map(([key]) => key)).toEqual(["w", "e", "1"]);
    for (const tool of ["v", "o", "r"]) expect(Object.values(keys)).not.toContain(tool);
  });
});
