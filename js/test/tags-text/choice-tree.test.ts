import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../../src/core/editor";
import type { TagNode } from "../../src/generated/wire";
import { choiceTree, marks, pressed } from "../../src/tags/controls/choice-tree";
import { treeOf } from "../support/tree";

const control = (attributes: string, inner: string) =>
  treeOf(`<Choices name="c" toName="t" ${attributes}>${inner}</Choices>`);

/** Presses options by their values, one after the other. */
function play(node: TagNode, presses: readonly string[], start?: Json, byKey = false): Json | undefined {
  const tree = choiceTree(node);
  return presses.reduce<Json | undefined>((value, name) => {
    const option = tree.all.find((one) => one.node.attrs.value === name);
    if (!option) throw new Error(name);
    return pressed(tree, value, option.node, byKey);
  }, start);
}

const ABC =
  '<Choice value="A"/><Choice value="B" alias="bee"/><View><Header value="x"/><Choice value="C"/></View>';
const NESTED =
  '<Choice value="Animal"><Choice value="Cat"/><Choice value="Dog"/></Choice><Choice value="Plant" alias="P"/>';

describe("choices", () => {
  it("single: one at a time, and again takes it back", () => {
    const node = control("", ABC);
    expect(play(node, ["A", "B"])).toEqual(["bee"]);
    expect(play(node, ["B", "B"])).toBeUndefined();
  });
  it("single-radio: a click keeps the chosen one, its key takes it back", () => {
    const node = control('choice="single-radio"', ABC);
    expect(play(node, ["C", "C"])).toEqual(["C"]);
    expect(play(node, ["C"], ["C"], true)).toBeUndefined();
    expect(play(node, ["A"], ["C"], true)).toEqual(["A"]);
  });
  it("multiple: in config order, and none is no answer", () => {
    const node = control('choice="multiple"', ABC);
    expect(play(node, ["C", "A"])).toEqual(["A", "C"]);
    expect(play(node, ["C", "B", "C", "B"])).toBeUndefined();
  });
  it("reads what predictions hold: a bare string, numbers, names that are not in the config", () => {
    const tree = choiceTree(control('choice="multiple"', '<Choice value="1"/><Choice value="2"/>'));
    const on = (value: Json) => tree.all.map((option) => marks(tree, value).get(option.node.id));
    expect(on("2")).toEqual(["off", "on"]);
    expect(on([1])).toEqual(["on", "off"]);
    expect(on(["nothing"])).toEqual(["off", "off"]);
  });
});

describe("nested choices", () => {
  const node = control('choice="multiple" allowNested="true"', NESTED);
  it("write paths", () => {
    expect(play(node, ["Dog", "Plant"])).toEqual([["Animal", "Dog"], ["P"]]);
  });
  it("a parent brings and takes its children, and goes when one of them goes", () => {
    const all = [["Animal"], ["Animal", "Cat"], ["Animal", "Dog"]];
    expect(play(node, ["Animal"])).toEqual(all);
    expect(play(node, ["Animal", "Cat"])).toEqual([["Animal", "Dog"]]);
    expect(play(node, ["Cat", "Dog"])).toEqual(all);
    expect(play(node, ["Cat", "Animal"])).toEqual(all);
    expect(play(node, ["Animal", "Animal"])).toBeUndefined();
  });
  it("a parent with some of its children is mixed", () => {
    const tree = choiceTree(node);
    const [animal, cat] = tree.all.map((option) => option.node.id) as [string, string];
    const seen = marks(tree, [["Animal", "Cat"]]);
    expect([seen.get(animal), seen.get(cat)]).toEqual(["mixed", "on"]);
  });
  it("without allowNested the inner ones are not there", () => {
    expect(choiceTree(control('choice="multiple"', NESTED)).all.length).toBe(2);
  });
  it("single holds one path, a parent's too", () => {
    const single = control('allowNested="true"', NESTED);
    expect(play(single, ["Dog", "Animal"])).toEqual([["Animal"]]);
    expect(play(single, ["Animal", "Cat"])).toEqual([["Animal", "Cat"]]);
  });
});

const shape = fc.array(fc.nat(3), { minLength: 1, maxLength: 4 });
describe("any presses", () => {
  it("end in the same answer when an option is pressed twice, and a complete parent always stands with its children", () => {
    fc.assert(
      fc.property(shape, fc.array(fc.nat(), { maxLength: 12 }), fc.nat(), (groups, presses, last) => {
        const inner = groups
          .map(
            (n, g) =>
              `<Choice value="g${g}">${Array.from({ length: n }, (_, i) => `<Choice value="g${g}c${i}"/>`).join("")}</Choice>`,
          )
          .join("");
        const node = control('choice="multiple" allowNested="true"', inner);
        const tree = choiceTree(node);
        const names = tree.all.map((option) => String(option.node.attrs.value));
        const value = play(
          node,
          presses.map((at) => names[at % names.length] ?? ""),
        );
        const seen = marks(tree, value);
        for (const option of tree.all) {
          if (option.inner.length === 0) continue;
          const full = option.inner.every((child) => seen.get(child.node.id) === "on");
          const held = JSON.stringify(value ?? []).includes(JSON.stringify(option.path));
          expect(held).toBe(full);
        }
        const leaf = tree.all.filter((option) => option.inner.length === 0)[last % 2];
        if (leaf) expect(pressed(tree, pressed(tree, value, leaf.node), leaf.node)).toEqual(value);
      }),
    );
  });
});
