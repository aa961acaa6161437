// A text that can be labeled, as Text and Paragraphs show it.
import { untracked, useSignalEffect } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { TagNode } from "../../generated/wire";
import { useView } from "../../ui/context";
import { nearness } from "../../ui/nearness";
import { SPAN_CSS } from "./span.css";
import { KEYS_SAID } from "./span-keys";
import { TEXT_CSS } from "./text.css";
import { Block } from "./text-block";
import type { Codec } from "./text-codec";
import { textCommands } from "./text-commands";
import { Faults } from "./text-faults";
import { Finder } from "./text-find";
import { listen } from "./text-gestures";
import { onKey, reveal } from "./text-keys";
import { MiniMap } from "./text-map";
import { type TextModel, textModel } from "./text-model";
import { Overlay } from "./text-overlay";
import { joinTextPlaces } from "./text-places";

/** Blocks of longer texts are laid out only when they come near. */
const LONG = 4;

/** A block with what stands beside it; its element must hold the block last. */
export type Row = (at: number, block: ComponentChildren) => ComponentChildren;

interface SurfaceProps {
  readonly node: TagNode;
  readonly codec: Codec;
  /** Over the text, such as a filter. */
  head?(model: TextModel): ComponentChildren;
  readonly row?: Row;
  readonly class?: string;
  /** What plays the recording of a dialogue. */
  readonly playback?: { playOrPause(): void } | null;
}

export function TextSurface({ node, codec, head, row, class: look, playback }: SurfaceProps) {
  const { editor, root, places, texts } = useView();
  root.css("text", TEXT_CSS);
  root.css("span", SPAN_CSS);
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const model = useMemo(() => textModel(editor, root, node, codec), [editor, root, node, codec]);
  const watch = useMemo(() => nearness(box, "300px"), []);
  useEffect(() => {
    if (!box.current || !content.current) return;
    model.content = content.current;
    model.scroller = box.current;
    const { clientWidth, clientHeight } = content.current;
    model.size.value = `${clientWidth}x${clientHeight}`;
    const resized = new ResizeObserver(([entry]) => {
      if (entry) model.size.value = `${entry.contentRect.width}x${entry.contentRect.height}`;
    });
    resized.observe(content.current);
    const deaf = listen(model, box.current);
    const apart = joinTextPlaces(model, places, content.current, box.current);
    const commands = textCommands(model, playback ?? null);
    texts.set(model.name, commands);
    const toFront = () => {
      texts.delete(model.name);
      texts.set(model.name, commands);
    };
    content.current.addEventListener("focus", toFront);
    return () => {
      if (texts.get(model.name) === commands) texts.delete(model.name);
      apart();
      deaf();
      resized.disconnect();
    };
  }, [model, playback]);
  useSignalEffect(() => {
    const [only, ...more] = editor.selection.value;
    const span = more.length === 0 ? untracked(() => model.span(only)) : undefined;
    if (span) reveal(model, span);
  });
  const long = model.blocks.length > LONG;
  return (
    <div class="lsw-text" data-object={model.name}>
      {head?.(model)}
      <Faults model={model} />
      <Finder model={model} />
      <div class="lsw-text-box" ref={box} data-room="" data-finding={model.finding.value ? "" : undefined}>
        <MiniMap model={model} />
        {/* biome-ignore lint/a11y/useSemanticElements: a text to select in is no fieldset */}
        <div
          class={`lsw-text-content${long ? " lsw-text-long" : ""} ${look ?? ""}`.trim()}
          data-surface=""
          data-labels={model.captions.value === "above" ? "" : undefined}
          ref={content}
          role="group"
          aria-label={model.name}
          aria-description={KEYS_SAID}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: spans are made here by keyboard
          tabIndex={0}
          onKeyDown={(event) => {
            if (event.target !== event.currentTarget || !onKey(model, event)) return;
            event.preventDefault();
            event.stopPropagation();
          }}
          onBlur={(event) => {
            // What is selected waits for the path that is chosen in a taxonomy.
            const to = event.relatedTarget as Element | null;
            if (!to?.closest("[data-labeling]")) model.caret.value = null;
          }}
        >
          {model.blocks.map((block, at) => {
            const inner = <Block key={block.start} model={model} at={at} watch={watch} />;
            return row ? row(at, inner) : inner;
          })}
          <Overlay model={model} />
        </div>
      </div>
    </div>
  );
}

/** What stands in place of a text that cannot be shown. */
export function Note(props: {
  readonly name: string | null;
  readonly note?: string;
  readonly problem?: string;
}) {
  useView().root.css("text", TEXT_CSS);
  return (
    <div data-object={props.name}>
      <p class="lsw-text-note" role={props.problem ? "alert" : "note"} data-surface="">
        {props.problem ?? props.note}
      </p>
    </div>
  );
}
