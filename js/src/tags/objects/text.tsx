import { untracked, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { text as attribute } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { type TagProps, useView } from "../../ui/context";
import { TEXT_CSS } from "./text.css";
import { Block, type Watch } from "./text-block";
import { listen } from "./text-gestures";
import { onKey, reveal } from "./text-keys";
import { textModel } from "./text-model";
import { Overlay } from "./text-overlay";
import { joinPlaces } from "./text-places";
import { type Loaded, loadedText } from "./text-source";

/** Blocks of longer texts are laid out only when they come near. */
const LONG = 4;

export function Text({ node }: TagProps) {
  const { editor, root } = useView();
  root.css("text", TEXT_CSS);
  const loaded = useLoaded(node);
  if (!editor.visible(node)) return null;
  if (loaded && "text" in loaded && loaded.text !== "")
    return <Surface key={loaded.text} node={node} text={loaded.text} />;
  const note = !loaded ? "Loading…" : "text" in loaded ? "The text is empty." : loaded.problem;
  return (
    <div data-object={node.name}>
      <p class="lsw-text-note" role={loaded && "problem" in loaded ? "alert" : "note"} data-surface="">
        {note}
      </p>
    </div>
  );
}

/** The text of the node; null while it is fetched (`valueType="url"`). */
function useLoaded(node: TagNode): Loaded | null {
  const { media } = useView();
  const { value } = node.attrs;
  const remote = attribute(node, "valueType") === "url" && Boolean(value);
  const encoding = attribute(node, "encoding");
  const fetched = useSignal<{ value: unknown; loaded: Loaded } | null>(null);
  useEffect(() => {
    if (!remote) return;
    const stop = new AbortController();
    const load = async () => {
      const url = await media.url(typeof value === "string" ? { url: value } : value, stop.signal);
      const answer = await fetch(url, { signal: stop.signal, credentials: "omit" });
      if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
      return loadedText(await answer.text(), encoding);
    };
    load()
      .catch((error: Error): Loaded => ({ problem: `The text could not be loaded. ${error.message}` }))
      .then((loaded) => {
        if (!stop.signal.aborted) fetched.value = { value, loaded };
      });
    return () => stop.abort();
  }, [remote, value, encoding]);
  const local = useMemo(() => (remote ? null : loadedText(value, encoding)), [remote, value, encoding]);
  const there = fetched.value;
  return local ?? (there && there.value === value ? there.loaded : null);
}

function Surface({ node, text }: { readonly node: TagNode; readonly text: string }) {
  const { editor, root, places } = useView();
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const model = useMemo(() => textModel(editor, root, node, text), [editor, root, node, text]);
  const watch = useMemo(() => nearness(box), []);
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
    const apart = joinPlaces(model, places, content.current, box.current);
    return () => {
      apart();
      deaf();
      resized.disconnect();
    };
  }, [model]);
  useSignalEffect(() => {
    const [only, ...more] = editor.selection.value;
    const span = more.length === 0 ? untracked(() => model.span(only)) : undefined;
    if (span) reveal(model, span);
  });
  return (
    <div class="lsw-text-box" data-object={model.name} ref={box}>
      {/* biome-ignore lint/a11y/useSemanticElements: a text to select in is no fieldset */}
      <div
        class={`lsw-text-content${model.blocks.length > LONG ? " lsw-text-long" : ""}`}
        data-surface=""
        data-labels={model.captions.value === "above" ? "" : undefined}
        ref={content}
        role="group"
        aria-label={model.name}
        aria-description="Arrow keys move, Shift selects, a label's key makes a region, Tab goes through the regions."
        // biome-ignore lint/a11y/noNoninteractiveTabindex: spans are made here by keyboard
        tabIndex={0}
        onKeyDown={(event) => {
          if (!onKey(model, event)) return;
          event.preventDefault();
          event.stopPropagation();
        }}
        onBlur={() => {
          model.caret.value = null;
        }}
      >
        {model.blocks.map((block, at) => (
          <Block key={block.start} model={model} at={at} watch={watch} />
        ))}
        <Overlay model={model} />
      </div>
    </div>
  );
}

/** One observer for all blocks, with a margin around the part of the text that can be seen. */
function nearness(box: { readonly current: Element | null }): Watch {
  const calls = new Map<Element, (near: boolean) => void>();
  let observer: IntersectionObserver | null = null;
  return (element, near) => {
    observer ??= new IntersectionObserver(
      (entries) => {
        for (const entry of entries) calls.get(entry.target)?.(entry.isIntersecting);
      },
      { root: box.current, rootMargin: "300px" },
    );
    calls.set(element, near);
    observer.observe(element);
    return () => {
      calls.delete(element);
      observer?.unobserve(element);
    };
  };
}
