// Points of the selected figure, drawing without a pointer, and copies.
import { describe, expect, it, vi } from "vitest";
import { A, B, C, drawn, open, TRIANGLE } from "./pointed";

describe("points of the selected figure", () => {
  function selected(tag: string, attributes = "") {
    const all = open(tag, attributes);
    all.clicks(A, B, C);
    all.press("Enter");
    const id = all.store.regions.value[0]?.id ?? "";
    all.store.selection.value = [id];
    const points = () =>
      (all.store.region(id)?.geometry.points ?? all.store.region(id)?.geometry.vertices) as unknown[];
    return { ...all, points };
  }

  it("are added by a click on an edge, moved by a drag, taken away by Alt or a double click", () => {
    const { click, ops, point, points, store } = selected("PolygonLabels");
    click(180, 41);
    expect(points()).toEqual([
      [10, 10],
      [30, 10],
      [50, 10],
      [50, 50],
    ]);
    point("down", 180, 40, { handle: "v1" });
    point("move", 180, 80);
    point("up", 180, 80);
    expect(points()[1]).toEqual([30, 20]);
    point("down", 180, 80, { handle: "v1", alt: true });
    expect(points()).toEqual(TRIANGLE);
    point("down", 60, 40, { handle: "v0", clicks: 2 });
    expect(points()).toEqual(TRIANGLE);
    expect(store.notices.value.at(-1)?.text).toMatch(/No fewer/);
    expect(ops.slice(1).map(({ label }) => label)).toEqual([
      "Add point to polygon",
      "Move point of polygon",
      "Delete point of polygon",
    ]);
  });

  it("do not move by a click that trembles: it chooses the point", () => {
    const { point, points, surface } = selected("PolygonLabels");
    point("down", 60, 40, { handle: "v0" });
    point("move", 61, 41);
    point("up", 61, 41);
    expect(points()).toEqual(TRIANGLE);
    expect(surface.points.active.value).toBe("v0");
  });

  it("are reached, moved, added and taken away by keys, one step of undo each", () => {
    const { ops, points, press, surface } = selected("PolygonLabels");
    press("PageDown");
    expect(surface.said.value).toBe("Point 1 of 3 at 60, 40");
    press("ArrowRight", { shiftKey: true });
    expect(points()[0]).toEqual([70 / 6, 10]);
    press("Enter");
    expect(points()).toHaveLength(4);
    expect(surface.points.active.value).toBe("v1");
    press("Backspace");
    expect(points()).toHaveLength(3);
    expect(surface.points.active.value).toBe("v0");
    press("Backspace");
    expect(points()).toHaveLength(3);
    press("PageUp");
    expect(surface.points.active.value).toBe("v2");
    expect(press("Escape")).toBe(true);
    expect(surface.points.active.value).toBeNull();
    expect(ops.slice(1).map(({ label }) => label)).toEqual([
      "Move point of polygon",
      "Add point to polygon",
      "Delete point of polygon",
    ]);
  });

  it("bend by Shift and a click or by B, and a line goes on with Alt", () => {
    const { click, point, points, press } = selected("VectorLabels", 'curves="true"');
    point("down", 300, 40, { handle: "v1", shift: true });
    expect(points()[1]).toMatchObject({ isBezier: true });
    press("b");
    expect(points()[1]).toMatchObject({ isBezier: false });
    click(400, 300, { alt: true });
    expect(points()).toHaveLength(4);
  });

  it("are not chosen any more when the region is selected anew", () => {
    const { press, store } = selected("PolygonLabels");
    press("PageDown");
    store.selection.value = [...store.selection.value];
    expect(press("Backspace")).toBe(false);
  });

  it("leave the keys to others when nothing is chosen or nothing may change", () => {
    const { press, store } = selected("PolygonLabels");
    expect(press("Backspace")).toBe(false);
    store.locked.value = new Set(store.selection.value);
    expect(press("PageDown")).toBe(false);
  });
});

describe("by keyboard alone", () => {
  const to = (press: (key: string, more?: object) => boolean, right: number, down: number) => {
    const walk = (key: string, tens: number) => {
      for (let step = 0; step < tens; step += 1) press(key, { shiftKey: true });
    };
    walk(right < 0 ? "ArrowLeft" : "ArrowRight", Math.abs(right));
    walk(down < 0 ? "ArrowUp" : "ArrowDown", Math.abs(down));
  };

  it("draws a polygon: a second Enter at the last point closes it", () => {
    const { press, surface, values } = open("PolygonLabels");
    press("Enter");
    to(press, 6, 0);
    press("Enter");
    expect(surface.said.value).toBe("Point 2 set");
    to(press, 0, 4);
    press("Enter");
    press("Enter");
    expect(values()).toEqual([
      {
        points: [
          [50, 50],
          [60, 50],
          [60, 60],
        ],
        closed: true,
        polygonlabels: ["Car"],
      },
    ]);
  });

  it("draws an ellipse, a key point and a vector", () => {
    const ellipse = open("EllipseLabels");
    ellipse.press("Enter");
    to(ellipse.press, 6, 4);
    ellipse.press("Enter");
    expect(ellipse.values()).toMatchObject([{ x: 50, y: 50, radiusX: 10, radiusY: 10 }]);
    const keypoint = open("KeyPointLabels");
    keypoint.press("Enter");
    expect(keypoint.values()).toMatchObject([{ x: 50, y: 50 }]);
    const vector = open("VectorLabels");
    vector.press("Enter");
    to(vector.press, 6, 0);
    vector.press("Enter");
    vector.press("Enter");
    expect(drawn(vector.store)?.vertices).toHaveLength(2);
  });
});

describe("copies", () => {
  it.each(["EllipseLabels", "PolygonLabels", "KeyPointLabels", "VectorLabels"])(
    "of %s have its geometry",
    (tag) => {
      const { clicks, press, store } = open(tag);
      clicks([300, 200], [360, 240], [300, 260]);
      press("Enter");
      const [first] = store.regions.value;
      const say = vi.spyOn(store, "say");
      store.duplicate([first?.id ?? ""]);
      store.paste(store.copy([first?.id ?? ""]));
      const copies = store.regions.value.slice(-2);
      for (const { geometry, shape } of copies)
        expect([shape, geometry]).toEqual([first?.shape, first?.geometry]);
      expect(say).not.toHaveBeenCalled();
    },
  );
});
