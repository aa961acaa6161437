// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { show } from "./shown";

const TABLE = '<View><Table name="t"/></View>';
const cells = (all: (query: string) => HTMLElement[]) =>
  all("tbody tr").map((row) => [...row.children].map((cell) => cell.textContent));

describe("a table", () => {
  const rows = [
    { name: "b", size: 10 },
    { name: "<i>a</i>", size: 9, more: { x: 1 } },
  ];

  it("is a table to a screen reader, with its data as text", async () => {
    const { one, all } = await show(TABLE, { values: { "0.0": rows } });
    expect(one("table").getAttribute("aria-label")).toBe("t");
    expect(one("table").getAttribute("aria-rowcount")).toBe("3");
    expect(all("th[scope=col]").map((head) => head.textContent)).toEqual(["name", "size", "more"]);
    expect(cells(all)).toEqual([
      ["b", "10", ""],
      ["<i>a</i>", "9", '{"x":1}'],
    ]);
  });

  it("sorts up, down and not at all, and is copied as it is sorted", async () => {
    const { one, all, click, copyText } = await show(TABLE, { values: { "0.0": rows } });
    const first = () => cells(all).map(([name]) => name);
    const size = "th:nth-child(2) button";
    await click(size);
    expect(one("th:nth-child(2)").getAttribute("aria-sort")).toBe("ascending");
    expect(first()).toEqual(["<i>a</i>", "b"]);
    await click('button[aria-label="Copy the table"]');
    expect(copyText).toHaveBeenCalledWith('name\tsize\tmore\n<i>a</i>\t9\t"{""x"":1}"\nb\t10\t');
    await click(size);
    expect(first()).toEqual(["b", "<i>a</i>"]);
    await click(size);
    expect(one("th:nth-child(2)").getAttribute("aria-sort")).toBeNull();
    expect(first()).toEqual(["b", "<i>a</i>"]);
  });

  it("with many columns keeps each wide enough to be read", async () => {
    const row = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [`column ${at}`, "word ".repeat(at)]),
    );
    const { all } = await show(TABLE, { values: { "0.0": [row] } });
    const widths = all("th").map((head) => Number.parseFloat(head.style.minWidth));
    expect(widths[0]).toBeGreaterThanOrEqual("column 0".length);
    expect(widths[29]).toBeGreaterThan(widths[0] ?? 0);
    expect(Math.max(...widths)).toBeLessThan(30);
  });

  it("that cannot be fetched says so", async () => {
    const xml = '<View><Table name="t" valueType="csv|url"/></View>';
    const { one, act } = await show(xml, { values: { "0.0": "https://example.org/a.csv" } });
    await act(async () => undefined);
    expect(one("[role=alert]").textContent).toBe("The table could not be loaded. It is not there.");
  });
});

it("a list shows cards under its title", async () => {
  const { all, one } = await show('<View><List name="l" title="Models"/></View>', {
    values: {
      "0.0": [
        { id: 2, title: "Two", html: "<img src=x>" },
        { id: 1, body: "one" },
      ],
    },
  });
  expect(one("h4").textContent).toBe("Models");
  expect(all("li").map((item) => item.textContent)).toEqual(["Two2<img src=x>", "1one"]);
  expect(all("img")).toEqual([]);
});
