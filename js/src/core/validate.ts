// What a submit asks for, in the words of Label Studio's editor.
import type { TagNode } from "../generated/wire";
import type { Region } from "./editor";
import { attr, factsOf, flag, pagesOf, text } from "./facts";
import { isVisible, type Scene } from "./visibility";

export interface Refusal {
  readonly control: string;
  readonly message: string;
  /** The first region without an answer to a perRegion control. */
  readonly region: Region | null;
  /** Page of the object that lacks the answer. */
  readonly page: number | null;
}

/** Controls this build can answer: requiring anything else would lock the task. */
const ANSWERABLE = new Set(["Choices", "Taxonomy", "TextArea", "Rating"]);

export interface Validation {
  readonly validate: (scene: Scene) => Refusal[];
}

/** What the parts with controls bring for the store. */
export const validation = (): Validation => ({ validate });

/** Everything that stands against a submit, in document order; nothing is selected then. */
export function validate(scene: Scene): Refusal[] {
  const unselected: Scene = { ...scene, selected: [] };
  return [...scene.index.controls.values()]
    .filter((node) => factsOf(node.tag).classification && ANSWERABLE.has(node.tag))
    .flatMap((node) =>
      flag(node, "perRegion")
        ? regionRefusals(scene, node)
        : flag(node, "perItem")
          ? pageRefusals(unselected, node)
          : taskRefusals(unselected, node, null),
    );
}

/** Of the first page without an answer. */
function pageRefusals(scene: Scene, node: TagNode): Refusal[] {
  const object = scene.index.objects.get(node.to_name[0] ?? "");
  for (const page of ((object && pagesOf(object)) ?? [null]).keys()) {
    const refusals = taskRefusals(scene.on(page), node, page);
    if (refusals.length > 0) return refusals;
  }
  return [];
}

function taskRefusals(scene: Scene, node: TagNode, page: number | null): Refusal[] {
  if (!isVisible(scene, node)) return [];
  const control = node.name ?? "";
  const span = scene.regions.find(({ items }) => items[0]?.from_name === control);
  const message = fault(node, scene.answer(control) ?? span);
  return message ? [{ control, message, region: null, page }] : [];
}

function regionRefusals(scene: Scene, node: TagNode): Refusal[] {
  const control = node.name ?? "";
  for (const region of scene.regions) {
    if (!isVisible({ ...scene, selected: [region] }, node)) continue;
    const message = fault(node, scene.answer(control, region));
    if (message) return [{ control, message, region, page: null }];
  }
  return [];
}

function fault(node: TagNode, answer: unknown): string | null {
  if (flag(node, "required") && isEmpty(answer)) {
    return text(node, "requiredMessage") || `${subject(node)} is required.`;
  }
  const single = node.tag === "Choices" && attr(node, "choice") !== "multiple" && !flag(node, "allowNested");
  if (single && Array.isArray(answer) && answer.length > 1) {
    return `The number of options selected (${answer.length}) exceed the maximum allowed (1). Unselect the others first.`;
  }
  return null;
}

function subject(node: TagNode): string {
  if (node.tag === "Choices") return `Checkbox "${node.name}"`;
  return node.tag === "TextArea" ? `Input for the textarea "${node.name}"` : `${node.tag} "${node.name}"`;
}

function isEmpty(answer: unknown): boolean {
  return !answer || (Array.isArray(answer) && answer.length === 0);
}
