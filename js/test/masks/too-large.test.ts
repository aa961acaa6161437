// @vitest-environment happy-dom
import { signal } from "@preact/signals-core";
import { expect, it } from "vitest";
import { Scope } from "../../src/core/scope";
import { createPainter } from "../../src/tags/objects/image-masks";
import { BOXES } from "../../src/tags/objects/image-shapes";
import { createImageSurface } from "../../src/tags/objects/image-surface";
import { createImageView } from "../../src/tags/objects/image-view";
import { treeOf } from "../support/tree";
import { viewOf } from "../support/view";

const XML = `<View><Image name="img" value="$image"/><BrushLabels name="br" toName="img">
  <Label value="Sky"/><Label value="Sea"/></BrushLabels></View>`;
const SIZE = { width: 600, height: 400 };

it("a mask too large to be saved stays as it was, which is said, and painting goes on", () => {
  let most = Number.POSITIVE_INFINITY;
  const { store } = viewOf(XML, undefined, {}, { commit: (op) => JSON.stringify(op).length <= most });
  const scope = new Scope();
  const view = createImageView({ alignX: -1, alignY: -1, start: "fit", zoomBy: 1.1, below1: false });
  view.size.value = SIZE;
  view.frame.value = SIZE;
  const node = treeOf(XML).children[0];
  if (!node) throw new Error("no image");
  const surface = createImageSurface(store, node, view, null, signal([BOXES]), scope);
  const load = { pixels: () => Promise.reject(new Error("none")) };
  surface.painter.value = createPainter({ editor: store, node, surface, scope, load: load as never });
  const stroke = (y: number) => {
    for (const [type, x] of [
      ["down", 100],
      ["move", 300],
      ["up", 300],
    ] as const)
      surface.pointer({
        ...{ type, at: { x, y }, screen: { x, y }, button: 0, handle: null, inside: true, clicks: 1 },
        ...{ shift: false, alt: false, mod: false },
      });
  };
  const items = () => store.annotation.value?.result ?? [];
  store.pressLabel("br", "Sky");
  stroke(100);
  const [before] = items();
  expect(before?.value?.brushlabels).toEqual(["Sky"]);
  most = JSON.stringify(before).length;
  stroke(200);
  expect(store.notices.value.map(({ text }) => text).join()).toContain("too large to be saved");
  expect(items()).toEqual([before]);
  expect(surface.unsaved.bounds.value).toEqual(surface.marks.value[0]?.bounds);
  surface.nudge("Rotate", (mark, figure, rules) => mark.shape.turn(figure, 10, rules));
  surface.settle();
  expect(items()).toEqual([before]);
  expect(surface.unsaved.bounds.value?.top).toBeLessThan(surface.marks.value[0]?.bounds.top ?? 0);
  expect(store.gesture.value).toBeNull();
  most = Number.POSITIVE_INFINITY;
  stroke(200);
  expect(items()).toHaveLength(1);
  expect(surface.unsaved.bounds.value).toBeNull();
  expect(items()).not.toEqual([before]);
  scope.end();
});
