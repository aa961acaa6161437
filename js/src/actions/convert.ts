import type { Geometry, ShapeName } from "../core/editor";
import { converted } from "../tags/objects/image-convert";
import type { Action, ActionContext } from "./action";

/** Selected regions that can become one of these shapes, with the first that each can. */
function castable(
  { store }: ActionContext,
  shapes: readonly ShapeName[],
): readonly (readonly [string, ShapeName])[] {
  return store.selection.value.flatMap((id) => {
    const can = store.castable(id);
    const shape = shapes.find((one) => can.includes(one));
    // A mask of one kind is a mask already.
    const same = shapes.some((one) => one === store.region(id)?.shape);
    return shape && !same ? [[id, shape] as const] : [];
  });
}

async function convert(context: ActionContext, shapes: readonly ShapeName[], label: string) {
  const { store } = context;
  const found = castable(context, shapes);
  const task = store.task.peek();
  const changes = new Map<string, readonly Geometry[]>();
  const shape = found[0]?.[1];
  try {
    for (const [id, own] of found) {
      const region = store.region(id);
      if (region && own === shape) changes.set(id, await converted(region, own));
    }
  } catch (error) {
    store.say(error instanceof Error ? error.message : String(error), "warning");
    return;
  }
  if (!shape || store.task.peek() !== task) return;
  store.recast(changes, shape, label);
  const pieces = [...changes.values()].reduce((sum, made) => sum + made.length, 0);
  if (pieces > changes.size) store.say(`${label}: ${pieces} regions, one for each part.`);
}

function conversion(id: string, name: string, shapes: readonly ShapeName[]): Action {
  const label = `Convert to ${name}`;
  return {
    id: `region:convert-${id}`,
    label,
    group: "Regions",
    keys: "",
    when: (context) => castable(context, shapes).length > 0,
    run: (context) => void convert(context, shapes, label),
  };
}

export const CONVERT_ACTIONS: readonly Action[] = [
  conversion("box", "box", ["rectangle"]),
  conversion("polygon", "polygon", ["polygon"]),
  conversion("mask", "mask", ["brush", "bitmask"]),
];
