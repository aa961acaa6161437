// Which page of a list of images is shown: the editor knows it, so that controls that ask on each page follow.
import { useComputed, useSignalEffect } from "@preact/signals";
import { untracked } from "@preact/signals-core";
import type { Editor } from "../../core/editor";
import { pagesOf } from "../../core/facts";
import type { Scope } from "../../core/scope";
import type { TagNode } from "../../generated/wire";
import type { MediaSource } from "../../ui/context";
import { sizeHint } from "./image-load";

export interface ImagePages {
  /** Values of all pages; null when the tag shows one image that is not a list. */
  readonly all: readonly unknown[] | null;
  /** Index of the page shown, or null like `all`. */
  readonly shown: number | null;
  readonly value: unknown;
  /** Shows a page, as near as there is one; what is selected is let go. */
  to(page: number): void;
}

/** What the strip of all pages needs. */
export interface ThumbnailsProps {
  readonly name: string;
  readonly pages: ImagePages;
  /** Whether pictures may be loaded. */
  readonly ready: boolean;
}

function showPage(editor: Editor, object: string, page: number, leaving: () => void): void {
  if ((editor.pages.peek().get(object) ?? 0) === page) return;
  leaving();
  editor.gesture.peek()?.cancel();
  // Before the page changes, so that text typed for the old one is added there.
  editor.selection.value = [];
  editor.pages.value = new Map(editor.pages.peek()).set(object, page);
}

/** An image of more pixels is not loaded for its thumbnail, nor ahead of its turn. */
const MOST_PIXELS = 25e6;

export function isLight(value: unknown): boolean {
  const size = sizeHint(value);
  return Boolean(value) && (!size || size.width * size.height <= MOST_PIXELS);
}

/** Fetches the page that is likely shown next. */
export function fetchNext(media: MediaSource, { all, shown }: ImagePages, scope: Scope): void {
  const next = all?.[(shown ?? 0) + 1];
  if (!isLight(next)) return;
  const stop = new AbortController();
  scope.add(() => stop.abort());
  // What fails is said when it is shown.
  media.url(next, stop.signal).catch(() => undefined);
}

/** `leaving` is called before another page is shown. */
export function useImagePages(editor: Editor, node: TagNode, leaving: () => void): ImagePages {
  const name = node.name ?? "";
  const all = pagesOf(node);
  const wanted = useComputed(() => editor.pages.value.get(name) ?? 0).value;
  const last = all ? all.length - 1 : 0;
  // A region chosen in the list brings its page.
  useSignalEffect(() => {
    const [id, more] = editor.selection.value;
    const region = id !== undefined && more === undefined ? untracked(() => editor.region(id)) : undefined;
    if (!all || region?.object !== name) return;
    const at = region.facts.item_index ?? 0;
    if (typeof at !== "number" || !(at >= 0 && at <= last)) return;
    const pages = editor.pages.peek();
    if ((pages.get(name) ?? 0) === at) return;
    leaving();
    editor.pages.value = new Map(pages).set(name, at);
  });
  const shown = all ? Math.min(wanted, Math.max(last, 0)) : null;
  return {
    all,
    shown,
    value: all ? all[shown ?? 0] : (node.attrs.value ?? node.attrs.valueList),
    to: (page) => showPage(editor, name, Math.min(Math.max(page, 0), Math.max(last, 0)), leaving),
  };
}
