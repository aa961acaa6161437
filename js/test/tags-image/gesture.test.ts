import { describe, expect, it } from "vitest";
import type { Point } from "../../src/geometry/affine";
import { type Box, turnBox } from "../../src/geometry/box";
import { drawAt, edited } from "../../src/tags/objects/image-gesture";
import { marksOf } from "../../src/tags/objects/image-marks";
import { rectangle } from "../../src/tags/shapes/rectangle";
import { rectangleTool, threePointTool } from "../../src/tags/shapes/rectangle-draw";
import { BIG, bench, expectBox, NATURAL, RULES, region, SMALL } from "./bench";
import { SHAPES } from "./shapes";

describe("drawing a rectangle", () => {
  it("by drag gives the recorded numbers", () => {
    const b = bench({ tool: rectangleTool });
    b.drag(10, 20, 40, 50);
    const [geometry] = b.drawn();
    expectBox(geometry, 9.988249118683889, 19.94712103407754, 29.96474735605171, 29.964747356051717);
    expect(geometry?.x).toBeCloseTo(9.988249118683889, 3);
    expect(geometry?.rotation).toBe(0);
    expect(Object.keys(geometry ?? {})).toEqual(["x", "y", "width", "height", "rotation"]);
  });

  it("on an image turned right is stored unturned", () => {
    const b = bench({ tool: rectangleTool, turns: 1 });
    b.drag(50, 20, 80, 30);
    expectBox(b.drawn()[0], 19.976498237367807, 20.035252643948294, 9.988249118683907, 29.964747356051706);
  });

  it("backwards and by two clicks gives the same box", () => {
    const drag = bench({ tool: rectangleTool });
    drag.drag(80, 80, 40, 40);
    const clicks = bench({ tool: rectangleTool });
    clicks.click(40, 40);
    expect(clicks.drawn()).toEqual([]);
    clicks.send("move", clicks.client(60, 60));
    clicks.click(80, 80);
    expect(clicks.drawn()).toEqual(drag.drawn());
    expectBox(drag.drawn()[0], 39.9529964747356, 40.04112808460633, 40.070505287896594, 40.01175088131612);
  });

  it("by a double click makes the default box", () => {
    const b = bench({ tool: rectangleTool });
    b.click(50, 50);
    b.click(50, 50);
    expectBox(b.drawn()[0], 50.05875440658048, 49.91186839012926, 3.7105751391465702, 5.565862708719848);
    expect(b.state.gesture).toBeNull();
  });

  it("under 3 px makes nothing, and stops at the image's edge", () => {
    const tiny = bench({ tool: rectangleTool });
    tiny.dragPixels({ x: 500, y: 300 }, { x: 502, y: 302 });
    expect(tiny.drawn()).toEqual([]);
    const flat = bench({ tool: rectangleTool });
    flat.dragPixels({ x: 500, y: 300 }, { x: 560, y: 302 });
    expect(flat.drawn()).toEqual([]);
    const edge = bench({ tool: rectangleTool });
    edge.drag(90, 90, 130, 140);
    const [geometry] = edge.drawn();
    expect((geometry?.x as number) + (geometry?.width as number)).toBeCloseTo(100, 9);
    expect((geometry?.y as number) + (geometry?.height as number)).toBeCloseTo(100, 9);
  });

  it("does not start outside the image", () => {
    const b = bench({ tool: rectangleTool });
    b.drag(110, 50, 120, 60);
    expect(b.drawn()).toEqual([]);
  });

  it("with Ctrl starts inside another box", () => {
    const b = bench({ tool: rectangleTool, regions: [region("a", BIG)] });
    b.drag(40, 40, 50, 50, { mod: true });
    expectBox(b.drawn()[0], 39.9529964747356, 40.04112808460633, 10.105757931844884, 9.87074030552293);
    expect(b.regions()[0]?.geometry).toEqual(BIG);
  });

  it("snaps to pixels on request", () => {
    const b = bench({ tool: rectangleTool, snap: true });
    b.drag(10, 20, 40.3, 50.7);
    const figure = b.state.effects[0];
    expect(figure?.type === "draw" && Object.values(figure.figure as Box).every((n) => n % 1 === 0)).toBe(
      true,
    );
  });

  it("by three points makes a turned box", () => {
    const b = bench({ tool: threePointTool });
    for (const [x, y] of [
      [20, 60],
      [50, 45],
      [58, 70],
    ] as const) {
      b.click(x, y);
    }
    const [geometry] = b.drawn();
    expect(geometry?.x).toBeCloseTo(20, 0);
    expect(geometry?.y).toBeCloseTo(60, 0);
    expect(geometry?.rotation).toBeCloseTo(360 - (Math.atan2(60, 180) * 180) / Math.PI, 0);
    expect(b.state.gesture).toBeNull();
  });

  it("starts by key at a point whatever lies below", () => {
    const b = bench({ tool: rectangleTool, regions: [region("a", BIG)] });
    b.run(drawAt(b.state.gesture, { x: 150, y: 120 }, b.scene()));
    expect(b.state.gesture?.kind).toBe("draw");
    b.run(drawAt(b.state.gesture, { x: 300, y: 240 }, b.scene()));
    expectBox(b.drawn()[0], 25, 30, 25, 30);
  });
});

describe("moving and reshaping", () => {
  it("moves the box below a drag although a label is active", () => {
    const b = bench({ tool: rectangleTool, regions: [region("a", BIG)] });
    b.drag(40, 40, 50, 50);
    const geometry = b.regions()[0]?.geometry;
    expectBox(geometry, 29.964747356051692, 29.99412455934194, 50.05875440658048, 50.0587544);
    expect(geometry?.width).toBe(BIG.width);
    expect(b.types()).toEqual(["reshape"]);
    expect(b.state.selected).toEqual([]);
  });

  it("is one step at the end, and shows figures until then", () => {
    const b = bench({ regions: [region("a", BIG)] });
    b.send("down", b.client(30, 30));
    b.send("move", b.client(50, 40));
    expect(b.types()).toEqual([]);
    expect((edited(b.state.gesture, b.scene()).get("a") as Box).x).toBeCloseTo(240, 0);
    b.send("up", b.client(50, 40));
    expect(b.state.effects).toMatchObject([{ type: "reshape", label: "Move box" }]);
  });

  it("keeps a moved box inside the image", () => {
    const b = bench({ regions: [region("a", BIG)] });
    b.drag(40, 40, 99, 1);
    const { x, y } = b.regions()[0]?.geometry ?? {};
    expect((x as number) + BIG.width).toBeCloseTo(100, 9);
    expect(y).toBeCloseTo(0, 9);
  });

  it("moves all selected regions together", () => {
    const far = { ...SMALL, x: 80, y: 80 };
    const b = bench({ regions: [region("a", BIG), region("b", far), region("c", { ...SMALL, x: 0, y: 0 })] });
    b.state.selected = ["a", "b"];
    b.drag(30, 60, 35, 65);
    expect(b.state.effects).toMatchObject([{ type: "reshape", label: "Move 2 regions" }]);
    expect(b.regions()[1]?.geometry.x).toBeCloseTo(85, 0);
    expect(b.regions()[2]?.geometry.x).toBe(0);
  });

  it("leaves locked regions and draws over them", () => {
    const b = bench({ tool: rectangleTool, regions: [region("a", BIG)], fixed: ["a"] });
    b.drag(40, 40, 50, 50);
    expect(b.types()).toEqual(["draw"]);
  });

  it("resizes by each handle and keeps the other edges", () => {
    const sides: Record<string, Partial<Record<"x" | "y" | "width" | "height", number>>> = {
      e: { width: 60 },
      w: { x: 30, width: 40 },
      s: { height: 60 },
      n: { y: 30, height: 40 },
      se: { width: 60, height: 60 },
      nw: { x: 30, y: 30, width: 40, height: 40 },
      ne: { width: 60, y: 30, height: 40 },
      sw: { x: 30, width: 40, height: 60 },
    };
    const start = { x: 20, y: 20, width: 50, height: 50, rotation: 0 };
    for (const [handle, change] of Object.entries(sides)) {
      const figure = rectangle.parse(start, NATURAL) as Box;
      const rules = { ...RULES, size: NATURAL };
      const pulled = rectangle.pull(
        figure,
        { handle, from: { x: 100, y: 100 }, to: { x: 160, y: 140 }, even: false },
        rules,
      );
      const geometry = rectangle.format(pulled, NATURAL, start);
      for (const [key, value] of Object.entries({ ...start, ...change })) {
        expect(geometry[key], `${handle} ${key}`).toBeCloseTo(value, 9);
      }
    }
  });

  it("never pulls a box below the least side", () => {
    const figure: Box = { x: 100, y: 100, width: 50, height: 50, rotation: 0 };
    const rules = { ...RULES, size: NATURAL };
    const pull = { handle: "se", from: { x: 150, y: 150 }, to: { x: 100, y: 100 }, even: false };
    expect(rectangle.pull(figure, pull, rules)).toMatchObject({ x: 100, y: 100, width: 3, height: 3 });
  });

  it("turns by the handle as recorded", () => {
    const start = {
      x: 29.964747356051692,
      y: 29.99412455934194,
      width: 30.08225616921271,
      height: 29.96474735605171,
      rotation: 0,
    };
    const b = bench({ regions: [region("a", start)] });
    b.state.selected = ["a"];
    const centre = { x: 617, y: 345 };
    const at = (degrees: number) => ({
      x: Math.round(centre.x + 135 * Math.sin((degrees * Math.PI) / 180)),
      y: Math.round(centre.y - 135 * Math.cos((degrees * Math.PI) / 180)),
    });
    b.dragPixels(at(0), at(30), { handle: "rotate" });
    const geometry = b.regions()[0]?.geometry;
    expectBox(geometry, 36.91692521507484, 20.763248512980603, 30.0822561692127, 29.964747356051763);
    expect(geometry?.rotation).toBeCloseTo(29.8, 0);
    expect(geometry?.width).toBe(start.width);
    expect(b.state.effects).toMatchObject([{ label: "Rotate box" }]);
  });

  it("keeps the far corner of a turned box when it is resized", () => {
    const box = turnBox({ x: 200, y: 150, width: 120, height: 60, rotation: 0 }, 40);
    const rules = { ...RULES, size: NATURAL };
    const se = rectangle.handles(box, rules, 50).find((h) => h.id === "se")?.at as Point;
    const to = { x: se.x + 12, y: se.y + 9 };
    const next = rectangle.pull(box, { handle: "se", from: se, to, even: false }, rules);
    expect(next).toMatchObject({ x: box.x, y: box.y, rotation: box.rotation });
    const moved = rectangle.handles(next, rules, 50).find((h) => h.id === "se")?.at as Point;
    expect(moved.x).toBeCloseTo(to.x, 9);
    expect(moved.y).toBeCloseTo(to.y, 9);
  });
});

describe("selecting", () => {
  const regions = [region("small", SMALL), region("big", BIG)];

  it("goes down the stack from the smallest, then lets go", () => {
    const b = bench({ regions });
    const seen = [0, 1, 2].map(() => {
      b.click(45, 45);
      return [...b.state.selected];
    });
    expect(seen).toEqual([["small"], ["big"], []]);
    b.click(25, 25);
    expect(b.state.selected).toEqual(["big"]);
  });

  it("prefers the earlier one of equal boxes", () => {
    const a = { ...BIG, x: 19.97649823736779, width: 40.07050528789661, height: 40.01175088131611 };
    const c = {
      ...BIG,
      x: 39.9529964747356,
      y: 40.04112808460633,
      width: 40.070505287896594,
      height: 40.01175088131612,
    };
    const b = bench({ regions: [region("a", a), region("b", c)] });
    b.click(50, 50);
    expect(b.state.selected).toEqual(["a"]);
  });

  it("lets go on empty ground, toggles with Ctrl, and does not draw then", () => {
    const b = bench({ regions, tool: rectangleTool });
    b.click(25, 25);
    b.click(45, 45, { mod: true });
    expect(b.state.selected).toEqual(["big", "small"]);
    b.click(45, 45, { mod: true });
    expect(b.state.selected).toEqual(["big"]);
    b.click(95, 95);
    expect(b.state.selected).toEqual([]);
    expect(b.state.gesture).toBeNull();
  });

  it("takes all that a rubber band meets, and says why nothing is drawn", () => {
    const b = bench({ regions, refusal: "Choose a label first" });
    b.drag(5, 5, 45, 45);
    expect(b.state.selected).toEqual(["small", "big"]);
    b.drag(90, 90, 95, 95);
    expect(b.state.selected).toEqual([]);
    expect(b.state.effects.at(-1)).toEqual({ type: "refuse", reason: "Choose a label first" });
  });

  it("does nothing to pages and objects that are not shown", () => {
    const all = [
      region("p1", SMALL, { facts: { item_index: 1 } }),
      region("p0", SMALL),
      region("x", SMALL, { object: "other" }),
    ];
    expect(marksOf(all, "img", 0, NATURAL, SHAPES, new WeakMap()).map((m) => m.id)).toEqual(["p0"]);
    expect(marksOf(all, "img", 1, NATURAL, SHAPES, new WeakMap()).map((m) => m.id)).toEqual(["p1"]);
  });
});

describe("panning", () => {
  it("follows Shift, the wheel button and the pan tool, and never selects", () => {
    for (const [options, more] of [
      [{}, { shift: true }],
      [{}, { button: 1 }],
      [{ pan: true }, {}],
    ] as const) {
      const b = bench({ ...options, regions: [region("a", BIG)] });
      b.drag(40, 40, 50, 45, more);
      expect(new Set(b.types())).toEqual(new Set(["pan"]));
    }
  });
});
