// What actions can do with one image on show.
import { flag } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import type { ImageCommands } from "../../ui/context";
import type { ImagePages } from "./image-pages";
import type { ImageSurface } from "./image-surface";

export function imageCommands(node: TagNode, pages: ImagePages, surface: ImageSurface): ImageCommands {
  const { view, hand } = surface;
  const canRotate = flag(node, "rotateControl");
  const page = pages.shown ?? 0;
  return {
    zoomIn: () => view.stepZoom(1),
    zoomOut: () => view.stepZoom(-1),
    fit: view.fit,
    actual: view.actual,
    canRotate,
    rotateLeft: () => canRotate && view.rotate(-1),
    rotateRight: () => canRotate && view.rotate(1),
    tool: surface.tool,
    reacts: hand.reacts,
    resizeBrush: (by) => surface.painter.peek()?.resize(by) ?? false,
    current: () => hand.shown.value,
    pages: pages.all?.length ?? 1,
    previousPage: () => pages.to(page - 1),
    nextPage: () => pages.to(page + 1),
  };
}
