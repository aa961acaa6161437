import { describe, expect, it } from "vitest";
import { createPointerInput } from "../../src/tags/objects/image-pointer";
import { A, B, C, open } from "./pointed";

/** Pointer events on the frame, with the time that a hand takes. */
function hand(surface: Parameters<typeof createPointerInput>[0]) {
  const input = createPointerInput(surface, true, { set: () => undefined });
  const currentTarget = {
    getBoundingClientRect: () => ({ left: 0, top: 0 }),
    focus: () => undefined,
    setPointerCapture: () => undefined,
  };
  let now = 0;
  const event = (x: number, y: number, more: object) =>
    ({
      currentTarget,
      target: { getAttribute: () => null },
      clientX: x,
      clientY: y,
      pointerId: 1,
      pointerType: "mouse",
      button: 0,
      timeStamp: now,
      ...more,
    }) as unknown as PointerEvent;
  return {
    input,
    wait(ms: number) {
      now += ms;
    },
    down: (x: number, y: number, more = {}) => input.down(event(x, y, more)),
    move: (x: number, y: number, more = {}) => input.move(event(x, y, more)),
    up: (x: number, y: number, more = {}) => input.up(event(x, y, more)),
    press(x: number, y: number, more = {}) {
      input.down(event(x, y, more));
      input.up(event(x, y, more));
    },
  };
}

describe("presses in a row", () => {
  it("are a double click when they are soon and near: it closes a polygon", () => {
    const { surface, values } = open("PolygonLabels");
    const mouse = hand(surface);
    for (const [x, y] of [A, B, C]) {
      mouse.wait(1000);
      mouse.press(x, y);
    }
    mouse.wait(200);
    mouse.press(C[0] + 2, C[1]);
    expect(values()).toHaveLength(1);
  });

  it("are single clicks when they are late or apart", () => {
    const { surface } = open("PolygonLabels");
    const mouse = hand(surface);
    mouse.press(60, 40);
    mouse.wait(600);
    mouse.press(63, 40);
    mouse.wait(100);
    mouse.press(80, 60);
    expect(surface.draft.value?.points).toHaveLength(3);
  });

  it("are not counted together when the first one made the point that the second one meets", () => {
    const { surface, store, clicks, press } = open("PolygonLabels");
    clicks(A, B, C);
    press("Enter");
    const id = store.regions.value[0]?.id ?? "";
    store.selection.value = [id];
    const points = () => store.region(id)?.geometry.points as unknown[];
    const mouse = hand(surface);
    mouse.press(180, 40);
    mouse.wait(100);
    const onPoint = { target: { getAttribute: () => "v1" } };
    mouse.down(180, 40, onPoint);
    mouse.up(180, 40, onPoint);
    expect(points()).toHaveLength(4);
    mouse.wait(100);
    mouse.down(180, 40, onPoint);
    expect(points()).toHaveLength(3);
  });
});

describe("a drawing by points", () => {
  const finger = (pointerId: number) => ({ pointerId, pointerType: "touch" });

  it("outlives a pinch and a lost pointer, and the pinch sets no point", () => {
    const { surface } = open("PolygonLabels");
    const touch = hand(surface);
    touch.press(60, 40, finger(1));
    touch.down(100, 100, finger(1));
    touch.down(200, 200, finger(2));
    touch.move(220, 220, finger(2));
    touch.up(220, 220, finger(2));
    touch.up(100, 100, finger(1));
    expect(surface.draft.value?.points).toHaveLength(1);
    touch.down(300, 40, finger(3));
    touch.input.lost({ pointerId: 3 } as PointerEvent);
    expect(surface.draft.value?.points).toHaveLength(1);
  });

  it("lets the wheel button move the image meanwhile", () => {
    const { surface, view } = open("PolygonLabels");
    view.zoomBy(4, { x: 0, y: 0 });
    const mouse = hand(surface);
    mouse.press(60, 40);
    mouse.wait(1000);
    mouse.down(300, 200, { button: 1 });
    mouse.move(250, 180, { button: -1 });
    mouse.up(250, 180, { button: 1 });
    expect(view.place.value).toMatchObject({ x: -50, y: -20 });
    expect(surface.draft.value?.points).toHaveLength(1);
  });
});
