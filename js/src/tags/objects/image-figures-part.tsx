// Brings all shapes but masks to an image that has more than boxes.
import type { Signal } from "@preact/signals-core";
import { useLayoutEffect } from "preact/hooks";
import { FIGURES } from "./image-figures";
import { BOXES, type ShapeKit } from "./image-shapes";

export function Figures({ kits }: { readonly kits: Signal<readonly ShapeKit[]> }) {
  useLayoutEffect(() => {
    kits.value = [BOXES, FIGURES];
  }, []);
  return null;
}
