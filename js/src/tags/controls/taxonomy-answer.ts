// What a Taxonomy has chosen: its answer, or with `labeling` the paths of the selected spans, else those
// that the next span gets.
import type { Editor, Json, Region } from "../../core/editor";
import { factsOf, flag } from "../../core/facts";
import { type Path, pathKey, pathOf, pathsOf } from "../../core/taxonomy-paths";
import type { TagNode } from "../../generated/wire";
import { type Answer, answerOf } from "./answer";

export interface Chosen {
  readonly answer: Answer;
  readonly paths: readonly Path[];
  /** Whether the paths are the labels of spans. */
  readonly labeling: boolean;
  /** Whether spans are selected, whose paths these are. */
  readonly ofSpans: boolean;
}

const SURFACES: readonly (string | undefined)[] = ["text", "hypertext", "paragraphs"];

/** Null while the control is hidden, or while it waits for a region. */
export function chosenOf(editor: Editor, node: TagNode): Chosen | null {
  if (!labels(editor, node)) {
    const answer = answerOf(editor, node);
    return answer && { answer, paths: pathsOf(answer.value), labeling: false, ofSpans: false };
  }
  if (!editor.visible(node)) return null;
  const name = node.name ?? "";
  const spans = editor.selection.value
    .flatMap((id) => editor.region(id) ?? [])
    .filter(({ object, shape }) => shape === "span" && node.to_name.includes(object));
  const ofSpans = spans.length > 0;
  const paths = ofSpans
    ? carried(spans[0] as Region, name)
    : (editor.labels.value.get(name) ?? []).map(pathOf);
  const readOnly = editor.readOnly.value || (ofSpans && !spans.some(({ id }) => editor.canEdit(id)));
  const answer: Answer = {
    name,
    region: undefined,
    value: paths as Json,
    readOnly,
    set(value) {
      const next = pathsOf(value);
      if (readOnly) return;
      if (ofSpans) relabel(editor, name, spans, next);
      else activate(editor, name, next);
    },
  };
  return { answer, paths, labeling: true, ofSpans };
}

function labels(editor: Editor, node: TagNode): boolean {
  if (!flag(node, "labeling") || flag(node, "perRegion")) return false;
  const find = (at: TagNode): TagNode | undefined => {
    if (at.id === node.id) return undefined;
    if (factsOf(at.tag).role === "object" && at.name !== null && node.to_name.includes(at.name)) return at;
    for (const child of at.children) {
      const found = find(child);
      if (found) return found;
    }
    return undefined;
  };
  const tree = editor.tree.value;
  const object = tree && find(tree);
  return object != null && SURFACES.includes(factsOf(object.tag).surface);
}

function carried(region: Region, control: string): readonly Path[] {
  return pathsOf(region.items.find((item) => item.from_name === control)?.value?.taxonomy);
}

function relabel(editor: Editor, name: string, spans: readonly Region[], paths: readonly Path[]): void {
  const own = spans.some(({ items }) => items[0]?.from_name === name);
  if (paths.length === 0 && own)
    editor.say("A span keeps at least one item: choose another one first, or delete the region.", "warning");
  else
    editor.relabel(
      spans.map(({ id }) => id),
      name,
      paths.map(pathKey),
    );
}

function activate(editor: Editor, name: string, paths: readonly Path[]): void {
  const next = new Map(editor.labels.peek());
  if (paths.length > 0) next.set(name, paths.map(pathKey));
  else next.delete(name);
  editor.labels.value = next;
}
