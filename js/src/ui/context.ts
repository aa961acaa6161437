// What components below the root can reach: the editor, media, and the root they live in.
import type { ReadonlySignal } from "@preact/signals-core";
import { type ComponentType, createContext, type VNode } from "preact";
import { useContext } from "preact/hooks";
import type { Editor, Region } from "../core/editor";
import type { TagNode } from "../generated/wire";
import type { Box } from "./place";

/** A medium of the task, by the value that Python put in `TaskState.values`. */
export interface MediaSource {
  /** An address the browser can load, of a large image its smallest level; rejects with a plain sentence. */
  url(value: unknown, signal?: AbortSignal): Promise<string>;
  /** A tile of a large image, encoded; `waits` hears how far the kernel's work is. Hosts may have none. */
  tile?(
    value: unknown,
    place: { readonly level: number; readonly x: number; readonly y: number },
    options?: {
      readonly signal?: AbortSignal | undefined;
      readonly waits?: ((done: number) => void) | undefined;
    },
  ): Promise<Blob>;
}

/** The only door to the document: everything else stays inside the root. */
export interface Root {
  readonly host: HTMLElement;
  readonly shadow: ShadowRoot;
  /** Selection inside the shadow root, as one static range; null when there is none. */
  selectedRange(): StaticRange | Range | null;
  clearSelection(): void;
  /** Into the clipboard; false when the browser refuses. */
  copyText(text: string): Promise<boolean>;
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
  /** `move`, `pan`, `rectangle`, `brush`…; does nothing when the image does not react to it now. */
  tool(name: string): void;
  /** Larger by so much, or smaller; false where no brush is in the hand. */
  resizeBrush(by: number): boolean;
  /** Whether the config has the tool, and no label of another control's shape is active. */
  reacts(tool: string): boolean;
  /** Name of the tool in the hand. */
  current(): string;
  readonly pages: number;
  previousPage(): void;
  nextPage(): void;
}

/** What one text on show can do beyond the editor; for actions, which find it in `ViewContext.texts`. */
export interface TextCommands {
  /** Opens the search box, or goes back to it. */
  find(): void;
  hasSpans(): boolean;
  /** Selects the next span by its place. */
  nextSpan(back: boolean): void;
  /** The only selected span, where the caret stands in it or it was clicked. */
  canSplit(): boolean;
  split(): void;
  /** The selected spans, when they have the same labels and nothing stands between them. */
  canMerge(): boolean;
  merge(): void;
  /** All places that say what the only selected span says; `whole`: not inside of other words. */
  canLabelMatches(): boolean;
  labelMatches(whole: boolean): void;
  /** Only where the text is a dialogue. */
  readonly phrases?: {
    next(back: boolean): void;
    nextRegion(back: boolean): void;
    /** Labels the whole phrase, or selects it for the label that is pressed next. */
    annotate(): void;
    /** Plays or pauses the recording, if there is one. */
    play?(): void;
  };
}

/** Where one object shows its regions at one moment, in window coordinates. */
export interface PlacesNow {
  /** The part of the object that can be seen. */
  readonly frame: Box;
  /** False when a region is surely out of sight: cheap, asked of thousands. */
  sees(region: Region): boolean;
  /** Boxes of a region, one for each line; outside of `frame` when out of sight, null when not on show. */
  of(region: Region): readonly Box[] | null;
  /** Free height above a box: how high a name over an arrow may be. */
  room(box: Box): number;
}

export interface RegionPlaces {
  /** Running text, where arrows keep between the lines, or an area. */
  readonly kind: "lines" | "area";
  /** Reads what is needed of the page once, for many regions. */
  now(): PlacesNow;
  /** The topmost region at a point. */
  at(x: number, y: number): string | null;
}

/** Objects on show, for what is drawn across them. */
export interface Places {
  readonly of: ReadonlyMap<string, RegionPlaces>;
  /** Changes whenever a region may lie elsewhere. */
  readonly moved: ReadonlySignal<number>;
  /** Returns the end of it. */
  add(object: string, place: RegionPlaces): () => void;
  /** Scrolled, zoomed, resized, turned a page, edited. */
  changed(): void;
}

export interface ViewContext {
  readonly editor: Editor;
  readonly media: MediaSource;
  readonly root: Root;
  /** Images on show by object name; the last one is where the person acted last. */
  readonly images: Map<string, ImageCommands>;
  /** Texts on show, in the same way. */
  readonly texts: Map<string, TextCommands>;
  readonly places: Places;
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
