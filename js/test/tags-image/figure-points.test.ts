// Points of polygons and vertices of vectors: set, moved, bent, taken away.
import { describe, expect, it } from "vitest";
import type { Geometry } from "../../src/core/editor";
import type { Point } from "../../src/geometry/affine";
import type { AnyShape } from "../../src/tags/objects/image-shapes";
import type { Polygon } from "../../src/tags/shapes/polygon";
import type { Vector } from "../../src/tags/shapes/vector-figure";
import { treeOf } from "../support/tree";
import { RULES, SIZE } from "./bench";
import { SHAPES } from "./shapes";

/** A Vector tag with these attributes. */
const vectorWith = (attributes: string) => treeOf(`<Vector name="v" toName="img" ${attributes}/>`);

describe("points of a polygon", () => {
  const shape = SHAPES.polygon as AnyShape;
  const base = {
    points: [
      [10.1, 10.2],
      [90.3, 10.4],
      [50.5, 90.6],
    ],
    closed: true,
  };
  const figure = shape.parse(base, SIZE) as Polygon;

  it("come on an edge, the closing one too, and leave the others as they are", () => {
    const on = (a: number, b: number) => {
      const [p, q] = [figure.points[a], figure.points[b]] as [Point, Point];
      return shape.insert?.(figure, { x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 + 1 }, RULES);
    };
    const middle = on(0, 1);
    expect(middle?.handle).toBe("v1");
    const written = shape.format(middle?.figure, SIZE, base) as typeof base;
    expect([written.points[0], written.points[2], written.points[3]]).toEqual(base.points);
    expect(on(2, 0)?.handle).toBe("v3");
    expect(shape.insert?.(figure, { x: 300, y: 200 }, RULES)).toBeNull();
  });

  it("go until three are left", () => {
    const four = shape.divide?.(figure, "v2", RULES)?.figure;
    const three = shape.without?.(four, "v0", RULES) as Polygon;
    expect(three.points).toHaveLength(3);
    expect(shape.without?.(three, "v0", RULES)).toBeNull();
    expect(shape.without?.(four, "rotate", RULES)).toBeNull();
  });

  it("that are not closed make a line without an inside", () => {
    const open = { ...base, closed: false };
    const line = shape.parse(open, SIZE);
    expect(shape.open?.(line)).toBe(true);
    expect(shape.contains(line, { x: 300, y: 100 }, 3)).toBe(false);
    expect(shape.contains(figure, { x: 300, y: 100 }, 3)).toBe(true);
    expect(shape.format(line, SIZE, open)).toEqual(open);
    const { closed: _closed, ...silent } = base;
    expect(shape.format(shape.parse(silent, SIZE), SIZE, silent)).toEqual(silent);
  });
});

describe("vertices of a vector", () => {
  const shape = SHAPES.vector as AnyShape;
  const control = vectorWith('curves="true" closable="true" skeleton="true" minPoints="2" maxPoints="5"');
  const rules = { ...RULES, control };
  const at = (id: string, x: number, y: number, prev?: string) => ({
    x,
    y,
    id,
    ...(prev && { prevPointId: prev }),
    isBezier: false,
  });
  const line = { vertices: [at("a", 10, 10), at("b", 50, 10, "a"), at("c", 90, 10, "b")], closed: false };
  const ring = { vertices: [at("a", 10, 10, "c"), at("b", 50, 10, "a"), at("c", 50, 90, "b")], closed: true };
  const tree = {
    vertices: [at("a", 50, 10), at("b", 50, 50, "a"), at("c", 20, 90, "b"), at("d", 80, 90, "b")],
    closed: false,
  };
  const links = (geometry: Geometry) =>
    (geometry.vertices as { id: string; prevPointId?: string }[]).map(({ id, prevPointId }) => [
      id,
      prevPointId,
    ]);
  const changedBy = (base: Geometry, change: (figure: unknown) => unknown) =>
    shape.format(change(shape.parse(base, SIZE)), SIZE, base);
  const grow = (base: Geometry, x: number, y: number) =>
    changedBy(
      base,
      (f) => shape.insert?.(f, { x: (x * SIZE.width) / 100, y: (y * SIZE.height) / 100 }, rules)?.figure,
    );

  it("come into the chain where they are set", () => {
    const next = grow(line, 70, 10);
    const added = (next.vertices as { id: string }[])[2]?.id as string;
    expect(added).toMatch(/^[\w-]{21}$/);
    expect(links(next)).toEqual([
      ["a", undefined],
      ["b", "a"],
      [added, "b"],
      ["c", added],
    ]);
    expect(Object.keys((next.vertices as object[])[2] ?? {})).toEqual([
      "x",
      "y",
      "id",
      "prevPointId",
      "isBezier",
    ]);
  });

  it("close a ring before and after", () => {
    const added = grow(ring, 30, 50);
    const id = (added.vertices as { id: string }[])[3]?.id;
    expect(links(added)).toEqual([
      ["a", id],
      ["b", "a"],
      ["c", "b"],
      [id, "c"],
    ]);
    const four = shape.parse(added, SIZE);
    const without = (handle: string) => shape.format(shape.without?.(four, handle, rules), SIZE, added);
    expect(links(without("v0"))).toEqual([
      ["b", id],
      ["c", "b"],
      [id, "c"],
    ]);
    expect(links(without("v3"))).toEqual([
      ["a", "c"],
      ["b", "a"],
      ["c", "b"],
    ]);
    expect(shape.without?.(shape.parse(ring, SIZE), "v1", rules)).toBeNull();
  });

  it("go, and what follows them follows the one before", () => {
    expect(links(changedBy(line, (f) => shape.without?.(f, "v1", rules)))).toEqual([
      ["a", undefined],
      ["c", "a"],
    ]);
    expect(links(changedBy(line, (f) => shape.without?.(f, "v0", rules)))).toEqual([
      ["b", undefined],
      ["c", "b"],
    ]);
    expect(links(changedBy(tree, (f) => shape.without?.(f, "v1", rules)))).toEqual([
      ["a", undefined],
      ["c", "a"],
      ["d", "a"],
    ]);
    const kept = changedBy(line, (f) => shape.without?.(f, "v1", rules)).vertices;
    expect(kept).toEqual([line.vertices[0], { ...line.vertices[2], prevPointId: "a" }]);
  });

  it("come between two by key, and after the last one half as far again", () => {
    const divided = (handle: string) => changedBy(line, (f) => shape.divide?.(f, handle, rules)?.figure);
    const places = (geometry: Geometry) =>
      (geometry.vertices as unknown as Point[]).map(({ x }) => Math.round(x));
    expect(places(divided("v0"))).toEqual([10, 30, 50, 90]);
    expect(places(divided("v2"))).toEqual([10, 50, 90, 100]);
    expect(shape.divide?.(shape.parse(line, SIZE), "rotate", rules)).toBeNull();
  });

  it("go on from the end, or branch from a vertex of a skeleton, up to maxPoints", () => {
    const extend = (base: Geometry, handle: string | null, own = rules) =>
      shape.extend?.(shape.parse(base, SIZE), { x: 60, y: 60 }, handle, own);
    const from = (grown: { figure: unknown } | null | undefined) =>
      (grown?.figure as Vector | undefined)?.vertices.at(-1)?.from;
    expect(from(extend(line, null))).toBe(2);
    expect(from(extend(line, "v1"))).toBe(1);
    const plain = { ...rules, control: vectorWith("") };
    expect(from(extend(line, "v1", plain))).toBe(2);
    expect(extend(ring, null)).toBeNull();
    const full = { ...rules, control: vectorWith('maxPoints="3"') };
    expect(extend(line, null, full)).toBeNull();
  });

  it("bend where curves are allowed, and straighten again", () => {
    const bent = changedBy(line, (f) => shape.bend?.(f, "v1", rules));
    expect((bent.vertices as object[])[1]).toEqual({
      ...line.vertices[1],
      isBezier: true,
      controlPoint1: { x: expect.closeTo(50 - 40 / 3, 9), y: expect.closeTo(10, 9) },
      controlPoint2: { x: expect.closeTo(50 + 40 / 3, 9), y: expect.closeTo(10, 9) },
    });
    expect(changedBy(bent, (f) => shape.bend?.(f, "v1", rules))).toEqual(line);
    expect(shape.bend?.(shape.parse(line, SIZE), "v1", { ...rules, control: vectorWith("") })).toBeNull();
  });

  it("carry their control points, which mirror each other until Shift parts them", () => {
    const bent = changedBy(line, (f) => shape.bend?.(f, "v1", rules));
    const figure = shape.parse(bent, SIZE) as Vector;
    const from = figure.vertices[1]?.after as Point;
    const pull = (handle: string, even: boolean) =>
      (shape.pull(figure, { handle, from, to: { x: from.x, y: from.y + 30 }, even }, rules) as Vector)
        .vertices[1];
    const vertex = figure.vertices[1] as Point;
    expect(pull("a1", false)?.before?.y).toBeCloseTo(vertex.y - 30, 9);
    expect(pull("a1", true)).toMatchObject({ before: figure.vertices[1]?.before, free: true });
    expect(pull("v1", false)?.after?.y).toBeCloseTo(from.y + 30, 9);
  });

  it("on a curve split it without changing its form", () => {
    const bent = changedBy(line, (f) =>
      shape.pull(
        shape.bend?.(f, "v1", rules),
        { handle: "a1", from: { x: 0, y: 0 }, to: { x: 0, y: 90 }, even: false },
        rules,
      ),
    );
    const figure = shape.parse(bent, SIZE) as Vector;
    const bounds = shape.bounds(figure);
    const edge = { x: 0.7 * SIZE.width, y: bounds.bottom };
    const grown = shape.insert?.(figure, edge, { ...rules, slack: 20 })?.figure as Vector;
    expect(grown.vertices).toHaveLength(4);
    const again = shape.bounds(grown);
    expect(again.bottom).toBeCloseTo(bounds.bottom, 0);
    expect(grown.vertices[2]?.before).not.toBeNull();
  });

  it("is hit on its lines, and inside when it is closed", () => {
    const open = shape.parse(line, SIZE);
    expect(shape.contains(open, { x: 180, y: 41 }, 3)).toBe(true);
    expect(shape.contains(open, { x: 180, y: 60 }, 3)).toBe(false);
    expect(shape.open?.(open)).toBe(true);
    const closed = shape.parse(ring, SIZE);
    expect(shape.contains(closed, { x: 240, y: 100 }, 3)).toBe(true);
    expect(shape.area(open)).toBe(0);
  });
});
