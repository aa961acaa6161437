// The two places a document can be shown in: a frame of its own, and the view.
import { useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { useView } from "../../ui/context";
import { EMPTY_FRAME, SANDBOX, seal } from "../../ui/safe-frame";
import type { Sanitiser } from "../../ui/sanitise";
import { confinedCss } from "../visual/confined-css";
import { frameCss } from "./hypertext-look";
import type { HtmlModel } from "./hypertext-model";
import { fill, framed } from "./hypertext-page";

export interface HostProps {
  readonly model: HtmlModel;
  readonly sanitise: Sanitiser;
  /** The document's own style sheet. */
  readonly css: string;
  /** It chooses colours, for a light ground. */
  readonly coloured: boolean;
  /** What was measured is to be measured again. */
  readonly moved: () => void;
  readonly failed: () => void;
}

export function Inline({ model, sanitise, css, moved }: HostProps) {
  const { root } = useView();
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = content.current;
    if (!element) return;
    model.page.value = {
      content: element,
      range: element.ownerDocument.createRange(),
      ...fill(element, model.doc.tree, sanitise),
      origin: () => element.getBoundingClientRect(),
      caretAt: (x, y) => root.caretAt(x, y),
    };
    const own = adopt(root.shadow, confinedCss(css, ".lsw-html-inline"), globalThis.CSSStyleSheet);
    const resized = new ResizeObserver(moved);
    resized.observe(element);
    return () => {
      resized.disconnect();
      own();
      model.page.value = null;
    };
  }, [model]);
  return <div class="lsw-html-inline" ref={content} />;
}

/** Adds a style sheet for as long as the document is shown. */
function adopt(to: DocumentOrShadowRoot, css: string, Sheet: typeof CSSStyleSheet): () => void {
  if (!css) return () => undefined;
  const sheet = new Sheet();
  sheet.replaceSync(css);
  to.adoptedStyleSheets = [...to.adoptedStyleSheets, sheet];
  return () => {
    to.adoptedStyleSheets = to.adoptedStyleSheets.filter((one) => one !== sheet);
  };
}

export function Frame({ model, sanitise, css, coloured, moved, failed }: HostProps) {
  const { root } = useView();
  const frame = useRef<HTMLIFrameElement>(null);
  const look = useRef<CSSStyleSheet | null>(null);
  const resized = useMemo(() => new ResizeObserver(() => resize()), [model]);

  /** As wide as the view, or as its widest table; as high as its text. */
  function resize() {
    const element = frame.current;
    const { surface, scroller } = model;
    const page = element?.contentDocument?.documentElement;
    if (!element || !page || !surface || !scroller || !model.page.peek()) return;
    const style = getComputedStyle(scroller);
    const room =
      scroller.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
    element.style.width = `${room}px`;
    // Heights in percent would follow the frame's: they are measured in one that has none.
    element.style.height = "1px";
    const width = Math.max(room, page.scrollWidth);
    element.style.width = `${width}px`;
    const height = page.scrollHeight;
    element.style.height = `${height}px`;
    surface.style.width = `${width}px`;
    surface.style.height = `${height}px`;
    moved();
  }

  function paint() {
    const surface = model.surface;
    if (!surface) return;
    const labels = model.captions.peek() === "above";
    look.current?.replaceSync(
      frameCss(getComputedStyle(surface), { coloured, labels, dark: root.dark.value }),
    );
  }

  /** Also when the host has moved the view to another place in the page: the frame is then empty again. */
  function load() {
    const element = frame.current;
    const view = element?.contentWindow as (Window & typeof globalThis) | null | undefined;
    const page = element && framed(element, (content) => fill(content, model.doc.tree, sanitise));
    if (!page || !view) return failed();
    seal(page.content.ownerDocument);
    // A page that goes to the left grows to the left.
    page.content.ownerDocument.documentElement.dir = page.content.dir;
    look.current = new view.CSSStyleSheet();
    paint();
    page.content.ownerDocument.adoptedStyleSheets = [look.current];
    adopt(page.content.ownerDocument, css, view.CSSStyleSheet);
    model.page.value = page;
    resized.disconnect();
    resized.observe(page.content.ownerDocument.documentElement);
    if (model.scroller) resized.observe(model.scroller);
    resize();
  }

  useEffect(
    () => () => {
      resized.disconnect();
      model.page.value = null;
    },
    [model],
  );
  useSignalEffect(() => {
    void [root.dark.value, model.captions.value];
    paint();
  });
  return (
    <iframe
      class="lsw-html-frame"
      ref={frame}
      sandbox={SANDBOX}
      referrerpolicy="no-referrer"
      tabIndex={-1}
      title={`Document ${model.name}`}
      srcdoc={EMPTY_FRAME}
      onLoad={load}
    />
  );
}
