// What the config's controls say about drawing on one image: tools, looks, rules.
import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { Editor, Region, ShapeName } from "../../core/editor";
import { attr, factsOf, number, text } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { dotsOf } from "./image-dots";
import { MASK_OPACITY } from "./image-mask-look";
import type { Look } from "./image-paint";
import { PAINT_TOOLS, type ShapeKit, type Tool } from "./image-shapes";

export interface ImageControls {
  /** Tools that the config's controls bring. */
  readonly tools: ReadonlySignal<readonly Tool[]>;
  /** Active labels of the image in one text; empty without any. */
  readonly active: ReadonlySignal<string>;
  /** Shape of the combined control that has an active label; null without one. */
  readonly activeShape: ReadonlySignal<ShapeName | null>;
  /** The same object for the same look. */
  look(region: Region): Look;
  /** For a region, or for one of a shape that is drawn next. */
  attributes(
    region: Region | null,
    shape: ShapeName | null,
  ): {
    readonly snap: boolean;
    readonly canRotate: boolean;
    readonly control: TagNode | null;
  };
}

export function createImageControls(
  editor: Editor,
  name: string,
  kits: ReadonlySignal<readonly ShapeKit[]>,
): ImageControls {
  const controls = computed(() => {
    const found: TagNode[] = [];
    const walk = (tag: TagNode) => {
      if (tag.to_name.includes(name) && factsOf(tag.tag).role === "control") found.push(tag);
      tag.children.forEach(walk);
    };
    if (editor.tree.value) walk(editor.tree.value);
    return found;
  });
  const byName = computed(() => new Map(controls.value.map((control) => [control.name, control])));
  const looks = computed(() => ({
    of: byName.value,
    predicted: editor.tab.value?.kind === "prediction",
    made: new Map<string, Look>(),
    known: new WeakMap<Region, Look>(),
  }));
  const labelsOf = (control: TagNode) => editor.labels.value.get(control.name ?? "") ?? [];
  const isActive = (control: TagNode) => labelsOf(control).length > 0;

  return {
    tools: computed(() => {
      const shapes = new Set(controls.value.map((control) => factsOf(control.tag).shape));
      const tags = new Set(controls.value.map(({ tag }) => tag));
      const drawing = kits.value.flatMap((kit) => kit.tools.filter(({ shape }) => shapes.has(shape)));
      const painting = PAINT_TOOLS.filter(
        (tool) => tool.shapes.some((shape) => shapes.has(shape)) && (!tool.tag || tags.has(tool.tag)),
      );
      return [...drawing, ...painting];
    }),
    activeShape: computed(() => {
      const held = controls.value.find(
        (control) => factsOf(control.tag).labels && factsOf(control.tag).shape && isActive(control),
      );
      return held ? (factsOf(held.tag).shape as ShapeName) : null;
    }),
    active: computed(() => controls.value.filter(isActive).map(labelsOf).join("\n")),
    look(region) {
      const { of, made, known, predicted } = looks.value;
      const before = known.get(region);
      if (before) return before;
      const { color, labels, origin, items } = region;
      const from = items[0]?.from_name ?? "";
      const dotted = origin === "prediction" || predicted;
      const key = `${from}|${color}|${labels.length > 0}|${dotted}`;
      const look = made.get(key) ?? lookOf(of.get(from), color, labels.length > 0, dotted);
      made.set(key, look);
      known.set(region, look);
      return look;
    },
    attributes(region, shape) {
      const drawing = controls.value.filter(({ tag }) => {
        const own = factsOf(tag).shape;
        return own !== undefined && (shape === null || own === shape);
      });
      const control = region
        ? byName.value.get(region.items[0]?.from_name ?? "")
        : (drawing.find(isActive) ?? drawing.find(({ tag }) => !factsOf(tag).labels) ?? drawing[0]);
      return {
        snap: control !== undefined && text(control, "snap") === "pixel",
        canRotate: control === undefined || attr(control, "canRotate") !== false,
        control: control ?? null,
      };
    },
  };
}

/** What was written at the control counts; the label's colour goes before the control's. */
function lookOf(control: TagNode | undefined, color: string, labelled: boolean, dotted: boolean): Look {
  const own = (key: string) => (labelled || !control ? "" : text(control, key)) || color;
  const masks = control && /^(Brush|Bitmask)/.test(control.tag);
  const written = (key: string) => (control && key in control.attrs ? number(control, key) : null);
  return {
    stroke: own("strokeColor"),
    fill: own("fillColor"),
    opacity: written("opacity") ?? (masks ? MASK_OPACITY : 0.15),
    // Of a key point it is the size of the dot.
    width: (control && factsOf(control.tag).shape === "keypoint" ? 1 : written("strokeWidth")) ?? 2,
    dotted,
    ...(control && { dots: dotsOf(control) }),
  };
}
