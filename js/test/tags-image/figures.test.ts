// Every geometry as a figure: read, changed and written back.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Geometry, Json } from "../../src/core/editor";
import { shapeOf } from "../../src/core/shapes";
import type { Point } from "../../src/geometry/affine";
import type { AnyShape } from "../../src/tags/objects/image-shapes";
import type { Ellipse } from "../../src/tags/shapes/ellipse";
import type { Polygon } from "../../src/tags/shapes/polygon";
import type { Vector } from "../../src/tags/shapes/vector-figure";
import { RULES, SIZE } from "./bench";
import { SHAPES } from "./shapes";

const percent = fc.double({ min: 0, max: 100, noNaN: true });
const pair = fc.tuple(percent, percent);
const vertexId = fc.stringMatching(/^[\w-]{21}$/);

const geometries: Readonly<Record<string, fc.Arbitrary<Geometry>>> = {
  rectangle: fc.record({ x: percent, y: percent, width: percent, height: percent, rotation: percent }),
  ellipse: fc.record({ x: percent, y: percent, radiusX: percent, radiusY: percent, rotation: percent }),
  keypoint: fc.record({ x: percent, y: percent, width: percent }),
  polygon: fc.record({ points: fc.array(pair, { minLength: 3, maxLength: 9 }), closed: fc.constant(true) }),
  vector: fc.array(fc.tuple(vertexId, percent, percent), { minLength: 1, maxLength: 7 }).map((all) => ({
    closed: false,
    vertices: all.map(([id, x, y], i) => ({
      x,
      y,
      id: `${i}${id}`,
      ...(i > 0 && { prevPointId: `${i - 1}${all[i - 1]?.[0]}` }),
      isBezier: i % 2 === 1,
      ...(i % 2 === 1 && { controlPoint1: { x: y, y: x }, controlPoint2: { x, y: x } }),
    })),
  })),
};

const each = Object.entries(geometries).map(([name, geometry]) => ({
  name,
  geometry,
  shape: SHAPES[name as keyof typeof SHAPES] as AnyShape,
}));

describe.each(each)("a $name", ({ name, geometry, shape }) => {
  it("that is opened and saved has the same numbers, bit for bit, and keys that are not ours", () => {
    fc.assert(
      fc.property(geometry, (base) => {
        const kept = { ...base, ours: false };
        expect(shape.format(shape.parse(kept, SIZE), SIZE, kept)).toEqual(kept);
      }),
    );
  });

  it("that is new reads as it was written", () => {
    fc.assert(
      fc.property(geometry, (base) => {
        const written = shape.format(shape.parse(base, SIZE), SIZE, {});
        const again = shape.format(shape.parse(written, SIZE), SIZE, written);
        expect(again).toEqual(written);
        expect(shapeOf({ type: name, value: written }, "image")).toBe(name);
      }),
    );
  });

  it("that moves there and back has its first numbers", () => {
    fc.assert(
      fc.property(geometry, fc.record({ x: percent, y: percent }), (base, by) => {
        const figure = shape.parse(base, SIZE);
        const there = shape.move(figure, by, RULES);
        const back = shape.move(there, { x: -by.x, y: -by.y }, RULES);
        expect(shape.format(back, SIZE, base)).toEqual(base);
      }),
    );
  });

  it("is hit where it is, and has its outline within its bounds", () => {
    fc.assert(
      fc.property(geometry, (base) => {
        const figure = shape.parse(base, SIZE);
        const bounds = shape.bounds(figure);
        const reach = name === "keypoint" ? SIZE.width : 0.01 + 0.001 * (bounds.right - bounds.left);
        const seen = ({ x, y }: Point) => {
          expect(x).toBeGreaterThanOrEqual(bounds.left - reach);
          expect(x).toBeLessThanOrEqual(bounds.right + reach);
          expect(y).toBeGreaterThanOrEqual(bounds.top - reach);
          expect(y).toBeLessThanOrEqual(bounds.bottom + reach);
          if (name !== "keypoint") expect(shape.contains(figure, { x, y }, 1)).toBe(true);
        };
        shape.trace(figure, {
          moveTo: (x, y) => seen({ x, y }),
          lineTo: (x, y) => seen({ x, y }),
          bezierCurveTo: (_a, _b, _c, _d, x, y) => seen({ x, y }),
          closePath: () => undefined,
        });
      }),
    );
  });

  it("says what it is and where", () => {
    const [base] = fc.sample(geometry, 1);
    expect(shape.describe(shape.parse(base as Geometry, SIZE))).toMatch(/\d/);
  });
});

describe("geometry that is no geometry", () => {
  const bad: readonly (readonly [string, { [key: string]: Json }])[] = [
    ["polygon", { points: [] }],
    ["polygon", { points: [[1, 2]], closed: true }],
    ["polygon", { points: [[1, 2], [3], [4, 5]] }],
    [
      "polygon",
      {
        points: [
          [1, 2],
          ["3", 4],
          [5, 6],
        ],
      },
    ],
    ["polygon", { points: [[1, 2], null, [5, 6]] }],
    [
      "polygon",
      {
        points: [
          [1, 2],
          [1e300, 4],
          [5, 6],
        ],
      },
    ],
    ["vector", { vertices: [] }],
    ["vector", { vertices: [{ id: "a", x: 1 }] }],
    ["vector", { vertices: ["a", 1, null] }],
    ["vector", { vertices: [{ id: "a", x: "1", y: 2 }] }],
    ["ellipse", { x: 1, y: 2, radiusX: -1, radiusY: 2, rotation: 0 }],
    ["ellipse", { x: 1, y: 2, radiusX: 1, radiusY: 2, rotation: "left" }],
    ["rectangle", { x: 1, y: 2, width: -3, height: 4 }],
    ["rectangle", { x: 1e300, y: 2, width: 3, height: 4 }],
    ["keypoint", { x: "1", y: 2 }],
    ["keypoint", { x: null, y: 2 }],
  ];
  it.each(bad)("%s %j is listed without a shape and never drawn", (name, value) => {
    expect(SHAPES[name as keyof typeof SHAPES]?.parse(value, SIZE)).toBeNull();
    expect(shapeOf({ type: name, value }, "image")).toBeNull();
  });

  it("of any kind never throws, and agrees with the list of regions", () => {
    const value = fc.dictionary(
      fc.constantFrom("x", "y", "width", "radiusX", "radiusY", "rotation", "points", "vertices", "closed"),
      fc.oneof(percent, fc.jsonValue(), fc.array(fc.oneof(pair, fc.jsonValue()))),
    );
    fc.assert(
      fc.property(value, (geometry) => {
        const shape = shapeOf({ type: "any", value: geometry }, "image");
        const parsed = shape && SHAPES[shape]?.parse(geometry as Geometry, SIZE);
        if (parsed !== undefined) expect(parsed === null).toBe(shape === null);
      }),
      { numRuns: 500 },
    );
  });

  it("may have more points than a call has arguments", () => {
    const points = Array.from({ length: 300_000 }, (_, i) => [i / 3000, (i * 7) % 100]);
    const shape = SHAPES.polygon as AnyShape;
    const figure = shape.parse({ points }, SIZE);
    expect(shape.bounds(figure).right).toBeCloseTo(SIZE.width, 0);
    expect(shape.contains(figure, { x: 300, y: 200 }, 1)).toBe(true);
  });

  it("keeps a vector with unknown parents as loose lines", () => {
    const base = {
      vertices: [
        { id: null, x: 10, y: 10, prevPointId: "" },
        { id: "b", x: 20, y: 20, prevPointId: "gone" },
        { id: "b", x: 30, y: 30, prevPointId: "b" },
        { id: "c", x: 40, y: 40, prevPointId: "c" },
      ],
      closed: false,
    };
    const shape = SHAPES.vector as AnyShape;
    const figure = shape.parse(base, SIZE) as Vector;
    expect(figure.vertices.map(({ from }) => from)).toEqual([-1, -1, 1, -1]);
    expect(shape.format(figure, SIZE, base)).toEqual(base);
  });
});

describe("turning", () => {
  it("happens in pixels, not in percent", () => {
    const shape = SHAPES.polygon as AnyShape;
    const square = {
      points: [
        [40, 40],
        [50, 40],
        [50, 40 + 6010 / 397],
        [40, 40 + 6010 / 397],
      ],
      closed: true,
    };
    const turned = shape.format(
      shape.turn(shape.parse(square, SIZE), 90, RULES),
      SIZE,
      square,
    ) as typeof square;
    const [x, y] = [0, 1].map((i) => turned.points.map((p) => p[i] as number)) as [number[], number[]];
    expect(Math.max(...x) - Math.min(...x)).toBeCloseTo(10, 9);
    expect(Math.max(...y) - Math.min(...y)).toBeCloseTo(6010 / 397, 9);
  });

  it("keeps polygons and vectors on the image, and lets go where they do not fit", () => {
    const shape = SHAPES.polygon as AnyShape;
    const low = {
      points: [
        [10, 98],
        [90, 98],
        [50, 100],
      ],
      closed: true,
    };
    const turned = shape.bounds(shape.turn(shape.parse(low, SIZE), 30, RULES));
    expect(turned.bottom).toBeLessThanOrEqual(SIZE.height + 1e-6);
    const figure = shape.parse(low, SIZE);
    expect(shape.format(shape.turn(figure, 90, RULES), SIZE, low)).toEqual(low);
  });

  it("turns an ellipse about its centre by its handle", () => {
    const shape = SHAPES.ellipse as AnyShape;
    const base = { x: 50, y: 50, radiusX: 20, radiusY: 10, rotation: 0 };
    const figure = shape.parse(base, SIZE);
    const from = shape.handles(figure, RULES, 50).find(({ id }) => id === "rotate")?.at as Point;
    const centre = { x: SIZE.width / 2, y: SIZE.height / 2 };
    const to = { x: centre.x + (centre.y - from.y), y: centre.y };
    const turned = shape.pull(figure, { handle: "rotate", from, to, even: false }, RULES) as Ellipse;
    expect(turned.rotation).toBeCloseTo(90, 9);
    expect(shape.format(turned, SIZE, base)).toEqual({ ...base, rotation: turned.rotation });
  });
});

describe("pulling a handle", () => {
  it("of an ellipse moves that side alone", () => {
    const shape = SHAPES.ellipse as AnyShape;
    const base = { x: 50, y: 50, radiusX: 20, radiusY: 10, rotation: 0 };
    const from = { x: 0.7 * SIZE.width, y: 0.5 * SIZE.height };
    const pull = { handle: "e", from, to: { x: 0.9 * SIZE.width, y: 0 }, even: false };
    const next = shape.format(shape.pull(shape.parse(base, SIZE), pull, RULES), SIZE, base);
    expect(next.x).toBeCloseTo(60, 9);
    expect(next.radiusX).toBeCloseTo(30, 9);
    expect({ ...next, x: 50, radiusX: 20 }).toEqual(base);
  });

  it("of a polygon moves one point, on the image and to pixel borders", () => {
    const shape = SHAPES.polygon as AnyShape;
    const base = {
      points: [
        [10, 10],
        [90, 10],
        [50, 90],
      ],
      closed: true,
    };
    const from = { x: 0.9 * SIZE.width, y: 0.1 * SIZE.height };
    const pull = { handle: "v1", from, to: { x: 10_000, y: from.y + 20.4 }, even: false };
    const next = shape.pull(shape.parse(base, SIZE), pull, { ...RULES, snap: true }) as Polygon;
    expect(next.points[1]).toEqual({ x: SIZE.width, y: Math.round(from.y + 20.4) });
    const written = shape.format(next, SIZE, base) as typeof base;
    expect([written.points[0], written.points[2]]).toEqual([base.points[0], base.points[2]]);
  });

  it("of the whole polygon scales it and stops at the edge", () => {
    const shape = SHAPES.polygon as AnyShape;
    const figure = shape.parse(
      {
        points: [
          [20, 20],
          [40, 20],
          [20, 40],
        ],
        closed: true,
      },
      SIZE,
    );
    const pull = { handle: "size", from: { x: 0, y: 0 }, to: { x: 5000, y: 0 }, even: false };
    const { left, right, bottom } = shape.bounds(shape.pull(figure, pull, RULES));
    expect([left, right, bottom]).toEqual([
      expect.closeTo(0.2 * SIZE.width, 9),
      expect.closeTo(SIZE.width, 9),
      expect.closeTo(0.4 * SIZE.height, 9),
    ]);
  });

  it("of a key point sets its size, and the place stays", () => {
    const shape = SHAPES.keypoint as AnyShape;
    const base = { x: 50, y: 50, width: 1 };
    const pull = { handle: "size", from: { x: 0, y: 0 }, to: { x: SIZE.width / 100, y: 0 }, even: false };
    const next = shape.format(shape.pull(shape.parse(base, SIZE), pull, RULES), SIZE, base);
    expect(next).toEqual({ ...base, width: expect.closeTo(2, 9) });
    const bare = { x: 50, y: 50 };
    expect(shape.format(shape.parse(bare, SIZE), SIZE, bare)).toEqual(bare);
  });
});
