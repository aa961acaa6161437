import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Ink } from "./image-caption";
import { type Painting, paint } from "./image-paint";
import type { ImageSurface } from "./image-surface";

export interface RestingProps {
  readonly surface: ImageSurface;
  readonly ink: Ink;
  readonly captions: boolean;
}

/** All regions at rest. Painted at most once a frame, and not at all while one is dragged. */
export function RestingRegions({ surface, ink, captions }: RestingProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frameRequest = useRef(0);

  useSignalEffect(() => {
    const { view } = surface;
    const lifted = surface.lifted.value;
    const marks = surface.marks.value.filter((mark) => !lifted.has(mark.id));
    const frame = view.frame.value;
    const painting: Painting = {
      frame,
      ratio: globalThis.devicePixelRatio || 1,
      matrix: view.matrix.value,
      captions,
      look: surface.look,
    };
    // Read here, so that the effect follows them.
    if (marks[0]) surface.look(marks[0]);
    const draw = () => {
      const target = canvas.current;
      const ctx = target?.getContext("2d");
      if (!target || !ctx || !view.scale.peek()) return;
      const width = Math.round(frame.width * painting.ratio);
      const height = Math.round(frame.height * painting.ratio);
      if (target.width !== width) target.width = width;
      if (target.height !== height) target.height = height;
      paint(ctx, marks, painting, ink);
    };
    cancelAnimationFrame(frameRequest.current);
    frameRequest.current = requestAnimationFrame(draw);
  });
  useEffect(() => () => cancelAnimationFrame(frameRequest.current), []);

  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas is not focusable
  return <canvas class="lsw-image-canvas" ref={canvas} aria-hidden="true" />;
}
