// The surface without editor and DOM, at the place on the screen that the recorded cases had.

import { expect } from "vitest";
import type { Geometry, Region } from "../../src/core/editor";
import type { TagNode } from "../../src/generated/wire";
import type { Point, Turns } from "../../src/geometry/affine";
import {
  type Effect,
  type Gesture,
  type PointerStep,
  type Scene,
  step,
} from "../../src/tags/objects/image-gesture";
import { marksOf, stackAt } from "../../src/tags/objects/image-marks";
import type { AnyDrawTool } from "../../src/tags/objects/image-shapes";
import { createImageView } from "../../src/tags/objects/image-view";
import type { Rules } from "../../src/tags/shapes/shape";
import { SHAPES } from "./shapes";

export const NATURAL = { width: 600, height: 400 };
/** Place of the image on the screen in the recorded cases. */
const SHOWN = { left: 234, top: 89.83333587646484, width: 851, height: 567.328125 };

/** An image whose sides are no round numbers, and rules without a config. */
export const SIZE = { width: 601, height: 397 };
export const RULES: Rules = {
  size: SIZE,
  least: 3,
  standard: 31,
  slack: 3,
  unit: 1,
  snap: false,
  canRotate: true,
  control: null,
};

export function region(id: string, geometry: Geometry, extra: Partial<Region> = {}): Region {
  return {
    id,
    ordinal: 1,
    object: "img",
    shape: "rectangle",
    geometry,
    facts: {},
    labels: ["Car"],
    color: "#d33",
    text: "",
    note: "",
    score: null,
    origin: "manual",
    readonly: false,
    items: [],
    ...extra,
  };
}

interface Options {
  tool?: AnyDrawTool | null;
  regions?: Region[];
  fixed?: string[];
  pan?: boolean;
  snap?: boolean;
  turns?: Turns;
  refusal?: string;
  control?: TagNode;
}

/** The surface without editor and DOM: pointer positions are whole screen pixels, as a mouse gives them. */
export function bench(options: Options = {}) {
  const view = createImageView({ alignX: -1, alignY: -1, start: "fit", zoomBy: 1.1, below1: false });
  view.size.value = NATURAL;
  const turns = options.turns ?? 0;
  view.turns.value = turns;
  const box = turns % 2 ? { left: 158.33334350585938, top: 104, width: 567.328125, height: 851 } : SHOWN;
  view.frame.value = { width: box.width, height: box.height };
  const state = {
    gesture: null as Gesture | null,
    selected: [] as readonly string[],
    effects: [] as Effect[],
    point: null as string | null,
  };
  let regions = options.regions ?? [];
  const marks = () => marksOf(regions, "img", null, NATURAL, SHAPES, new WeakMap());
  const scene = (): Scene => ({
    marks: marks(),
    relating: null,
    selected: state.selected,
    tool: options.tool ?? null,
    pan: options.pan ?? false,
    refusal: options.refusal ?? "",
    point: state.point,
    stack: (at) => stackAt(marks(), at, 0.1),
    movable: (mark) => !options.fixed?.includes(mark.id),
    rules: () => ({
      size: NATURAL,
      least: 3 / view.scale.value,
      standard: 31 / view.scale.value,
      slack: 3 / view.scale.value,
      unit: 1 / view.scale.value,
      control: options.control ?? null,
      snap: options.snap ?? false,
      canRotate: true,
    }),
  });
  const client = (x: number, y: number): Point => ({
    x: Math.floor(box.left + (x * box.width) / 100 + 1e-9),
    y: Math.floor(box.top + (y * box.height) / 100 + 1e-9),
  });
  const run = (next: readonly [Gesture | null, readonly Effect[]]) => {
    state.gesture = next[0];
    for (const effect of next[1]) {
      state.effects.push(effect);
      if (effect.type === "select") state.selected = effect.ids;
      if (effect.type === "point") state.point = effect.handle;
      if (effect.type === "reshape") {
        for (const [mark, figure] of effect.changes) {
          regions = regions.map((r) =>
            r.id === mark.id ? { ...r, geometry: mark.shape.format(figure, NATURAL, r.geometry) } : r,
          );
        }
      }
    }
  };
  const send = (type: PointerStep["type"], at: Point, more: Partial<PointerStep> = {}) => {
    const screen = { x: at.x - box.left, y: at.y - box.top };
    const p = view.toImage(screen);
    const inside = p.x >= 0 && p.y >= 0 && p.x <= NATURAL.width && p.y <= NATURAL.height;
    run(
      step(
        state.gesture,
        {
          type,
          at: p,
          screen,
          button: 0,
          handle: null,
          inside,
          shift: false,
          mod: false,
          clicks: 1,
          alt: false,
          ...more,
        },
        scene(),
      ),
    );
  };
  const drag = (from: Point, to: Point, more: Partial<PointerStep> = {}) => {
    send("down", from, more);
    for (let i = 1; i <= 4; i++) {
      send("move", { x: from.x + ((to.x - from.x) * i) / 4, y: from.y + ((to.y - from.y) * i) / 4 }, more);
    }
    send("up", to, more);
  };
  return {
    state,
    scene,
    view,
    client,
    run,
    send,
    regions: () => regions,
    drag: (x1: number, y1: number, x2: number, y2: number, more: Partial<PointerStep> = {}) =>
      drag(client(x1, y1), client(x2, y2), more),
    dragPixels: drag,
    click: (x: number, y: number, more: Partial<PointerStep> = {}) => {
      send("down", client(x, y), more);
      send("up", client(x, y), more);
    },
    drawn: () =>
      state.effects.flatMap((e) =>
        e.type === "draw" ? [SHAPES[e.shape]?.format(e.figure, NATURAL, {}) ?? {}] : [],
      ),
    types: () => state.effects.map((e) => e.type),
  };
}

/** Within a pixel of the recorded image on the screen. */
export function expectBox(found: Geometry | undefined, x: number, y: number, width: number, height: number) {
  const wanted = { x, y, width, height };
  for (const key of ["x", "y", "width", "height"] as const) {
    const pixels = ((found?.[key] as number) - wanted[key]) * (key === "x" || key === "width" ? 8.51 : 5.673);
    expect(Math.abs(pixels), `${key} is ${String(found?.[key])}, wanted ${wanted[key]}`).toBeLessThan(1.01);
  }
}

export const BIG = {
  x: 19.97649823736779,
  y: 19.94712103407754,
  width: 50.05875440658048,
  height: 50.0587544,
  rotation: 0,
};
export const SMALL = {
  x: 39.9529964747356,
  y: 40.04112808460633,
  width: 10.105757931844884,
  height: 9.87,
  rotation: 0,
};
