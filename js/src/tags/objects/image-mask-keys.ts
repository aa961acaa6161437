// The brush by keyboard: arrows move the crosshair, Space or Enter puts the brush down and lifts it.
import { type Point, within } from "../../geometry/affine";
import type { ImageSurface } from "./image-surface";

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** Screen pixels per press of a held arrow at most: it gets faster with each repeat. */
const FASTEST = 24;

/** A step on the screen for a held or pressed arrow; null for other keys. */
export function createWalk(surface: ImageSurface): (event: KeyboardEvent) => Point | null {
  const { view } = surface;
  let repeats = 0;
  return (event) => {
    const arrow = ARROWS[event.key];
    const size = view.size.peek();
    if (!arrow || !size) return null;
    repeats = event.repeat ? repeats + 1 : 0;
    const length = event.shiftKey ? 10 : Math.min(1 + repeats, FASTEST);
    const scale = view.scale.peek() || 1;
    const [a, b, c, d] = view.matrix.peek();
    const k = length / (scale * scale);
    const from = surface.crosshair.peek() ?? middleOf(surface);
    const by = { x: (a * arrow[0] + b * arrow[1]) * k, y: (c * arrow[0] + d * arrow[1]) * k };
    return within(size, { x: from.x + by.x, y: from.y + by.y });
  };
}

/** The middle of what is seen of the image. */
export function middleOf({ view }: ImageSurface): Point {
  const { width, height } = view.frame.peek();
  const { x, y, width: w, height: h } = view.place.peek();
  return view.toImage({
    x: (Math.max(0, x) + Math.min(width, x + w)) / 2,
    y: (Math.max(0, y) + Math.min(height, y + h)) / 2,
  });
}
