// Regions that become another kind: same id, same labels and answers, another control and geometry.
import type { Item, TagNode } from "../generated/wire";
import type { Writer } from "./commit";
import { between } from "./diff";
import type { Editor, Geometry, Region, ShapeName } from "./editor";
import { touched } from "./edits";
import { factsOf, payloadKey, resultType } from "./facts";
import { newId } from "./ids";
import { equal } from "./json";
import { makers } from "./label-use";
import { labelsOf } from "./labels";
import { geometryKeys } from "./regions";
import { regionById } from "./state";

export type Conversions = Pick<Editor, "castable" | "recast">;

/** Controls whose results the region gets for geometry and labels, and the labels. */
interface Cast {
  readonly main: TagNode;
  readonly strip: TagNode | null;
  readonly labels: readonly string[];
}

const CASTS: readonly ShapeName[] = ["rectangle", "polygon", "brush", "bitmask"];

export function conversions({ state, edit }: Writer): Conversions {
  const knows = (control: TagNode, labels: readonly string[]) => {
    const rows = state.look.value.labels.get(control.name ?? "") ?? [];
    return labels.every((label) => rows.some(({ stored }) => stored === label));
  };

  function castOf(region: Region, shape: ShapeName): Cast | null {
    if (region.shape === shape) return null;
    const carrier = labelled(region);
    const labels = carrier ? labelsOf(carrier) : [];
    const found = makers(state.look.value.index, region.object, shape);
    const strips = found.filter(({ tag }) => factsOf(tag).labels && !factsOf(tag).shape);
    const combined = found.find(
      (node) =>
        factsOf(node.tag).labels &&
        factsOf(node.tag).shape === shape &&
        labels.length > 0 &&
        knows(node, labels),
    );
    if (combined) return { main: combined, strip: null, labels };
    const bare = found.find(({ tag }) => !factsOf(tag).labels);
    const strip =
      strips.find((node) => node.name === carrier?.from_name) ?? strips.find((node) => knows(node, labels));
    if (!bare || (labels.length > 0 && !strip)) return null;
    return { main: bare, strip: labels.length > 0 ? (strip ?? null) : null, labels };
  }

  function recast(...[changes, shape, label]: Parameters<Editor["recast"]>): void {
    const after: Item[] = [];
    /** Regions that come to those of the same shape are the newest ones. */
    const added: Item[] = [];
    const done = new Set<string>();
    for (const item of state.result.value) {
      const id = item.type === "relation" ? undefined : item.id;
      const region = id !== undefined && changes.has(id) ? regionById(state, id) : undefined;
      const cast = region && region.shape !== shape ? castOf(region, shape) : null;
      if (!region || (region.shape !== shape && !cast) || id === undefined) after.push(item);
      else if (!done.has(id)) {
        done.add(id);
        for (const [at, geometry] of (changes.get(id) ?? []).entries()) {
          const own = at === 0 ? id : newId();
          if (cast) after.push(...itemsAs(region, cast, geometry, own));
          else (at === 0 ? after : added).push(...itemsAt(region, geometry, own));
        }
      }
    }
    const gone = (end: unknown) => typeof end === "string" && changes.get(end)?.length === 0;
    const kept = [...after, ...added].filter(
      ({ type, from_id, to_id }) => type !== "relation" || !(gone(from_id) || gone(to_id)),
    );
    edit(label, between(state.result.value, kept));
  }

  return {
    castable: (id) => {
      const region = regionById(state, id);
      if (!region || state.readOnly.value || region.readonly || state.locked.value.has(id)) return [];
      return CASTS.filter((shape) => castOf(region, shape));
    },
    recast,
  };
}

/** The result of a region that carries its labels. */
const labelled = ({ items }: Region): Item | undefined =>
  items.find((item) => labelsOf(item).length > 0 && item.type.endsWith("labels"));

/** The results of a region at another place; those of an unchanged one stay the same objects. */
function itemsAt(region: Region, geometry: Geometry, id: string): readonly Item[] {
  if (id === region.id && equal(geometry, region.geometry)) return region.items;
  return region.items.map((item) =>
    touched({ ...item, id }, geometryKeys(item).length > 0 ? { value: { ...item.value, ...geometry } } : {}),
  );
}

function itemsAs(region: Region, { main, strip, labels }: Cast, geometry: Geometry, id: string): Item[] {
  const old = region.items[0] as Item;
  const carrier = labelled(region);
  const as = (from: Item, control: TagNode): Item => {
    const type = resultType(control);
    const value = factsOf(control.tag).labels
      ? { ...geometry, [payloadKey(type)]: [...labels] }
      : { ...geometry };
    const names = { from_name: control.name ?? "", to_name: region.object };
    return touched({ ...from, value, id, ...names, type }, {});
  };
  const items = [as(old, main)];
  if (strip) items.push(as(carrier ?? old, strip));
  for (const item of region.items) {
    if (item === old || item === carrier) continue;
    const names = geometryKeys(item);
    const answer = Object.entries(item.value ?? {}).filter(([name]) => !names.includes(name));
    const moved = { ...geometry, ...Object.fromEntries(answer) };
    items.push(touched({ ...item, id, ...(names.length > 0 && { value: moved }) }, {}));
  }
  return items;
}
