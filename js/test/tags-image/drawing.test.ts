// Figures set by clicks and drags, through the surface and a real store.
import { describe, expect, it } from "vitest";
import { submitBlocked } from "../../src/actions/annotation";
import { A, B, C, config, type Drawn, drawn, links, open, TRIANGLE } from "./pointed";
import { setUp } from "./set-up";

describe("an ellipse", () => {
  it("starts at its centre, by a drag or by two clicks", () => {
    const wanted = [{ x: 50, y: 50, radiusX: 10, radiusY: 10, rotation: 0, ellipselabels: ["Car"] }];
    const drag = open("EllipseLabels");
    drag.drag(300, 200, 360, 160);
    expect(drag.values()).toEqual(wanted);
    const clicks = open("EllipseLabels");
    clicks.clicks([300, 200], [360, 240]);
    expect(clicks.values()).toEqual(wanted);
  });

  it("has the default size after a double click, and none after a tiny drag", () => {
    const { clicks, values } = open("EllipseLabels");
    clicks([300, 200], [300, 200]);
    expect(values()).toMatchObject([{ x: 50, y: 50, radiusX: 15.5 / 6, radiusY: 15.5 / 4 }]);
    const flat = open("EllipseLabels");
    flat.drag(300, 200, 360, 200);
    expect(flat.values()).toEqual([]);
  });

  it("stays on the image on both sides", () => {
    const { drag, values } = open("EllipseLabels");
    drag(60, 200, 900, 900);
    expect(values()).toMatchObject([{ x: 10, y: 50, radiusX: 10, radiusY: 50 }]);
  });
});

describe("a polygon", () => {
  const enders: readonly (readonly [string, (o: ReturnType<typeof open>) => void])[] = [
    ["a click on its first point", ({ click }) => click(65, 44)],
    ["Enter", ({ press }) => press("Enter")],
    [
      "a double click on its last point",
      ({ point }) => {
        point("down", 301, 201, { clicks: 2 });
        point("up", 301, 201, { clicks: 2 });
      },
    ],
  ];
  it.each(enders)("closes by %s", (_name, end) => {
    const all = open("PolygonLabels");
    all.clicks(A, B, C);
    expect(all.values()).toEqual([]);
    end(all);
    expect(all.values()).toEqual([{ points: TRIANGLE, closed: true, polygonlabels: ["Car"] }]);
    expect(all.store.gesture.value).toBeNull();
    expect(all.ops.map(({ label }) => label)).toEqual(["Draw polygon"]);
  });

  it("needs three points, and says so", () => {
    const { clicks, press, store, values } = open("PolygonLabels");
    clicks(A, B);
    press("Enter");
    expect(store.notices.value.at(-1)?.text).toMatch(/at least 3/);
    expect(values()).toEqual([]);
    expect(store.gesture.value).not.toBeNull();
  });

  it("gives back one point for each Ctrl+Z or Backspace, sets it again, and ends without points", () => {
    const { clicks, press, store, surface } = open("PolygonLabels");
    clicks(A, B, C, [60, 200]);
    const gesture = store.gesture.value;
    expect(gesture?.undo?.()).toBe(true);
    press("Backspace");
    expect(surface.draft.value?.points).toHaveLength(2);
    expect(gesture?.redo?.()).toBe(true);
    expect(surface.draft.value?.points).toEqual([A, B, C].map(([x, y]) => ({ x, y })));
    for (let left = 3; left > 0; left -= 1) expect(gesture?.undo?.()).toBe(true);
    expect(store.gesture.value).toBeNull();
    expect(gesture?.undo?.()).toBe(false);
  });

  it("forgets what was taken back once another point is set", () => {
    const { clicks, store, surface } = open("PolygonLabels");
    clicks(A, B, C);
    store.gesture.value?.undo?.();
    clicks([60, 200]);
    expect(store.gesture.value?.redo?.()).toBe(false);
    expect(surface.draft.value?.points.at(-1)).toEqual({ x: 60, y: 200 });
  });

  it("is gone after Escape, and holds back Submit until then", () => {
    const { clicks, press, store, values } = open("PolygonLabels");
    clicks(A, B, C);
    expect(submitBlocked({ store } as Parameters<typeof submitBlocked>[0])).toMatch(/Enter.*Escape/);
    press("Escape");
    expect(values()).toEqual([]);
    expect(submitBlocked({ store } as Parameters<typeof submitBlocked>[0])).toBe("");
  });

  it("is the default triangle after a lone double click", () => {
    const { click, values } = open("PolygonLabels");
    click(1, 1);
    click(1, 1, { clicks: 2 });
    const [value] = values() as { points: number[][] }[];
    expect(value?.points).toHaveLength(3);
    for (const [x = -1, y = -1] of value?.points ?? []) expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
  });

  it("is not lost when its label is let go before the end", () => {
    const { clicks, press, store, values } = open("PolygonLabels");
    clicks(A, B, C);
    store.labels.value = new Map();
    press("Enter");
    expect(values()).toEqual([]);
    expect(store.notices.value.at(-1)?.text).toMatch(/label/);
    store.pressLabel("box", "Man");
    press("Enter");
    expect(values()).toEqual([{ points: TRIANGLE, closed: true, polygonlabels: ["Man"] }]);
  });

  it("closes within the same reach on the screen after zooming in", () => {
    const { clicks, surface, view, values } = open("PolygonLabels");
    clicks(A, B, C);
    view.zoomBy(10, { x: 60, y: 40 });
    clicks([65, 44]);
    expect(values()).toEqual([]);
    expect(surface.draft.value?.points).toHaveLength(4);
    clicks([60.4, 40.4]);
    expect(values()).toHaveLength(1);
  });

  it("sets its points on pixel borders on request, and never off the image", () => {
    const { clicks, press, values } = open("PolygonLabels", 'snap="pixel"');
    clicks([60.4, 39.6], [9000, 40], [300.2, 9000]);
    press("Enter");
    expect(values()).toMatchObject([
      {
        points: [
          [10, 10],
          [100, 10],
          [50, 100],
        ],
      },
    ]);
  });

  it("starts inside another region with Ctrl, which is selected without", () => {
    const { click, clicks, press, store, surface, values } = open("PolygonLabels");
    clicks(A, B, C);
    press("Enter");
    store.pressLabel("box", "Man");
    click(290, 60, { mod: true });
    expect(surface.draft.value?.points).toHaveLength(1);
    press("Escape");
    click(290, 60);
    expect(store.selection.value).toHaveLength(1);
    expect(values()).toHaveLength(1);
  });
});

describe("a key point", () => {
  it("is one click, as big as its control says", () => {
    const { click, values } = open("KeyPointLabels", 'strokeWidth="12"');
    click(150, 300);
    expect(values()).toEqual([{ x: 25, y: 75, width: 2, keypointlabels: ["Car"] }]);
  });

  it("has a size of the unzoomed view, and lies in the middle of a pixel on request", () => {
    const { click, values, view } = open("KeyPointLabels", 'strokeWidth="12" snap="pixel"');
    view.zoomBy(4, { x: 150, y: 300 });
    click(150.9, 300.2);
    expect(values()).toEqual([{ x: 150.5 / 6, y: 300.5 / 4, width: 2, keypointlabels: ["Car"] }]);
  });

  it("is set inside another region, and selected where one is", () => {
    const xml = config("KeyPointLabels").replace(
      "</View>",
      '<RectangleLabels name="r" toName="img"><Label value="Face"/></RectangleLabels></View>',
    );
    const { store, drag, point } = setUp(xml);
    const click = (x: number, y: number) => {
      point("down", x, y);
      point("up", x, y);
    };
    store.pressLabel("r", "Face");
    drag(60, 40, 300, 200);
    store.pressLabel("box", "Car");
    click(100, 100);
    expect(store.regions.value.map(({ shape }) => shape)).toEqual(["rectangle", "keypoint"]);
    store.pressLabel("box", "Car");
    click(102, 101);
    expect(store.selection.value).toEqual([store.regions.value[1]?.id]);
  });
});

describe("a vector", () => {
  it("is kept by Escape, Enter, and a second click at its end", () => {
    for (const end of [
      (o: ReturnType<typeof open>) => o.press("Escape"),
      (o: ReturnType<typeof open>) => o.press("Enter"),
      (o: ReturnType<typeof open>) => o.click(C[0], C[1], { clicks: 2 }),
      (o: ReturnType<typeof open>) => o.store.gesture.value?.cancel(),
    ]) {
      const all = open("VectorLabels");
      all.clicks(A, B, C);
      end(all);
      const value = drawn(all.store) as Drawn;
      expect(Object.keys(value)).toEqual(["vertices", "closed", "vectorlabels"]);
      expect(links(value)).toEqual([-1, 0, 1]);
      expect(value.vertices.every(({ id }) => /^[\w-]{21}$/.test(id))).toBe(true);
      expect(Object.keys(value.vertices[0] ?? {})).toEqual(["x", "y", "id", "isBezier"]);
      expect(Object.keys(value.vertices[1] ?? {})).toEqual(["x", "y", "id", "prevPointId", "isBezier"]);
      expect(value.closed).toBe(false);
    }
  });

  it("of too few points is cancelled by Escape and not ended by Enter", () => {
    const { clicks, press, store } = open("VectorLabels", 'minPoints="3"');
    clicks(A, B);
    press("Enter");
    expect(store.notices.value.at(-1)?.text).toMatch(/at least 3/);
    press("Escape");
    expect(drawn(store)).toBeUndefined();
  });

  it("ends by itself at maxPoints", () => {
    const { clicks, store } = open("VectorLabels", 'maxPoints="2"');
    clicks(A, B);
    expect(drawn(store)?.vertices).toHaveLength(2);
    expect(store.gesture.value).toBeNull();
  });

  it("closes at its first point only where it may", () => {
    const may = open("VectorLabels", 'closable="true"');
    may.clicks(A, B, C, A);
    expect(drawn(may.store)).toMatchObject({ closed: true });
    expect(links(drawn(may.store) as Drawn)).toEqual([2, 0, 1]);
    const not = open("VectorLabels");
    not.clicks(A, B, C, A);
    expect(not.surface.draft.value?.points).toHaveLength(4);
  });

  it("bends where it is dragged, if curves are allowed", () => {
    const { clicks, drag, press, store } = open("VectorLabels", 'curves="true"');
    clicks(A);
    drag(300, 40, 360, 80);
    clicks(C);
    press("Enter");
    expect(drawn(store)?.vertices[1]).toMatchObject({
      x: 50,
      y: 10,
      isBezier: true,
      controlPoint1: { x: 40, y: 0 },
      controlPoint2: { x: 60, y: 20 },
    });
    const straight = open("VectorLabels");
    straight.clicks(A);
    straight.drag(300, 40, 360, 80);
    straight.press("Enter");
    expect(drawn(straight.store)?.vertices[1]).toMatchObject({ x: 60, y: 20, isBezier: false });
  });

  it("branches from a vertex that is clicked in a skeleton", () => {
    const { clicks, press, store } = open("VectorLabels", 'skeleton="true"');
    clicks(A, B, C, B, [400, 60]);
    press("Enter");
    expect(links(drawn(store) as Drawn)).toEqual([-1, 0, 1, 1]);
  });
});
