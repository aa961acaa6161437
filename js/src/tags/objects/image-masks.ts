// The part that shows and paints masks on an image.

import { signal } from "@preact/signals-core";
import type { PaintContext, Painter, ShapeTable } from "./image-shapes";

export const SHAPES: ShapeTable = {};

export function createPainter(_context: PaintContext): Painter {
  const Nothing = () => null;
  return {
    pointer: () => false,
    key: () => false,
    wheel: () => false,
    cancel: () => false,
    busy: signal(false),
    Layer: Nothing,
    Options: Nothing,
  };
}
