import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Scope } from "../../src/core/scope";
import type { Item } from "../../src/generated/wire";
import { createKeyInput } from "../../src/tags/objects/image-keys";
import { createImageLoad, sizeHint } from "../../src/tags/objects/image-load";
import { setUp, XML } from "./set-up";

describe("drawing through the editor", () => {
  it("makes the recorded item, facts included", () => {
    const { store, box } = setUp();
    box();
    const [item] = store.annotation.value?.result ?? [];
    expect(item).toEqual({
      original_width: 600,
      original_height: 400,
      image_rotation: 0,
      value: { x: 10, y: 10, width: 20, height: 30, rotation: 0, rectanglelabels: ["Car"] },
      id: expect.stringMatching(/^[\w-]{10}$/),
      from_name: "box",
      to_name: "img",
      type: "rectanglelabels",
      origin: "manual",
    });
    expect(Object.keys((item as Item).value ?? {})).toEqual([
      "x",
      "y",
      "width",
      "height",
      "rotation",
      "rectanglelabels",
    ]);
  });

  it("stores the view's rotation and the page", () => {
    const { store, view, box } = setUp(XML, 1);
    view.rotate(-1);
    box();
    expect(store.regions.value[0]?.facts).toMatchObject({ image_rotation: 270, item_index: 1 });
  });

  it("needs a label, and says so once a drag made nothing", () => {
    const { store, surface, drag } = setUp();
    const say = vi.spyOn(store, "say");
    expect(surface.mode.value).toBe("move");
    drag(10, 10, 100, 100);
    expect(store.regions.value).toEqual([]);
    expect(say).toHaveBeenCalledOnce();
  });

  it("is announced as an open gesture until Escape", () => {
    const { store, surface, point } = setUp();
    store.pressLabel("box", "Car");
    point("down", 60, 40);
    point("up", 60, 40);
    expect(store.gesture.value?.object).toBe("img");
    expect(surface.draft.value?.color).toBe("#d33");
    store.gesture.value?.cancel();
    expect(store.gesture.value).toBeNull();
    expect(store.regions.value).toEqual([]);
  });

  it("follows a label that is picked although the move tool was chosen", () => {
    const { store, surface } = setUp();
    surface.tool("move");
    expect(surface.mode.value).toBe("move");
    store.pressLabel("box", "Man");
    expect(surface.mode.value).toMatchObject({ name: "rectangle" });
  });

  it("is at hand at once with a bare Rectangle", () => {
    const { surface } = setUp(
      '<View><Image name="img" value="$i"/><Rectangle name="r" toName="img"/></View>',
    );
    expect(surface.mode.value).toMatchObject({ name: "rectangle" });
    expect(surface.tools.value.map((tool) => tool.name)).toEqual(["rectangle", "rectangle3"]);
  });
});

describe("regions at rest and lifted", () => {
  it("lifts a dragged region once and keeps the resting ones untouched meanwhile", () => {
    const { surface, box, point } = setUp();
    const id = box();
    point("down", 100, 100);
    point("move", 110, 100);
    const lifted = surface.lifted.value;
    const marks = surface.marks.value;
    expect([...lifted]).toEqual([id]);
    point("move", 130, 120);
    expect(surface.lifted.value).toBe(lifted);
    expect(surface.marks.value).toBe(marks);
    point("up", 130, 120);
    expect(surface.lifted.value.size).toBe(0);
  });

  it("draws no hidden region, and does not move a locked one", () => {
    const { store, surface, box, drag } = setUp();
    const id = box();
    store.locked.value = new Set([id]);
    drag(100, 100, 200, 100);
    expect(store.region(id)?.geometry.x).toBe(10);
    store.hidden.value = new Set([id]);
    expect(surface.marks.value).toEqual([]);
  });

  it("comes into sight when the list selects it", () => {
    const { store, view, box } = setUp();
    const id = box();
    view.zoomBy(10, { x: 600, y: 400 });
    store.selection.value = [id];
    const { x, y } = view.toImage({ x: 300, y: 200 });
    expect(x).toBeGreaterThan(60);
    expect(x).toBeLessThan(180);
    expect(y).toBeLessThan(160);
  });

  it("looks like its label, and dotted as a prediction", () => {
    const { store, surface, box } = setUp(XML.replace("canRotate", 'strokeWidth="5" canRotate'));
    box();
    const [mark] = surface.marks.value;
    if (!mark) throw new Error("no mark");
    expect(surface.look(mark)).toEqual({
      stroke: "#d33",
      fill: "#d33",
      opacity: 0.15,
      width: 5,
      dotted: false,
    });
    expect(surface.look(mark)).toBe(surface.look(mark));
    const predicted = { ...mark, region: { ...mark.region, origin: "prediction" } };
    expect(surface.look(predicted).dotted).toBe(true);
    expect(store.selection.value).toEqual([]);
  });
});

describe("by keyboard alone", () => {
  it("draws a box from the middle", () => {
    const { store, press } = setUp();
    store.pressLabel("box", "Car");
    expect(press("Enter")).toBe(true);
    for (let i = 0; i < 6; i++) press("ArrowRight", { shiftKey: true });
    for (let i = 0; i < 4; i++) press("ArrowDown", { shiftKey: true });
    expect(press("Enter")).toBe(true);
    expect(store.regions.value[0]?.geometry).toMatchObject({ x: 50, y: 50, width: 10, height: 10 });
  });

  it("cancels with Escape and leaves Enter to others when it has nothing to do", () => {
    const { store, press, surface } = setUp();
    expect(press("Enter")).toBe(false);
    store.pressLabel("box", "Car");
    press("Enter");
    expect(press("Escape")).toBe(true);
    expect(surface.draft.value).toBeNull();
    expect(press("Escape")).toBe(true);
    expect(press("Escape")).toBe(false);
  });

  it("moves, grows and turns the selected box, one step of undo each", () => {
    const { store, ops, press, box } = setUp();
    store.selection.value = [box()];
    press("ArrowRight");
    expect(store.regions.value[0]?.geometry.x).toBeCloseTo(61 / 6, 9);
    press("ArrowUp", { shiftKey: true });
    expect(store.regions.value[0]?.geometry.y).toBeCloseTo(7.5, 9);
    press("ArrowRight", { ctrlKey: true, shiftKey: true });
    expect(store.regions.value[0]?.geometry.width).toBeCloseTo(130 / 6, 9);
    press(".");
    expect(store.regions.value[0]?.geometry.rotation).toBe(1);
    expect(ops.slice(-4).map((op) => op.label)).toEqual(["Move box", "Move box", "Resize box", "Rotate box"]);
  });

  it("makes one step of a held arrow", () => {
    const { store, ops, surface, box } = setUp();
    store.selection.value = [box()];
    const before = ops.length;
    const keys = createKeyInput(surface);
    const held = { key: "ArrowRight", repeat: true } as KeyboardEvent;
    for (let i = 0; i < 12; i++) keys.down(held);
    expect(ops.length).toBe(before);
    keys.up(held);
    expect(ops.length).toBe(before + 1);
    expect(store.regions.value[0]?.geometry.x).toBeCloseTo(12, 9);
  });

  it("moves as seen on a turned image", () => {
    const { store, view, press, box } = setUp();
    store.selection.value = [box()];
    view.rotate(1);
    press("ArrowDown", { shiftKey: true });
    expect(store.regions.value[0]?.geometry.x).toBeCloseTo(70 / 6, 9);
    expect(store.regions.value[0]?.geometry.y).toBeCloseTo(10, 9);
  });

  it("selects below the crosshair when no tool draws", () => {
    const { store, press, surface, box } = setUp();
    const id = box();
    store.labels.value = new Map();
    surface.crosshair.value = { x: 100, y: 100 };
    press("Enter");
    expect(store.selection.value).toEqual([id]);
  });

  it("leaves keys of the program alone", () => {
    const { press } = setUp();
    expect(press("ArrowLeft", { altKey: true })).toBe(false);
    expect(press("ArrowLeft", { ctrlKey: true })).toBe(false);
    expect(press("v")).toBe(false);
  });
});

describe("loading", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const media = (url: () => Promise<string>) => ({ url });

  it("goes from loading to ready", async () => {
    const load = createImageLoad(
      { url: "a.png" },
      media(() => Promise.resolve("blob:1")),
      new Scope(),
    );
    await vi.advanceTimersByTimeAsync(0);
    expect(load.loading.value).toEqual({ state: "loading", url: "blob:1" });
    load.loaded();
    expect(load.loading.value.state).toBe("ready");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(load.loading.value.state).toBe("ready");
  });

  it("says after 15 seconds that it takes long, and still takes the image", async () => {
    const load = createImageLoad(
      { url: "a.png" },
      media(() => Promise.resolve("blob:1")),
      new Scope(),
    );
    await vi.advanceTimersByTimeAsync(15_001);
    expect(load.loading.value).toEqual({ state: "slow", url: "blob:1" });
    expect(load.address).toBe("a.png");
    load.loaded();
    expect(load.loading.value.state).toBe("ready");
  });

  it("fails with a reason and tries again", async () => {
    let works = false;
    const load = createImageLoad(
      { media: "m" },
      media(() => (works ? Promise.resolve("blob:2") : Promise.reject(new Error("The kernel is gone.")))),
      new Scope(),
    );
    await vi.advanceTimersByTimeAsync(0);
    expect(load.loading.value).toMatchObject({ state: "failed", message: "The kernel is gone." });
    works = true;
    load.retry();
    await vi.advanceTimersByTimeAsync(0);
    expect(load.loading.value).toEqual({ state: "loading", url: "blob:2" });
    load.broken();
    expect(load.loading.value.state).toBe("failed");
  });

  it("shows what Python says, names what is missing, and asks for nothing then", () => {
    const url = vi.fn(() => Promise.resolve("x"));
    const known = createImageLoad({ error: "cat.png does not exist" }, { url }, new Scope());
    expect(known.loading.value).toMatchObject({ state: "failed", message: "cat.png does not exist" });
    for (const value of [null, undefined, ""]) {
      expect(createImageLoad(value, { url }, new Scope()).loading.value.state).toBe("failed");
    }
    expect(url).not.toHaveBeenCalled();
  });

  it("stops with its view", async () => {
    const scope = new Scope();
    const seen: (AbortSignal | undefined)[] = [];
    const url = (_value: unknown, signal?: AbortSignal) => {
      seen.push(signal);
      return new Promise<string>(() => undefined);
    };
    const load = createImageLoad({ media: "m" }, { url }, scope);
    scope.end();
    expect(seen[0]?.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(load.loading.value.state).toBe("loading");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("keeps the room that Python measured", () => {
    expect(sizeHint({ media: "m", width: 600, height: 400 })).toEqual({ width: 600, height: 400 });
    for (const bad of [null, "x", { width: 0, height: 4 }, { width: "6", height: 4 }])
      expect(sizeHint(bad)).toBeNull();
  });
});
