import { describe, expect, it } from "vitest";
import { encodeRle } from "../../src/geometry/rle";
import { runsOfPlane } from "../../src/geometry/runs";
import { converted } from "../../src/tags/objects/image-convert";
import { agree, box, facts } from "../support/replay";
import { viewOf } from "../support/view";

const LABELLED = `<View><Image name="img" value="$image"/>
<RectangleLabels name="box" toName="img"><Label value="Car"/><Label value="Man"/></RectangleLabels>
<PolygonLabels name="poly" toName="img"><Label value="Car"/></PolygonLabels>
<BrushLabels name="mask" toName="img"><Label value="Car"/></BrushLabels>
<Choices name="occl" toName="img" perRegion="true"><Choice value="partly"/><Choice value="no"/></Choices></View>`;
const BARE = `<View><Image name="img" value="$image"/><Rectangle name="box" toName="img"/>
<Polygon name="poly" toName="img"/><Labels name="lbl" toName="img"><Label value="Car"/></Labels></View>`;

const size = { original_width: 200, original_height: 100, image_rotation: 0 };
const square = { x: 10, y: 20, width: 20, height: 40, rotation: 0 };

function twoParts() {
  const plane = new Uint8Array(200 * 100);
  for (let y = 20; y < 50; y++)
    plane.fill(255, y * 200 + 10, y * 200 + 40).fill(255, y * 200 + 90, y * 200 + 130);
  return runsOfPlane(plane, { width: 200, height: 100 });
}

describe("what a region can become", () => {
  it("is what a control with its label takes", () => {
    const { store } = viewOf(LABELLED);
    const draw = (label: string) => {
      store.pressLabel("box", label);
      return store.draw("img", "rectangle", box, facts) ?? "";
    };
    expect(store.castable(draw("Car"))).toEqual(["polygon", "brush"]);
    expect(store.castable(draw("Man"))).toEqual([]);
    expect(store.castable("nothing")).toEqual([]);
  });
});

describe("a region that becomes another kind", () => {
  it("keeps its id, labels and answers, in one step", async () => {
    const view = viewOf(LABELLED);
    const { store } = view;
    store.pressLabel("box", "Car");
    const id = store.draw("img", "rectangle", square, size) ?? "";
    store.setValue("occl", ["partly"], "Choose", id);
    const before = store.annotation.value?.result;
    const region = store.region(id);
    if (!region) throw new Error("no region");
    store.recast(new Map([[id, await converted(region, "polygon")]]), "polygon", "Convert to polygon");
    const points = [
      [10, 20],
      [30, 20],
      [30, 60],
      [10, 60],
    ];
    expect(store.annotation.value?.result).toEqual([
      {
        ...size,
        value: { points, closed: true, polygonlabels: ["Car"] },
        id,
        from_name: "poly",
        to_name: "img",
        type: "polygonlabels",
        origin: "manual",
      },
      expect.objectContaining({
        id,
        from_name: "occl",
        value: { points, closed: true, choices: ["partly"] },
      }),
    ]);
    expect(store.region(id)).toMatchObject({ shape: "polygon", labels: ["Car"] });
    agree(view);
    store.undo();
    expect(store.annotation.value?.result).toEqual(before);
  });

  it("goes to a mask and back to the same box", async () => {
    const { store } = viewOf(LABELLED);
    store.pressLabel("box", "Car");
    const id = store.draw("img", "rectangle", square, size) ?? "";
    for (const shape of ["brush", "polygon", "brush", "rectangle"] as const) {
      const region = store.region(id);
      if (!region) throw new Error("no region");
      store.recast(new Map([[id, await converted(region, shape)]]), shape, "Convert");
      expect(store.region(id)?.shape).toBe(shape);
    }
    expect(store.region(id)?.geometry).toEqual(square);
  });

  it("becomes several where a mask has several parts", async () => {
    const { store } = viewOf(LABELLED);
    store.pressLabel("mask", "Car");
    const id = store.draw("img", "brush", { format: "rle", rle: encodeRle(twoParts()) }, size) ?? "";
    const drawn = store.region(id);
    if (!drawn) throw new Error("no region");
    store.recast(new Map([[id, await converted(drawn, "polygon")]]), "polygon", "Convert to polygon");
    expect(store.regions.value.map(({ shape, labels }) => [shape, labels])).toEqual([
      ["polygon", ["Car"]],
      ["polygon", ["Car"]],
    ]);
    expect(store.regions.value[0]?.id).toBe(id);
    expect(new Set(store.regions.value.map((one) => one.id)).size).toBe(2);
  });

  it("keeps labels that another control gives", async () => {
    const { store } = viewOf(BARE);
    store.pressLabel("lbl", "Car");
    const id = store.draw("img", "rectangle", square, size) ?? "";
    expect(store.castable(id)).toEqual(["polygon"]);
    const region = store.region(id);
    if (!region) throw new Error("no region");
    store.recast(new Map([[id, await converted(region, "polygon")]]), "polygon", "Convert to polygon");
    expect(
      store.annotation.value?.result.map((item) => [item.from_name, item.type, item.value?.labels]),
    ).toEqual([
      ["poly", "polygon", undefined],
      ["lbl", "labels", ["Car"]],
    ]);
    expect(store.annotation.value?.result[1]?.value?.points).toBeDefined();
  });

  it("says why it cannot", async () => {
    const region = { shape: "brush", geometry: { format: "rle", rle: [1, 2] }, facts: size } as never;
    await expect(converted(region, "polygon")).rejects.toThrow("cut off");
    await expect(
      converted({ shape: "rectangle", geometry: square, facts: {} } as never, "polygon"),
    ).rejects.toThrow("size of its image");
  });
});
