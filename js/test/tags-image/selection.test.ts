import { describe, expect, it } from "vitest";
import { setUp } from "./set-up";

describe("selection and labels", () => {
  it("a selected region keeps the move tool, a picked label leaves it", () => {
    const { store, surface, point, box } = setUp();
    const id = box();
    surface.tool("move");
    point("down", 100, 100);
    point("up", 100, 100);
    expect(store.selection.value).toEqual([id]);
    expect(store.labels.value.get("box")).toEqual(["Car"]);
    expect(surface.mode.value).toBe("move");
    store.selection.value = [];
    store.pressLabel("box", "Man");
    expect(surface.mode.value).toMatchObject({ name: "rectangle" });
  });

  it("Enter at the crosshair goes down the pile and does not draw while something is selected", () => {
    const { store, press, surface, box } = setUp();
    box();
    surface.crosshair.value = { x: 100, y: 100 };
    press("Enter");
    expect(store.selection.value).toHaveLength(1);
    press("Enter");
    expect([store.selection.value.length, store.regions.value.length]).toEqual([0, 1]);
  });
});

describe("relating", () => {
  const two = () => {
    const view = setUp();
    const first = view.box();
    view.store.pressLabel("box", "Man");
    view.drag(300, 200, 420, 320);
    return { ...view, first, second: view.store.regions.value[1]?.id };
  };
  const related = (store: ReturnType<typeof two>["store"]) =>
    store.relations.value.map(({ from, to }) => [from.id, to.id]);

  it("takes the region that is clicked next; a click on none goes on waiting", () => {
    const { store, point, first, second } = two();
    store.selection.value = [first];
    store.relating.value = first;
    for (const [x, y] of [
      [500, 20],
      [100, 100],
      [350, 250],
    ] as const) {
      point("down", x, y);
      point("up", x, y);
    }
    expect(related(store)).toEqual([[first, second]]);
    expect(store.relating.value).toBeNull();
    expect(store.selection.value).toEqual([first]);
  });

  it("by keyboard takes the one at the crosshair", () => {
    const { store, surface, press, first, second } = two();
    store.relating.value = first;
    surface.crosshair.value = { x: 350, y: 250 };
    press("Enter");
    expect(related(store)).toEqual([[first, second]]);
  });
});

describe("what waits for a gesture", () => {
  it("a region that the keyboard moves is an open gesture until its step is made", () => {
    const { store, surface, box, ops } = setUp();
    store.selection.value = [box()];
    const seen: [boolean, number][] = [];
    const stop = store.gesture.subscribe((open) => seen.push([open !== null, ops.length]));
    surface.nudge("Move", (mark, figure, rules) => mark.shape.move(figure, { x: 1, y: 0 }, rules));
    surface.settle();
    stop();
    expect(seen).toEqual([
      [false, 1],
      [true, 1],
      [false, 2],
    ]);
  });
});
