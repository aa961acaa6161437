import { describe, expect, it } from "vitest";
import { loadedItems } from "../../src/tags/objects/list-items";
import {
  cellText,
  copied,
  csvRows,
  formOf,
  type Grid,
  gridOf,
  numberColumns,
  sortedRows,
} from "../../src/tags/objects/table-data";

const json = (value: unknown) => gridOf(value, formOf("json"));

describe("JSON", () => {
  it("of an object has names and values, by name in any case", () => {
    const grid = {
      columns: ["Name", "Value"],
      rows: [
        ["a", 1],
        ["B", { c: [1] }],
        ["d", null],
      ],
    };
    expect(json({ d: null, B: { c: [1] }, a: 1 })).toEqual(grid);
    expect(json('{"d": null, "B": {"c": [1]}, "a": 1}')).toEqual(grid);
  });

  it("of objects has the columns in the order they appear", () => {
    expect(json([{ b: 1 }, { a: 2, b: "x" }])).toEqual({
      columns: ["b", "a"],
      rows: [
        [1, undefined],
        ["x", 2],
      ],
    });
  });

  it("of anything else has positions", () => {
    expect(json(["x", 2, { a: 1 }])).toEqual({
      columns: ["Index", "Value"],
      rows: [
        [0, "x"],
        [1, 2],
        [2, { a: 1 }],
      ],
    });
  });

  it.each([
    [null, "no table", ""],
    ["", "no table", ""],
    ["not json", "no JSON", "not json"],
    [5, "one number", "5"],
    ["true", "one boolean", "true"],
    [[], "empty", ""],
    [{}, "empty", ""],
    [[{}, {}], "empty", ""],
  ])("%j is told", (value, said, given) => {
    expect(json(value)).toEqual({ problem: expect.stringContaining(said), given });
  });

  it("cells are text as it is, and JSON", () => {
    expect(["<b>", 1.5, { a: "ü" }, null, undefined, false].map(cellText)).toEqual([
      "<b>",
      "1.5",
      '{"a":"ü"}',
      "null",
      "",
      "false",
    ]);
  });
});

describe("CSV", () => {
  it("is read with quotes, breaks inside them, any line end, and a mark at the start", () => {
    expect(csvRows('a,"b ""q"", c"\r\n"two\nlines",\n', ",")).toEqual([
      ["a", 'b "q", c'],
      ["two\nlines", ""],
    ]);
    expect(csvRows('"open', ",")).toEqual([["open"]]);
    expect(csvRows("", ",")).toEqual([[""]]);
    expect(csvRows("a||b", "||")).toEqual([["a", "b"]]);
  });

  it("finds its separator in the first line, else takes the one that is said", () => {
    const columns = (text: string, valueType: string) => (gridOf(text, formOf(valueType)) as Grid).columns;
    expect(columns('"x,y";b;c\n1;2;3', "csv")).toEqual(["x,y", "b", "c"]);
    expect(columns("a\tb\n1\t2", "csv")).toEqual(["a", "b"]);
    expect(columns("a;b,c\n1", "csv|separator=;")).toEqual(["a", "b,c"]);
    expect(columns("a\tb", "CSV|separator=tab")).toEqual(["a", "b"]);
  });

  it("may have no head, lines of different length, and blank ones", () => {
    expect(gridOf("\ufeff1,2\n\n3\n", formOf("csv|headless"))).toEqual({
      columns: ["Column 1", "Column 2"],
      rows: [["1", "2"], ["3"]],
    });
    expect(gridOf("\n\n", formOf("csv"))).toHaveProperty("problem", "The table is empty.");
  });

  it("does not read what is JSON already", () => {
    expect(gridOf([{ a: 1 }], formOf("csv"))).toEqual({ columns: ["a"], rows: [[1]] });
  });

  it("says what its type asks for", () => {
    expect(formOf("csv|url|separator=;|headless")).toEqual({
      csv: true,
      url: true,
      headless: true,
      separator: ";",
    });
    expect(formOf("json")).toEqual({ csv: false, url: false, headless: false, separator: "" });
  });
});

describe("rows", () => {
  const rows = [
    ["b10", 3],
    ["", -1],
    ["B9", "10"],
    ["a", undefined],
    ["ä", 2],
  ];
  const values = (column: number, direction: "ascending" | "descending") =>
    sortedRows(rows, column, direction).map((at) => rows[at]?.[column]);

  it("sort as people count, empty cells last both ways", () => {
    expect(values(0, "ascending")).toEqual(["a", "ä", "B9", "b10", ""]);
    expect(values(0, "descending")).toEqual(["b10", "B9", "ä", "a", ""]);
    expect(values(1, "ascending")).toEqual([-1, 2, 3, "10", undefined]);
    expect(values(1, "descending")).toEqual(["10", 3, 2, -1, undefined]);
  });

  it("keep their order where they are equal", () => {
    expect(
      sortedRows(
        [
          ["x", 1],
          ["x", 2],
          ["x", 3],
        ],
        0,
        "descending",
      ),
    ).toEqual([0, 1, 2]);
  });

  it("are copied as a spreadsheet takes them, in the order on show", () => {
    expect(
      copied(
        {
          columns: ["a", "b"],
          rows: [
            ["x\ty", 1],
            ['"q"', null],
          ],
        },
        [1, 0],
      ),
    ).toBe('a\tb\n"""q"""\tnull\n"x\ty"\t1');
  });

  it("say which columns are numbers", () => {
    expect(
      numberColumns({
        columns: ["a", "b", "c"],
        rows: [
          [1, 1, null],
          [null, "x", ""],
        ],
      }),
    ).toEqual([true, false, false]);
  });
});

describe("a list", () => {
  it("keeps its order, also of numbers as ids, and shows markup as text", () => {
    const given = [
      { id: 10, title: "T", body: 5, html: "<b>x</b>" },
      { id: 2, more: 1 },
    ];
    const items = [
      { id: "10", title: "T", body: "5", html: "<b>x</b>", fault: "" },
      { id: "2", title: "", body: '{"id":2,"more":1}', html: "", fault: "" },
    ];
    expect(loadedItems(given)).toEqual({ items });
    expect(loadedItems(JSON.stringify(given))).toEqual({ items });
  });

  it("says which items have no id, or that of another", () => {
    const found = loadedItems([{ id: 1, body: "a" }, { id: "1", body: "b" }, { body: "c" }, "d"]);
    expect("items" in found && found.items.map(({ body, fault }) => [body, fault])).toEqual([
      ["a", ""],
      ["b", "Another item has the id “1”."],
      ["c", "This item has no id."],
      ["d", "This item has no id."],
    ]);
  });

  it.each([
    [undefined, "no list here", ""],
    ["text", "no JSON list", "text"],
    [{ a: 1 }, "one object", '{"a":1}'],
    [[], "empty", ""],
  ])("%j is told", (value, said, given) => {
    expect(loadedItems(value)).toEqual({ problem: expect.stringContaining(said), given });
  });
});
