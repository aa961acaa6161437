// The search box of a text: it lies over the text's corner and stays there while the text scrolls.
import { useComputed, useSignal } from "@preact/signals";
import { effect, untracked } from "@preact/signals-core";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Button } from "../../ui/button";
import { CLOSE } from "../../ui/icons";
import { MOST_MATCHES, matchesOf } from "../shapes/span-matches";
import type { Extent } from "../shapes/span-text";
import { blockAt } from "./text-blocks";
import { placeInSight, reveal } from "./text-keys";
import type { TextModel } from "./text-model";

const PREVIOUS = "m18 15-6-6-6 6";
const NEXT = "m6 9 6 6 6-6";
const NONE: readonly Extent[] = [];

export function Finder({ model }: { readonly model: TextModel }) {
  if (!model.finding.value) return null;
  return (
    <div class="lsw-text-finder">
      <Box model={model} />
    </div>
  );
}

/** The first match at or behind what is in sight or selected. */
function nearest(model: TextModel, found: readonly Extent[]): number {
  const span = model.span(model.editor.selection.peek().at(-1));
  const from = span?.start ?? placeInSight(model);
  return Math.max(
    0,
    found.findIndex(({ start }) => start >= from),
  );
}

function Box({ model }: { readonly model: TextModel }) {
  const field = useRef<HTMLInputElement>(null);
  const query = useSignal("");
  const found = useComputed(() => {
    if (query.value.trim() === "") return NONE;
    const gone = model.unseen.value;
    const all = matchesOf(model.text, query.value, { sameCase: false, whole: false });
    return gone.size > 0 ? all.filter(({ start }) => !gone.has(blockAt(model.blocks, start))) : all;
  });
  const goTo = (at: number) => {
    const { length } = model.found.peek();
    const next = length > 0 ? (at + length) % length : -1;
    model.gone.value = next;
    const extent = model.found.peek()[next];
    if (extent) reveal(model, extent);
  };
  // The action that opens the box works again while it is open: back to the field.
  useLayoutEffect(() => field.current?.focus(), []);
  useEffect(() => {
    // At once, so that an Enter right after a letter goes on from what that letter found.
    const stop = effect(() => {
      const all = found.value;
      untracked(() => {
        model.found.value = all;
        goTo(all.length > 0 ? nearest(model, all) : -1);
      });
    });
    return () => {
      stop();
      model.found.value = NONE;
      model.gone.value = -1;
    };
  }, [model]);
  const close = () => {
    const extent = model.found.peek()[model.gone.peek()];
    model.finding.value = false;
    model.content?.focus({ preventScroll: true });
    if (extent) model.caret.value = { anchor: extent.start, head: extent.end };
  };
  const { length } = model.found.value;
  const many = length === MOST_MATCHES ? `${length}+` : String(length);
  const count = length > 0 ? `${model.gone.value + 1} of ${many}` : query.value.trim() ? "Not found" : "";
  return (
    <search
      class="lsw-text-find"
      aria-label={`Find in ${model.name}`}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
        else if (event.key !== "Enter" || event.target !== field.current) return;
        else goTo(model.gone.peek() + (event.shiftKey ? -1 : 1));
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <input
        ref={field}
        type="text"
        data-find=""
        aria-label="Find in text"
        placeholder="Find in text"
        spellcheck={false}
        value={query.value}
        onInput={(event) => {
          query.value = event.currentTarget.value;
        }}
      />
      <span class="lsw-text-count" role="status">
        {count}
      </span>
      <Button
        label="Previous match"
        icon={PREVIOUS}
        keys="Shift+⏎"
        onClick={() => goTo(model.gone.peek() - 1)}
      />
      <Button label="Next match" icon={NEXT} keys="⏎" onClick={() => goTo(model.gone.peek() + 1)} />
      <Button label="Close the search" icon={CLOSE} keys="Esc" onClick={close} />
    </search>
  );
}
