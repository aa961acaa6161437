import { describe, expect, it } from "vitest";
import { enclosed } from "../../src/geometry/mask-fill";
import { coverage, createPlate, gridFor } from "../../src/geometry/mask-plate";
import { createWand, wandRuns } from "../../src/geometry/mask-wand";
import {
  added,
  erased,
  merge,
  planeOf,
  runsArea,
  runsBounds,
  runsOfPlane,
  shiftRuns,
} from "../../src/geometry/runs";

/** `#` is a full pixel, `+` a faint one. */
function drawn(...rows: string[]) {
  const size = { width: rows[0]?.length ?? 0, height: rows.length };
  return runsOfPlane(
    Uint8Array.from(rows.join(""), (sign) => (sign === "#" ? 255 : sign === "+" ? 60 : 0)),
    size,
  );
}
const shown = (mask: ReturnType<typeof drawn>) => {
  const signs = [...planeOf(mask)].map((alpha) => (alpha > 127 ? "#" : alpha ? "+" : ".")).join("");
  return Array.from({ length: mask.height }, (_, y) => signs.slice(y * mask.width, (y + 1) * mask.width));
};

describe("two masks as one", () => {
  const one = drawn("##..", "####", "....");
  const other = drawn(".#+.", "....", "..##");

  it("add as a canvas paints over, and are taken off again", () => {
    expect(shown(merge(one, other, added))).toEqual(["##+.", "####", "..##"]);
    expect(shown(merge(one, drawn(".##.", ".##.", ".##."), erased))).toEqual(["#...", "#..#", "...."]);
  });

  it("are one when both are empty", () => {
    const nothing = drawn("..", "..");
    expect(shown(merge(nothing, nothing, added))).toEqual(["..", ".."]);
  });

  it("lose what leaves the image", () => {
    expect(shown(shiftRuns(one, 1, -1))).toEqual([".###", "....", "...."]);
  });
});

describe("filling", () => {
  const ring = drawn(".......", ".#####.", ".#+..#.", ".#...#.", ".#####.", ".......");

  it("takes all that a closed outline encloses, up to the outline itself", () => {
    const fill = enclosed(ring, 3, 3);
    expect(fill && shown(fill)).toEqual([".......", ".......", "..###..", "..###..", ".......", "......."]);
  });

  it("takes nothing outside, on the outline, or where it is open", () => {
    expect(enclosed(ring, 0, 0)).toBeNull();
    expect(enclosed(ring, 1, 1)).toBeNull();
    expect(enclosed(drawn(".....", ".###.", ".#.#.", ".#.#."), 2, 2)).toBeNull();
  });
});

describe("the magic wand", () => {
  // A step of 20 between columns, and a wall.
  const width = 12;
  const data = new Uint8ClampedArray(width * 8 * 4).fill(255);
  for (let y = 0; y < 8; y++)
    for (let x = 0; x < width; x++)
      data.fill(x === 8 ? 0 : Math.floor(x / 4) * 20, 4 * (y * width + x), 4 * (y * width + x) + 3);
  const picture = { width, height: 8, data };

  const whole = { left: 0, top: 0, right: width, bottom: 8 };

  it("finds what hangs together within the threshold", () => {
    const wand = createWand(picture, 1, 1);
    const area = (threshold: number) =>
      runsArea(wandRuns(wand, picture, { threshold, radius: 0, part: whole, image: picture }));
    expect([area(19), area(20), area(39), area(40)]).toEqual([32, 72, 72, 96]);
    expect(area(19)).toBe(32);
  });

  it("makes a mask of the image's full size from a smaller picture", () => {
    const wand = createWand(picture, 1, 1);
    const image = { width: 50, height: 40 };
    const part = { left: 10, top: 5, right: 46, bottom: 29 };
    const mask = wandRuns(wand, picture, { threshold: 5, radius: 0, part, image });
    expect(runsBounds(mask)).toEqual({ left: 10, top: 5, right: 22, bottom: 29 });
    expect(runsArea(mask)).toBe(12 * 24);
  });
});

describe("many masks as one picture", () => {
  const size = { width: 64, height: 48 };
  const box = (left: number, top: number, right: number, bottom: number) => {
    const plane = new Uint8Array(size.width * size.height);
    for (let y = top; y < bottom; y++) plane.fill(255, y * size.width + left, y * size.width + right);
    return { runs: runsOfPlane(plane, size), dx: 0, dy: 0 };
  };
  const seen = { left: 0, top: 0, right: 64, bottom: 48 };
  const red = { rgb: [255, 0, 0], opacity: 0.5 } as const;
  const blue = { rgb: [0, 0, 255], opacity: 0.5 } as const;

  it("shows each in its colour and both where they overlap", () => {
    const plate = createPlate(gridFor(size, seen, 1));
    expect(plate.put(box(0, 0, 20, 10), red, 1)).toEqual([0, 10]);
    plate.put(box(10, 5, 30, 20), blue, 1);
    const pixels = plate.read([0, 48]);
    const at = (x: number, y: number) => [...pixels.slice(4 * (y * 64 + x), 4 * (y * 64 + x) + 4)];
    expect(at(5, 5)).toEqual([255, 0, 0, 128]);
    expect(at(25, 15)).toEqual([0, 0, 255, 128]);
    expect(at(15, 7)).toEqual([127, 0, 127, 191]);
    expect(at(40, 7)).toEqual([0, 0, 0, 0]);
  });

  it("is without a trace of what was taken off", () => {
    const plate = createPlate(gridFor(size, seen, 0.3));
    const mask = { ...box(3, 3, 41, 30), dx: 5, dy: 7 };
    plate.put(mask, red, 1);
    plate.put(mask, red, -1);
    expect(plate.read([0, plate.grid.height]).every((value) => value === 0)).toBe(true);
  });

  it("shrinks with the view: a cell has the share that is covered", () => {
    const grid = gridFor(size, seen, 0.5);
    expect(grid).toMatchObject({ level: 2, width: 32, height: 24 });
    const cells = coverage(box(1, 1, 5, 5), grid);
    expect([...cells.slice(0, 4)]).toEqual([64, 128, 64, 0]);
    expect([...cells.slice(32, 36)]).toEqual([128, 255, 128, 0]);
  });

  it("pictures a part of a large image", () => {
    const large = { width: 20_000, height: 20_000 };
    const grid = gridFor(large, { left: 9000, top: 9000, right: 10_000, bottom: 9600 }, 1);
    expect(grid.level).toBe(1);
    expect(grid.width * grid.height).toBeLessThan(2_000_000);
    expect(grid.area.left).toBeLessThan(9000);
    expect(grid.area.right).toBeGreaterThan(10_000);
  });
});
