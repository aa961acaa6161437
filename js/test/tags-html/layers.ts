// Each layer of HyperText by itself, for the browser test that gives it hostile fragments.
import { parsed } from "../../src/tags/objects/hypertext-tree";
import { EMPTY_FRAME, SANDBOX, seal } from "../../src/ui/safe-frame";
import { createSanitiser } from "../../src/ui/sanitise";

const sanitise = createSanitiser(globalThis);

/** How a frame gets a fragment; without a `sandbox` scripts may run in it. */
const LAYERS: {
  readonly [name: string]: {
    readonly sandbox?: string;
    readonly srcdoc: (html: string) => string;
    readonly content?: (html: string) => Node;
  };
} = {
  raw: { srcdoc: (html) => html },
  nodes: {
    srcdoc: () => "<!doctype html><body>",
    content: (html) => globalThis.document.createRange().createContextualFragment(html),
  },
  sanitiser: { srcdoc: () => "<!doctype html><body>", content: sanitise },
  copy: { srcdoc: () => "<!doctype html><body>", content: (html) => parsed(html, false).copy },
  frame: { sandbox: SANDBOX, srcdoc: (html) => EMPTY_FRAME + html },
};

interface Fragment {
  readonly number: number;
  readonly html: string;
}

const BATCH = 100;
/** As a person's own events are. */
const MAY = { bubbles: true, cancelable: true };
const PRESSES = [
  "mousedown",
  "mouseup",
  "dblclick",
  "mouseover",
  "mouseenter",
  "pointerdown",
  "pointermove",
  "contextmenu",
];
const OTHERS = (
  "keydown input beforetoggle toggle animationstart transitionend wheel copy cut paste drag drop scroll touchstart " +
  "securitypolicyviolation submit invalid cancel"
).split(" ");

/** What a person, or the browser for a person, may do to everything in a document. */
function poke(page: Document | null): void {
  for (const element of page?.querySelectorAll<HTMLElement>("*") ?? []) {
    try {
      for (const type of PRESSES) element.dispatchEvent(new MouseEvent(type, MAY));
      for (const type of OTHERS) element.dispatchEvent(new Event(type, MAY));
      element.focus?.();
      element.blur?.();
      if (element.click) element.click();
      else element.dispatchEvent(new MouseEvent("click", MAY));
    } catch {
      // A fragment may have left for another origin.
    }
  }
}

/** Until a picture that cannot be had has failed, and what was painted since. */
async function settled(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await new Promise((done) => {
      const picture = new Image();
      picture.onerror = done;
      picture.src = "data:image/png,";
    });
    await new Promise((done) => requestAnimationFrame(done));
    await new Promise((done) => setTimeout(done));
  }
}

/** A loaded frame; nodes that were made harmless cannot reach each other, so many share one. */
async function frameOf(
  page: Document,
  srcdoc: string,
  sandbox: string | undefined,
): Promise<HTMLIFrameElement> {
  const frame = page.createElement("iframe");
  if (sandbox !== undefined) frame.sandbox.value = sandbox;
  frame.setAttribute("srcdoc", srcdoc);
  const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
  page.body.append(frame);
  await loaded;
  if (sandbox !== undefined && frame.contentDocument) seal(frame.contentDocument);
  return frame;
}

/** Shows all fragments and pokes them. */
async function tried(layer: string, fragments: readonly Fragment[]): Promise<void> {
  const { sandbox, srcdoc, content } = LAYERS[layer] as (typeof LAYERS)[string];
  const page = globalThis.document;
  for (let from = 0; from < fragments.length; from += BATCH) {
    const some = fragments.slice(from, from + BATCH);
    const own = content ? [""] : some.map(({ html }) => html);
    const frames = await Promise.all(own.map((html) => frameOf(page, srcdoc(html), sandbox)));
    const target = frames[0]?.contentDocument;
    for (const { html } of content && target ? some : []) {
      const place = target?.createElement("div");
      place?.append(content?.(html) ?? "");
      target?.body.append(place ?? "");
    }
    await settled();
    for (const frame of frames) poke(frame.contentDocument);
    await settled();
    for (const frame of frames) frame.remove();
  }
}

Object.assign(globalThis, { tried });
