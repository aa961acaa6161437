import { describe, expect, it } from "vitest";
import { setUp } from "./set-up";

function two() {
  const up = setUp();
  const ids = [
    [60, 40, 120, 100],
    [180, 160, 300, 200],
  ].map(([x1 = 0, y1 = 0, x2 = 0, y2 = 0]) => {
    up.store.pressLabel("box", "Car");
    up.drag(x1, y1, x2, y2);
    return up.store.regions.value.at(-1)?.id ?? "";
  });
  up.store.selection.value = ids;
  const pull = (handle: string, from: [number, number], to: [number, number]) => {
    up.point("down", ...from, { handle: `group-${handle}` });
    up.point("move", ...to);
    up.point("up", ...to);
  };
  const pixels = () =>
    up.store.regions.value.map(({ geometry: { x, y, width, height } }) =>
      [Number(x) * 6, Number(y) * 4, Number(width) * 6, Number(height) * 4].map(
        (n) => Math.round(n * 100) / 100,
      ),
    );
  return { ...up, ids, pull, pixels };
}

describe("several selected regions", () => {
  it("stand in one frame", () => {
    const { surface, store } = two();
    expect(surface.group.frame.value).toEqual({ left: 60, top: 40, right: 300, bottom: 200 });
    store.selection.value = store.selection.value.slice(1);
    expect(surface.group.frame.value).toBeNull();
  });

  it("are scaled by a corner in one step, their ratio kept", () => {
    const { pull, pixels, ops } = two();
    const before = ops.length;
    pull("se", [300, 200], [540, 360]);
    expect(pixels()).toEqual([
      [60, 40, 120, 120],
      [300, 280, 240, 80],
    ]);
    expect(ops.length).toBe(before + 1);
    expect(ops.at(-1)?.label).toBe("Resize 2 regions");
  });

  it("are stretched one way by a side", () => {
    const { pull, pixels } = two();
    pull("w", [60, 120], [180, 120]);
    expect(pixels()).toEqual([
      [180, 40, 30, 60],
      [240, 160, 60, 40],
    ]);
  });

  it("stay inside the image and never turn over", () => {
    const { pull, pixels } = two();
    pull("nw", [60, 40], [-900, -900]);
    for (const [x = 0, y = 0] of pixels()) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(0);
    }
    pull("se", [300, 200], [-900, -900]);
    for (const [, , width = 0, height = 0] of pixels()) {
      expect(width).toBeGreaterThan(0);
      expect(height).toBeGreaterThan(0);
    }
  });

  it("leave a locked one out", () => {
    const { store, surface, ids, pull, pixels } = two();
    store.locked.value = new Set(ids.slice(0, 1));
    expect(surface.group.frame.value).toBeNull();
    pull("se", [300, 200], [540, 360]);
    expect(pixels()[0]).toEqual([60, 40, 60, 60]);
  });

  it("are an open gesture until Escape, which leaves them as they were", () => {
    const { store, surface, point, pixels, ops } = two();
    const [before, count] = [pixels(), ops.length];
    point("down", 300, 200, { handle: "group-se" });
    point("move", 400, 300);
    expect(store.gesture.value?.object).toBe("img");
    expect(surface.group.frame.value?.right).toBeGreaterThan(300);
    store.gesture.value?.cancel();
    point("up", 400, 300);
    expect(pixels()).toEqual(before);
    expect(ops.length).toBe(count);
  });
});
