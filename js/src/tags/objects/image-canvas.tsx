import { useSignalEffect } from "@preact/signals";
import type { ReadonlySignal } from "@preact/signals-core";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { apply, invert, type Matrix, meets } from "../../geometry/affine";
import type { Ink } from "./image-caption";
import type { Mark } from "./image-marks";
import type { Painting } from "./image-paint";
import { createRepaint } from "./image-repaint";
import type { ImageSurface } from "./image-surface";

export interface RestingProps {
  readonly surface: ImageSurface;
  readonly ink: Ink;
  readonly captions: ReadonlySignal<boolean>;
  readonly text: ReadonlySignal<((mark: Mark) => string) | null>;
}

/** With more regions in sight the canvas moves with the image, and is painted anew at rest. */
const MANY = 1500;
const REST_MS = 120;

/** Style that puts what was painted for one view where another view has it. */
export function carried(from: Matrix, to: Matrix): string {
  const back = invert(from);
  const at = (x: number, y: number) => apply(to, apply(back, { x, y }));
  const [o, x, y] = [at(0, 0), at(1, 0), at(0, 1)];
  return `matrix(${[x.x - o.x, x.y - o.y, y.x - o.x, y.y - o.y, o.x, o.y].join(",")})`;
}

const same = (one: Matrix, other: Matrix) => one.every((value, at) => value === other[at]);

/** All regions at rest. Painted at most once a frame, and not at all while one is dragged. */
export function RestingRegions({ surface, ink, captions, text }: RestingProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const repaint = useMemo(() => createRepaint(ink), []);
  const now = useRef({ frame: 0, timer: 0, since: 0, shown: null as Painting | null });

  useSignalEffect(() => {
    const { view } = surface;
    const marks = surface.marks.value;
    const painting: Painting = {
      frame: view.frame.value,
      ratio: globalThis.devicePixelRatio || 1,
      matrix: view.matrix.value,
      captions: captions.value,
      lifted: new Set([...surface.lifted.value].flatMap((id) => surface.mark(id) ?? [])),
      look: surface.look,
      text: text.value,
    };
    // Read here, so that the effect follows them.
    if (marks[0]) surface.look(marks[0]);
    const state = now.current;
    const draw = () => {
      const target = canvas.current;
      if (!target || !view.scale.peek()) return;
      state.since = 0;
      state.shown = painting;
      target.style.transform = "";
      repaint(target, marks, painting);
    };
    const carry = (shown: Painting) => {
      const target = canvas.current;
      if (target) target.style.transform = carried(shown.matrix, painting.matrix);
    };
    cancelAnimationFrame(state.frame);
    clearTimeout(state.timer);
    const { shown } = state;
    const moved = shown && !same(shown.matrix, painting.matrix);
    const waiting = state.since ? performance.now() - state.since : 0;
    if (moved && shown.frame === painting.frame && waiting < 2 * REST_MS && manyInSight(marks, painting)) {
      state.since ||= performance.now();
      state.frame = requestAnimationFrame(() => carry(shown));
      state.timer = setTimeout(draw, REST_MS) as unknown as number;
    } else state.frame = requestAnimationFrame(draw);
  });
  useEffect(
    () => () => {
      cancelAnimationFrame(now.current.frame);
      clearTimeout(now.current.timer);
    },
    [],
  );

  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas is not focusable
  return <canvas class="lsw-image-canvas" ref={canvas} aria-hidden="true" />;
}

/** Whether many regions are in sight. */
function manyInSight(marks: readonly Mark[], { matrix, frame }: Painting): boolean {
  if (marks.length <= MANY) return false;
  const back = invert(matrix);
  const [a, b] = [apply(back, { x: 0, y: 0 }), apply(back, { x: frame.width, y: frame.height })];
  const seen = {
    left: Math.min(a.x, b.x),
    top: Math.min(a.y, b.y),
    right: Math.max(a.x, b.x),
    bottom: Math.max(a.y, b.y),
  };
  let count = 0;
  for (const mark of marks) if (meets(mark.bounds, seen)) count += 1;
  return count > MANY;
}
