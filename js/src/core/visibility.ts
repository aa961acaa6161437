// Which controls show (visibleWhen, perRegion, hidden ancestors) and which results are left out on
// submit: exactly those of controls that a choice or a label made invisible.
import type { Item, TagNode } from "../generated/wire";
import type { Message, Region } from "./editor";
import { attr, factsOf, flag, stored, text } from "./facts";
import { labelsOf } from "./labels";
import { below, type TreeIndex, upwards } from "./tree-index";

export interface Scene {
  readonly index: TreeIndex;
  readonly regions: readonly Region[];
  readonly selected: readonly Region[];
  /** The answer of a control, for the task or one region. */
  answer(control: string, region?: Region): unknown;
  /** The same, with this page of every list shown. */
  on(page: number): Scene;
}

const CONDITIONAL = new Set(["View", "Choices", "Taxonomy", "TextArea", "Markdown"]);

/** Follows every condition, selection included. */
export function isVisible(scene: Scene, node: TagNode): boolean {
  for (const at of upwards(scene.index, node)) {
    if (flag(at, "perRegion") && !regionFor(scene, at)) return false;
    if (!CONDITIONAL.has(at.tag)) continue;
    if (!selectionMet(scene, at) || !choiceMet(scene, at, scene.selected[0], new Set())) return false;
  }
  return true;
}

/** The one selected region that a perRegion control asks about. */
export function regionFor(scene: Scene, node: TagNode): Region | null {
  const [region, ...others] = scene.selected;
  if (!region || others.length > 0 || !node.to_name.includes(region.object)) return null;
  return appliesTo(scene, node, region) ? region : null;
}

/** Whether a perRegion control asks about this region at all. */
export function appliesTo(scene: Scene, node: TagNode, region: Region): boolean {
  const whole = region.labels.includes(text(node, "whenLabelValue"));
  if (!whole && !kindMet(node, region)) return false;
  return attr(node, "visibleWhen") !== "region-selected" || tagNameMet(scene, node, region);
}

/** The region has one of the labels; where none is asked for, the message has one of the roles. */
function kindMet(node: TagNode, { labels, geometry }: Region): boolean {
  const listed = text(node, "whenLabelValue");
  if (listed) return listed.split(",").some((label) => labels.includes(label));
  const roles = text(node, "whenRole");
  const { role } = (geometry.chatmessage ?? {}) as Message;
  return !roles || roles.split(",").includes(String(role));
}

function tagNameMet(scene: Scene, node: TagNode, region: Region): boolean {
  const names = text(node, "whenTagName");
  if (!names) return true;
  const listed = names.split(",");
  const controls = region.items
    .filter((item) => isRegionControl(scene, item))
    .map((item) => item.from_name ?? "");
  return [region.object, ...controls].some((name) => listed.includes(name));
}

function isRegionControl(scene: Scene, item: Item): boolean {
  const control = scene.index.controls.get(item.from_name ?? "");
  return labelsOf(item).length > 0 || (control !== undefined && !factsOf(control.tag).classification);
}

function selectionMet(scene: Scene, node: TagNode): boolean {
  const when = attr(node, "visibleWhen");
  if (when === "no-region-selected") return scene.selected.length === 0;
  if (when !== "region-selected") return true;
  const [region, ...others] = scene.selected;
  if (!region || others.length > 0) return false;
  return tagNameMet(scene, node, region) && kindMet(node, region);
}

function choiceMet(scene: Scene, node: TagNode, region: Region | undefined, seen: Set<TagNode>): boolean {
  const when = attr(node, "visibleWhen");
  const values = text(node, "whenChoiceValue");
  if (when === "choice-selected")
    return isChosen(scene, node, values ? values.split(",") : null, region, seen);
  if (when === "choice-unselected")
    return !isChosen(scene, node, values ? values.split(",") : null, region, seen);
  return when !== undefined || !values || isChosen(scene, node, [values], region, seen);
}

function isChosen(
  scene: Scene,
  node: TagNode,
  wanted: readonly string[] | null,
  region: Region | undefined,
  seen: Set<TagNode>,
): boolean {
  if (seen.has(node)) return false;
  seen.add(node);
  const name = text(node, "whenTagName");
  const all = [...scene.index.controls.values()];
  const asked = name
    ? all.filter((control) => control.name === name)
    : all.filter(({ tag }) => tag === "Choices");
  return asked.some((control) => {
    const values = chosen(scene, control, flag(node, "perRegion") ? region : undefined);
    if (values.length === 0 || !choicesShown(scene, control, region, new Set(seen))) return false;
    return (
      !wanted ||
      wanted.some((value) => values.some((held) => held === value || held === aliasOf(control, value)))
    );
  });
}

/** A Choices that is itself hidden by a choice counts as not chosen. */
function choicesShown(
  scene: Scene,
  control: TagNode,
  region: Region | undefined,
  seen: Set<TagNode>,
): boolean {
  return [...upwards(scene.index, control)].every(
    (node) => !CONDITIONAL.has(node.tag) || choiceMet(scene, node, region, seen),
  );
}

function chosen(scene: Scene, control: TagNode, region: Region | undefined): string[] {
  const name = control.name ?? "";
  if (!flag(control, "perRegion")) return flatten(scene.answer(name));
  const regions = region ? [region] : scene.regions;
  return regions.flatMap((one) => flatten(scene.answer(name, one)));
}

function flatten(answer: unknown): string[] {
  if (Array.isArray(answer)) return answer.flatMap(flatten);
  return typeof answer === "string" ? [answer] : [];
}

function aliasOf(control: TagNode, value: string): string {
  const walk = (node: TagNode): TagNode | undefined => {
    for (const choice of below(node, "Choice")) {
      const found = text(choice, "value") === value ? choice : walk(choice);
      if (found) return found;
    }
    return undefined;
  };
  const node = walk(control);
  return node ? stored(node) : value;
}

/** Whether the answer of a control is part of what is submitted. */
export function isSaved(scene: Scene, node: TagNode, region?: Region): boolean {
  if (region && flag(node, "perRegion") && !appliesTo(scene, node, region)) return false;
  for (const at of upwards(scene.index, node)) {
    if (CONDITIONAL.has(at.tag) && !choiceMet(scene, at, region, new Set())) return false;
  }
  return true;
}

/** Results of invisible controls: left out on submit. Regions and unknown results always stay. */
export function unsaved(
  scene: Scene,
  result: readonly Item[],
  regions: Pick<ReadonlyMap<string, Region>, "get">,
): Item[] {
  const conditional = [...scene.index.controls.values()].filter((node) => factsOf(node.tag).classification);
  const controls = new Map(conditional.map((node) => [node.name, node]));
  return result.filter((item) => {
    const node = controls.get(item.from_name ?? null);
    const region = regions.get(item.id ?? "");
    const on = typeof item.item_index === "number" ? scene.on(item.item_index) : scene;
    return node !== undefined && region?.items[0] !== item && !isSaved(on, node, region);
  });
}
