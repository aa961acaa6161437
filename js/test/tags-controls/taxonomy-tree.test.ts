import { describe, expect, it } from "vitest";
import { pathOf, pathsOf } from "../../src/core/taxonomy-paths";
import { hit, rowAbove, rowsOf, search, taxonomyTree } from "../../src/tags/controls/taxonomy-tree";
import { treeOf } from "../support/tree";

const TREE = taxonomyTree(
  treeOf(`<Taxonomy name="t" toName="x"><Choice value="Place" alias="p"><Choice value="City"/><Choice value="Café"/></Choice>
    <Choice value="Person"/><View><Choice value="Place" alias="p"><Choice value="Sea"/></Choice></View></Taxonomy>`),
);
const names = (rows: ReturnType<typeof rowsOf>) => rows.map(({ branch }) => branch.names.join("/"));
const CLOSED = new Map<string, boolean>();

describe("the tree of a taxonomy", () => {
  it("merges siblings of one name, stores aliases and shows values", () => {
    expect(TREE.top.map(({ path }) => path)).toEqual([["p"], ["Person"]]);
    expect(TREE.top[0]?.inner.map(({ path, names }) => [path, names])).toEqual([
      [
        ["p", "City"],
        ["Place", "City"],
      ],
      [
        ["p", "Café"],
        ["Place", "Café"],
      ],
      [
        ["p", "Sea"],
        ["Place", "Sea"],
      ],
    ]);
  });
  it("takes added items below what is there, and makes what is missing above them", () => {
    const control = treeOf('<Taxonomy name="t"><Choice value="Place" alias="p"/></Taxonomy>');
    const tree = taxonomyTree(control, [
      ["p", "Hill"],
      ["New", "one"],
      ["p", "Hill"],
    ]);
    expect(tree.top.map(({ names, inner }) => [names, inner.map((one) => one.names)])).toEqual([
      [["Place"], [["Place", "Hill"]]],
      [["New"], [["New", "one"]]],
    ]);
  });
  it("shows closed items, then what is opened by hand", () => {
    expect(names(rowsOf(TREE, null, CLOSED))).toEqual(["Place", "Person"]);
    const rows = rowsOf(TREE, null, new Map([['["p"]', true]]));
    expect(names(rows)).toEqual(["Place", "Place/City", "Place/Café", "Place/Sea", "Person"]);
    expect(rows.map(({ place, of }) => `${place}/${of}`)).toEqual(["1/2", "1/3", "2/3", "3/3", "2/2"]);
    expect(rowAbove(rows, 2)).toBe(0);
    expect(rowAbove(rows, 4)).toBe(-1);
  });
  it("is searched without case and accents, in aliases too, with what is above the hits", () => {
    expect(names(rowsOf(TREE, search(TREE, "CAFE"), CLOSED))).toEqual(["Place", "Place/Café"]);
    expect(search(TREE, "p")?.hits).toEqual(new Set(['["p"]', '["Person"]']));
    expect(rowsOf(TREE, search(TREE, "nothing"), CLOSED)).toEqual([]);
    expect(search(TREE, "  ")).toBeNull();
  });
  it("shows all below a hit that is opened by hand", () => {
    const found = search(TREE, "place");
    expect(names(rowsOf(TREE, found, CLOSED))).toEqual(["Place"]);
    expect(names(rowsOf(TREE, found, new Map([['["p"]', true]])))).toEqual([
      "Place",
      "Place/City",
      "Place/Café",
      "Place/Sea",
    ]);
  });
  it("marks the part of a name that was met, whatever folding makes of it", () => {
    expect(hit("Crème brûlée", "BRULEE")).toEqual([6, 12]);
    expect("oﬃce".slice(...(hit("oﬃce", "ffi") as [number, number]))).toBe("ﬃ");
    expect(hit("😀 café", "cafe")).toEqual([3, 7]);
    expect(hit("abc", "x")).toBeNull();
  });
});

describe("paths", () => {
  it("are read from any answer, and from a name", () => {
    expect(pathsOf([["a", "b"], "c", [1]])).toEqual([["a", "b"], ["c"], ["1"]]);
    expect(pathsOf("a")).toEqual([["a"]]);
    expect(pathsOf(undefined)).toEqual([]);
    expect(pathsOf([[{ x: 1 }], null])).toEqual([['{"x":1}'], ["null"]]);
    expect(pathOf('["a / b","c"]')).toEqual(["a / b", "c"]);
    expect(pathOf("Person")).toEqual(["Person"]);
    expect(pathOf("7")).toEqual(["7"]);
  });
});
