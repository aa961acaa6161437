// What components below the root can reach: the editor, media, and the root they live in.
import { type ComponentType, createContext, type VNode } from "preact";
import { useContext } from "preact/hooks";
import type { Editor } from "../core/editor";
import type { TagNode } from "../generated/wire";

/** A medium of the task, by the value that Python put in `TaskState.values`. */
export interface MediaSource {
  /** An address the browser can load (object URL or http address); rejects with a plain sentence. */
  url(value: unknown, signal?: AbortSignal): Promise<string>;
}

/** The only door to the document: everything else stays inside the root. */
export interface Root {
  readonly host: HTMLElement;
  readonly shadow: ShadowRoot;
  /** Selection inside the shadow root, as one static range; null when there is none. */
  selectedRange(): StaticRange | Range | null;
  clearSelection(): void;
  /** Place in the text of the shadow root nearest to a point of the window; null when none is there. */
  caretAt(x: number, y: number): { readonly node: Node; readonly offset: number } | null;
  /** Adds CSS to the root once per key. */
  css(key: string, text: string): void;
  readonly dark: { readonly value: boolean };
}

/** What one image on show can do beyond the editor; for actions, which find it in `ViewContext.images`. */
export interface ImageCommands {
  zoomIn(): void;
  zoomOut(): void;
  /** The whole image in its frame. */
  fit(): void;
  /** One image pixel on one screen pixel. */
  actual(): void;
  /** `rotateControl` is on; without it rotating does nothing. */
  readonly canRotate: boolean;
  rotateLeft(): void;
  rotateRight(): void;
  /** `move`, `pan`, `rectangle` or `rectangle3`. */
  tool(name: string): void;
  readonly pages: number;
  previousPage(): void;
  nextPage(): void;
}

export interface ViewContext {
  readonly editor: Editor;
  readonly media: MediaSource;
  readonly root: Root;
  /** Images on show by object name; the last one is where the person acted last. */
  readonly images: Map<string, ImageCommands>;
  /** Key shown on a node's badge (label, choice, rating), or undefined; follows the hotkey table. */
  keyOf(node: TagNode): string | undefined;
}

export interface TagProps {
  readonly node: TagNode;
}
export type TagComponent = ComponentType<TagProps>;

/** Set by the catalog, so that a tag can show its children without importing other tags. */
export interface Rendering {
  children(node: TagNode): VNode[];
}

export const View = createContext<(ViewContext & Rendering) | null>(null);

export function useView(): ViewContext & Rendering {
  const view = useContext(View);
  if (!view) throw new Error("used outside a view");
  return view;
}
