// Results on the page that is shown: pasted regions come where the person looks.
import type { Item } from "../generated/wire";
import { pagesOf } from "./facts";
import { isObject } from "./json";
import type { State } from "./state";

/** Masks are written for one size of image; all else is in percent. */
const SIZED = /^(brush|bitmask)/;

export function onShownPages(state: State, items: readonly Item[]): Item[] {
  const { objects } = state.look.value.index;
  return items.map((item) => {
    const object = objects.get(item.to_name ?? "");
    if (!object || item.value === undefined) return item;
    const pages = pagesOf(object);
    const page = Math.min(state.pages.value.get(item.to_name ?? "") ?? 0, (pages?.length ?? 1) - 1);
    const { item_index: _other, ...rest } = item;
    const placed: Item = pages ? { ...rest, item_index: page } : rest;
    const image = pages ? pages[page] : object.attrs.value;
    if (!("original_width" in item) || SIZED.test(item.type) || !isObject(image)) return placed;
    const { width, height } = image;
    const known = typeof width === "number" && typeof height === "number" && width > 0 && height > 0;
    return known ? { ...placed, original_width: width, original_height: height } : placed;
  });
}
