import { effect } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import { jsonBytes } from "../../src/core/json";
import { automaticColor } from "../../src/core/palette";
import type { Item, TagNode } from "../../src/generated/wire";
import { taskOf } from "../support/tree";
import { viewOf } from "../support/view";

const CONFIG = `<View><Image name="img" value="$i"/><RectangleLabels name="box" toName="img"><Label value="Car"/><Label value="Man"/></RectangleLabels></View>`;

function crowded(count: number) {
  const result = Array.from(
    { length: count },
    (_, at): Item => ({
      original_width: 600,
      original_height: 400,
      image_rotation: 0,
      value: { x: at % 100, y: 2, width: 3, height: 4, rotation: 0, rectanglelabels: ["Car"] },
      id: `region${at}`,
      from_name: "box",
      to_name: "img",
      type: "rectanglelabels",
      origin: "manual",
    }),
  );
  const annotation = { id: "x", task: "task0", rev: 1, result, pending: false, fields: { status: "draft" } };
  return viewOf(CONFIG, [taskOf(0, { annotations: [annotation] })]);
}

describe("five thousand regions", () => {
  it("an edit leaves every other region the same object and sends a few bytes", () => {
    const [small, large] = [crowded(5), crowded(5000)];
    const bytes = [small, large].map((view) => {
      const before = view.store.regions.value;
      view.store.reshape(new Map([["region3", { x: 50, y: 2, width: 3, height: 4, rotation: 0 }]]), "Move");
      const after = view.store.regions.value;
      expect(after.filter((region, at) => region !== before[at])).toHaveLength(1);
      return jsonBytes(view.ops[0]);
    });
    expect(bytes[0]).toBe(bytes[1]);
  });

  it("an edit tells only those whose visibility it changes", () => {
    const view = crowded(5);
    const image = view.store.tree.value?.children[0] as TagNode;
    const seen: boolean[] = [];
    const stop = effect(() => void seen.push(view.store.visible(image)));
    view.store.selection.value = ["region1"];
    view.store.remove(["region2"]);
    stop();
    expect(seen).toEqual([true]);
  });
});

describe("label colours", () => {
  const rgb = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

  it("the twelve differ for full sight and for the three kinds of colour blindness", () => {
    const kinds: { [name: string]: number[][] } = {
      full: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
      protan: [
        [0.152, 1.053, -0.205],
        [0.115, 0.786, 0.099],
        [-0.004, -0.048, 1.052],
      ],
      deutan: [
        [0.367, 0.861, -0.228],
        [0.28, 0.673, 0.047],
        [-0.012, 0.043, 0.969],
      ],
    };
    const colours = Array.from({ length: 12 }, (_, at) => rgb(automaticColor(at, "")));
    for (const matrix of Object.values(kinds)) {
      const seen = colours.map((colour) =>
        lab(
          matrix.map((row) =>
            row.reduce((sum, factor, at) => sum + factor * linear(colour[at] as number), 0),
          ),
        ),
      );
      for (const [at, one] of seen.entries()) {
        for (const other of seen.slice(at + 1))
          expect(Math.hypot(...one.map((v, n) => v - (other[n] as number)))).toBeGreaterThan(15);
      }
    }
  });

  it("beyond twelve a label keeps its hue by its text", () => {
    expect(automaticColor(12, "Person")).toMatch(/^#[0-9a-f]{6}$/);
    expect(automaticColor(12, "Person")).toBe(automaticColor(40, "Person"));
    expect(automaticColor(12, "Person")).not.toBe(automaticColor(12, "Dog"));
  });
});

function linear(channel: number): number {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function lab([r = 0, g = 0, b = 0]: number[]): number[] {
  const f = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
