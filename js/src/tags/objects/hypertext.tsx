import { untracked, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { nothingThere } from "../../core/data-field";
import { flag } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { type TagProps, useView } from "../../ui/context";
import { createSanitiser } from "../../ui/sanitise";
import { extentOf } from "../shapes/span-text";
import { HYPERTEXT_CSS } from "./hypertext.css";
import { FoundLayer } from "./hypertext-found";
import { listen } from "./hypertext-gestures";
import { Frame, Inline } from "./hypertext-host";
import { onKey, reveal } from "./hypertext-keys";
import { openLinkAt } from "./hypertext-links";
import { createMarks } from "./hypertext-marks";
import { type HtmlModel, htmlModel } from "./hypertext-model";
import { MarkLayer, OverLayer, type Sight } from "./hypertext-overlay";
import { joinHtmlPlaces } from "./hypertext-places";
import { joinReading, press, readingOf } from "./hypertext-reading";
import { useHtml } from "./hypertext-source";
import { documentCss, hasColours } from "./hypertext-style";
import { htmlText, selectedText } from "./hypertext-text";
import { parsed } from "./hypertext-tree";
import { SPAN_CSS } from "./span.css";
import { KEYS_SAID } from "./span-keys";
import { TEXT_CSS } from "./text.css";
import { Faults } from "./text-faults";
import { Finder } from "./text-find";
import { MiniMap } from "./text-map";

/** Marks are painted this far around what can be seen, and looked up again after half of it. */
const AROUND = 800;

/** What a page shows of a document, blanks and unseen characters aside. */
const SEEN = /[^\s\0]/;

export function HyperText({ node }: TagProps) {
  const { editor, root } = useView();
  root.css("hypertext", HYPERTEXT_CSS);
  const loaded = useHtml(node);
  if (!editor.visible(node)) return null;
  if (loaded && "text" in loaded && loaded.text.trim() !== "")
    return <Document key={loaded.text} node={node} html={loaded.text} />;
  const note = !loaded
    ? "Loading…"
    : "text" in loaded
      ? nothingThere(editor, node, "document")
      : loaded.problem;
  return <Note node={node} text={note} bad={loaded !== null && "problem" in loaded} />;
}

function Note({ node, text, bad }: { readonly node: TagNode; readonly text: string; readonly bad: boolean }) {
  return (
    <div data-object={node.name}>
      <p class="lsw-html-note" role={bad ? "alert" : "note"} data-surface="">
        {text}
      </p>
    </div>
  );
}

function Document({ node, html }: { readonly node: TagNode; readonly html: string }) {
  const { editor, root, places, texts } = useView();
  root.css("text", TEXT_CSS);
  root.css("span", SPAN_CSS);
  const inline = flag(node, "inline");
  const scroller = useRef<HTMLDivElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const refused = useSignal(false);
  const sight = useSignal<Sight>({ top: -AROUND, bottom: 2 * AROUND });
  const view = root.host.ownerDocument.defaultView ?? globalThis;
  const sanitise = useMemo(() => createSanitiser(view as typeof globalThis), [view]);
  const { model, marks, reading, css, coloured, blank } = useMemo(() => {
    const tree = parsed(html, inline);
    const css = documentCss(tree.sheets);
    const model = htmlModel(editor, root, node, htmlText(tree));
    return {
      model,
      marks: createMarks(model),
      reading: readingOf(model),
      css,
      coloured: hasColours(tree, css),
      blank: !SEEN.test(model.doc.flow) && !tree.body.querySelector("img"),
    };
  }, [editor, root, node, html, inline]);

  const look = () => {
    const { scrollTop = 0, clientHeight = 0 } = scroller.current ?? {};
    const { top, bottom } = sight.peek();
    const enough =
      top <= Math.max(0, scrollTop - AROUND / 2) && bottom >= scrollTop + clientHeight + AROUND / 2;
    if (!enough) sight.value = { top: scrollTop - AROUND, bottom: scrollTop + clientHeight + AROUND };
  };
  const moved = () => {
    model.layout.value = `${Number.parseInt(model.layout.peek() || "0", 10) + 1}`;
    const { clientWidth, clientHeight } = surface.current ?? {};
    reading.text.size.value = `${clientWidth}x${clientHeight}`;
    look();
  };

  useEffect(() => {
    model.scroller = scroller.current;
    model.surface = surface.current;
    const apart = joinHtmlPlaces(model, marks, places);
    const mute = joinReading(model, reading, texts);
    const deaf = listen(model, marks, {
      open: (x, y) => openLinkAt(model, x, y),
      press: (at) => press(reading, at),
    });
    const { current: box } = scroller;
    box?.addEventListener("scroll", look, { passive: true });
    return () => {
      box?.removeEventListener("scroll", look);
      deaf();
      mute();
      apart();
    };
  }, [model]);
  useSignalEffect(() => {
    void [model.page.value];
    const [only, ...more] = editor.selection.value;
    const span = more.length === 0 ? untracked(() => model.span(only)) : undefined;
    if (span) reveal(model, span);
  });

  if (refused.value)
    return <Note node={node} text="This notebook does not let documents be shown in a frame." bad />;
  if (blank) return <Note node={node} text="The document has no text to show." bad={false} />;
  const Host = inline ? Inline : Frame;
  const host = { model, sanitise, css, coloured, moved, failed: () => (refused.value = true) };
  const links = flag(node, "clickableLinks") ? " lsw-html-links" : "";
  return (
    <div class="lsw-html" data-object={model.name}>
      <Faults model={reading.text} />
      <Finder model={reading.text} />
      <div class="lsw-html-box" data-room="" ref={scroller}>
        <MiniMap model={reading.text} />
        {/* biome-ignore lint/a11y/useSemanticElements: a document to select in is no fieldset */}
        <div
          class={`lsw-html-page${coloured ? " lsw-html-coloured" : ""}${links}`}
          data-surface=""
          data-ready={model.page.value ? "" : undefined}
          data-labels={model.captions.value === "above" ? "" : undefined}
          ref={surface}
          role="group"
          aria-label={model.name}
          aria-description={KEYS_SAID}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: spans are made here by keyboard
          tabIndex={0}
          onKeyDown={(event) => {
            if (!onKey(model, event)) return;
            event.preventDefault();
            event.stopPropagation();
          }}
          onCopy={(event) => copy(model, event)}
          onBlur={(event) => {
            const caret = model.caret.peek();
            const to = event.relatedTarget as Element | null;
            // A finger goes to the label with its selection in place, and any press to a taxonomy.
            if (caret && to?.closest("[data-labeling]")) model.caret.value = { ...caret, by: "touch" };
            else if (caret?.by !== "touch") model.caret.value = null;
          }}
        >
          <Host {...host} />
          <FoundLayer model={model} reading={reading} sight={sight} />
          <MarkLayer model={model} marks={marks} sight={sight} />
          <OverLayer model={model} marks={marks} />
        </div>
      </div>
    </div>
  );
}

/** The text that is selected in the document, as the browser would copy it. */
function copy(model: HtmlModel, event: ClipboardEvent): void {
  const caret = model.caret.peek();
  if (!caret || caret.anchor === caret.head) return;
  event.clipboardData?.setData("text/plain", selectedText(model.doc, extentOf(caret)));
  event.preventDefault();
  event.stopPropagation();
}
