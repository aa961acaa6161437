// Going through the phrases of a dialogue by keys.
import type { TextCommands } from "../../ui/context";
import type { Extent } from "../shapes/span-text";
import { blockAt } from "./text-blocks";
import { placeInSight, reveal } from "./text-keys";
import type { TextModel } from "./text-model";

/** The phrase of the caret, of the selected region, else the first one in sight. */
function current(model: TextModel): number {
  const { blocks, caret, editor } = model;
  const held = caret.peek();
  const at = held ? Math.min(held.anchor, held.head) : model.span(editor.selection.peek().at(-1))?.start;
  return at === undefined ? -1 : blockAt(blocks, at);
}

const firstInSight = (model: TextModel) => blockAt(model.blocks, placeInSight(model));

export function phraseCommands(
  model: TextModel,
  draw: (extent: Extent) => boolean,
): NonNullable<TextCommands["phrases"]> {
  const { blocks, caret, editor } = model;

  /** The caret at the start of a phrase, and the focus on the dialogue. */
  function goTo(number: number): void {
    const block = blocks[number];
    if (!block) return;
    model.content?.focus({ preventScroll: true });
    caret.value = { anchor: block.start, head: block.start };
    reveal(model, { start: block.start, end: block.start + 1 });
  }

  return {
    next(back) {
      const from = current(model);
      if (from < 0) return goTo(firstInSight(model));
      const step = back ? -1 : 1;
      let to = from + step;
      while (blocks[to] && model.unseen.peek().has(to)) to += step;
      if (blocks[to]) goTo(to);
    },
    nextRegion(back) {
      const at = current(model);
      const block = blocks[at < 0 ? firstInSight(model) : at];
      if (!block) return;
      const inside = model.stacked
        .peek()
        .filter(({ span }) => span.start < block.end && span.end > block.start);
      const ids = inside.map(({ span }) => span.region.id);
      const now = ids.indexOf(editor.selection.peek().at(-1) ?? "");
      const next =
        ids[(now < 0 ? (back ? ids.length - 1 : 0) : now + (back ? -1 : 1) + ids.length) % ids.length];
      if (next !== undefined) editor.selection.value = [next];
    },
    annotate() {
      const at = current(model);
      const block = blocks[at < 0 ? firstInSight(model) : at];
      if (!block || block.end === block.start || draw(block)) return;
      // Without a label yet: the one that is pressed next takes the phrase.
      model.content?.focus({ preventScroll: true });
      editor.selection.value = [];
      caret.value = { anchor: block.start, head: block.end };
    },
  };
}
