import { describe, expect, it } from "vitest";
import { apply } from "../../src/geometry/affine";
import { fittingCaption } from "../../src/tags/objects/image-caption";
import { createImageView } from "../../src/tags/objects/image-view";

function view(
  attributes: Partial<Parameters<typeof createImageView>[0]> = {},
  frame = { width: 300, height: 200 },
) {
  const made = createImageView({
    alignX: -1,
    alignY: -1,
    start: "fit",
    zoomBy: 1.1,
    below1: false,
    ...attributes,
  });
  made.size.value = { width: 600, height: 400 };
  made.frame.value = frame;
  return made;
}

describe("zoom and pan", () => {
  it("fits, aligns, and turns within the frame", () => {
    const v = view({ alignX: 0, alignY: 1 }, { width: 500, height: 300 });
    expect(v.place.value).toEqual({ x: 25, y: 0, width: 450, height: 300 });
    v.rotate(1);
    expect(v.place.value).toEqual({ x: 150, y: 0, width: 200, height: 300 });
    v.rotate(-1);
    v.rotate(-1);
    expect(v.turns.value).toBe(3);
  });

  it("keeps the point below the pointer", () => {
    const v = view();
    const about = { x: 120, y: 70 };
    const before = v.toImage(about);
    v.zoomBy(3, about);
    const after = apply(v.matrix.value, before);
    expect(after.x).toBeCloseTo(about.x, 9);
    expect(after.y).toBeCloseTo(about.y, 9);
  });

  it("covers the frame whatever is panned, and comes back", () => {
    const v = view();
    v.zoomBy(2);
    v.panBy({ x: 1000, y: -1000 });
    expect(v.place.value).toMatchObject({ x: 0, y: -200 });
    v.fit();
    expect(v.place.value).toMatchObject({ x: 0, y: 0, width: 300, height: 200 });
    expect(v.larger.value).toBe(false);
  });

  it("goes below 1 only when the config allows it", () => {
    const strict = view();
    strict.zoomBy(0.5);
    expect(strict.zoom.value).toBe(1);
    const free = view({ below1: true });
    free.zoomBy(0.5);
    expect(free.zoom.value).toBe(0.5);
    free.zoomBy(1e-9);
    expect(free.zoom.value).toBe(0.1);
    free.zoomBy(1e9);
    expect(free.zoom.value).toBe(100);
  });

  it("starts as defaultZoom says", () => {
    expect(view({ start: "original" }).scale.value).toBe(1);
    expect(view({ start: "auto" }).scale.value).toBe(0.5);
    expect(view({ start: "auto" }, { width: 900, height: 900 }).scale.value).toBe(1);
    expect(view({}, { width: 900, height: 900 }).scale.value).toBe(1.5);
    const v = view();
    v.actual();
    expect(v.scale.value).toBe(1);
  });
});

describe("captions", () => {
  const width = (text: string) => text.length * 6;
  const box = (width: number, height: number) => ({ width, height });

  it("give way to the number, then to nothing", () => {
    expect(fittingCaption(["Person", "7"], box(100, 80), width)).toBe("Person");
    expect(fittingCaption(["Person", "7"], box(40, 40), width)).toBe("7");
    expect(fittingCaption(["Person", "7"], box(20, 20), width)).toBeNull();
    expect(fittingCaption(["Person", "7"], box(100, 20), width)).toBe("7");
  });
});
