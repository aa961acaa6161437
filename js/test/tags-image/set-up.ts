import { signal } from "@preact/signals-core";
import { Scope } from "../../src/core/scope";
import { createKeyInput } from "../../src/tags/objects/image-keys";
import { createImageSurface } from "../../src/tags/objects/image-surface";
import { createImageView } from "../../src/tags/objects/image-view";
import { treeOf } from "../support/tree";
import { viewOf } from "../support/view";
import { KITS } from "./shapes";

export const XML = `<View><Image name="img" value="$image"/><RectangleLabels name="box" toName="img" canRotate="true">
  <Label value="Car" background="#d33"/><Label value="Man"/></RectangleLabels></View>`;

/** A surface of 600 × 400 shown 1:1, over a real store. */
export function setUp(xml = XML, page: number | null = null) {
  const { store, ops } = viewOf(xml);
  const scope = new Scope();
  const view = createImageView({ alignX: -1, alignY: -1, start: "fit", zoomBy: 1.1, below1: false });
  view.size.value = { width: 600, height: 400 };
  view.frame.value = { width: 600, height: 400 };
  const node = treeOf(xml).children[0];
  if (!node) throw new Error("no image");
  const surface = createImageSurface(store, node, view, page, signal(KITS), scope);
  const keys = createKeyInput(surface);
  const press = (key: string, more: Partial<KeyboardEvent> = {}) => {
    const event = {
      key,
      altKey: false,
      ctrlKey: false,
      metaKey: false,
      shiftKey: false,
      repeat: false,
      ...more,
    };
    const used = keys.down(event as KeyboardEvent);
    keys.up(event as KeyboardEvent);
    return used;
  };
  const point = (type: "down" | "move" | "up", x: number, y: number, more = {}) =>
    surface.pointer({
      type,
      at: { x, y },
      screen: { x, y },
      button: 0,
      handle: null,
      inside: true,
      shift: false,
      clicks: 1,
      alt: false,
      mod: false,
      ...more,
    });
  const drag = (x1: number, y1: number, x2: number, y2: number) => {
    point("down", x1, y1);
    point("move", x2, y2);
    point("up", x2, y2);
  };
  const box = () => {
    store.pressLabel("box", "Car");
    drag(60, 40, 180, 160);
    const id = store.regions.value.at(-1)?.id ?? "";
    return id;
  };
  return { store, ops, scope, view, surface, press, point, drag, box };
}
