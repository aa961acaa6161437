// One object per thing a person can do: menu, palette, hotkeys and help are all made from these.

import type { Store } from "../core/store";
import type { Op } from "../generated/wire";
import type { ImageCommands, TextCommands } from "../ui/context";
import type { ViewRoot } from "../ui/root";
import type { ViewState } from "./view-state";

export type Group = "Annotation" | "Regions" | "Labels and choices" | "Image" | "Text" | "View";

export interface ActionContext {
  readonly store: Store;
  readonly view: ViewState;
  readonly root: ViewRoot;
  readonly images: ReadonlyMap<string, ImageCommands>;
  readonly texts: ReadonlyMap<string, TextCommands>;
  /** Changes that the kernel has not acknowledged. */
  unsaved(): readonly Op[];
}

export interface Action {
  /** Stable: people remap keys by it. */
  readonly id: string;
  readonly label: string;
  readonly group: Group;
  /** Default keys in Label Studio's spelling; empty for none. */
  readonly keys: string;
  /** Where a Mac differs by more than Cmd for Ctrl. */
  readonly macKeys?: string;
  /** A shape of `ui/icons.ts`. */
  readonly icon?: string;
  /** Works while text is typed. */
  readonly typing?: boolean;
  /** Comes as a clipboard event of the browser, so its default key is left to the browser. */
  readonly clipboard?: boolean;
  /** Where it cannot act, its key keeps the browser's own meaning. */
  readonly yields?: boolean;
  /** Not in menu and palette: one of a series. */
  readonly quiet?: boolean;
  /** Also while the closing card stands in place of the task; so do all of the view. */
  readonly apart?: boolean;
  when(context: ActionContext): boolean;
  run(context: ActionContext): void;
}

/** What cannot be seen is not changed. */
export function works(action: Action, context: ActionContext): boolean {
  const { done } = context.view;
  return action.when(context) && (!done.value || action.apart === true || action.group === "View");
}
