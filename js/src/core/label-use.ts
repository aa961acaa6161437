// What labels are used for: which shapes they make, which of them are active, and how often they may be given.
import type { Item, TagNode } from "../generated/wire";
import type { ShapeName } from "./editor";
import { attr, factsOf } from "./facts";
import { type Active, labelsOf, marksSpans } from "./labels";
import type { TreeIndex } from "./tree-index";

/** Shapes this build draws, by the kind of data the object shows. */
export const DRAWN: { readonly [surface: string]: readonly ShapeName[] } = {
  text: ["span"],
  hypertext: ["span"],
  paragraphs: ["span"],
  chat: ["message"],
  image: ["rectangle", "ellipse", "polygon", "vector", "keypoint", "brush", "bitmask"],
};

/** How many regions carry each label of a control. */
export function usage(items: readonly Item[], control: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    if (item.from_name !== control) continue;
    for (const label of labelsOf(item)) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return counts;
}

/** Shapes that regions of a region control can have on its object, among those this build draws. */
export function shapesOf(index: TreeIndex, control: TagNode): readonly ShapeName[] {
  const surface = surfaceOf(index, control) ?? "";
  const drawn = DRAWN[surface] ?? [];
  const { labels, shape } = factsOf(control.tag);
  if (shape) return drawn.filter((one) => one === shape);
  if (!labels) return marksSpans(control) ? drawn.filter((one) => one === "span") : [];
  // Plain labels on a text make spans; on an image another control draws. A dialogue has labels of its own.
  if (surface !== "image") return surface === "paragraphs" ? [] : drawn;
  const shapes = new Set<string | undefined>();
  for (const other of index.controls.values())
    if (other.to_name.some((name) => control.to_name.includes(name))) shapes.add(factsOf(other.tag).shape);
  return drawn.filter((one) => shapes.has(one));
}

export function surfaceOf(index: TreeIndex, control: TagNode): string | undefined {
  const object = index.objects.get(control.to_name[0] ?? "");
  return object && factsOf(object.tag).surface;
}

/** Controls that make a region of this shape on the object: with labels, or bare. */
export function makers(index: TreeIndex, object: string, shape: ShapeName): TagNode[] {
  return [...index.controls.values()].filter(
    (node) =>
      node.to_name.includes(object) && node.tag !== "MagicWand" && shapesOf(index, node).includes(shape),
  );
}

/** Active labels after a press: one or several by `choice`; controls of other shapes are released. */
export function press(index: TreeIndex, active: Active, control: TagNode, label: string): Active {
  const name = control.name ?? "";
  const held = active.get(name) ?? [];
  const next = new Map(active);
  const on = !held.includes(label);
  if (!on)
    next.set(
      name,
      held.filter((other) => other !== label),
    );
  else next.set(name, attr(control, "choice") === "multiple" ? [...held, label] : [label]);
  const shape = factsOf(control.tag).shape;
  for (const other of on && shape ? next.keys() : []) {
    const node = index.controls.get(other);
    const otherShape = node && factsOf(node.tag).shape;
    if (otherShape && otherShape !== shape && node.to_name.some((to) => control.to_name.includes(to)))
      next.delete(other);
  }
  return next;
}

export function usedUp(label: string, limit: number): string {
  return `You can't use ${label} more than ${limit} time(s)`;
}
