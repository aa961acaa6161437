// Points of figures as dots of one size on the screen: what a config says of them, and the canvas' part.
import { factsOf, number, text } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { apply, type Matrix } from "../../geometry/affine";
import type { Mark } from "./image-marks";
import type { Look } from "./image-paint";

export interface Dots {
  /** Radius in screen pixels of figures at rest; 0 for none. */
  readonly rest: number;
  /** The same while the figure is selected or drawn. */
  readonly active: number;
  readonly square: boolean;
}

const SIZES: Readonly<Record<string, number>> = { small: 4, medium: 5, large: 6.5 };
/** Of a figure whose control is not in the config. */
export const PLAIN_DOTS: Dots = { rest: 4, active: 4.5, square: false };

export function dotsOf(control: TagNode): Dots | undefined {
  const shape = factsOf(control.tag).shape;
  if (shape === "keypoint") return { rest: 4.5, active: 6, square: false };
  if (shape !== "polygon" && shape !== "vector") return undefined;
  const square = text(control, "pointStyle") === "rectangle";
  if (shape === "polygon") return { rest: 0, active: SIZES[text(control, "pointSize")] ?? 4, square };
  const radius = (key: string, usual: number) => Math.min(Math.max(number(control, key) ?? usual, 0), 20);
  return { rest: radius("pointSizeDisabled", 3), active: radius("pointSizeEnabled", 5), square };
}

/** A light and a dark ring around each: seen on any ground. */
export function paintDots(
  ctx: CanvasRenderingContext2D,
  marks: readonly Mark[],
  matrix: Matrix,
  look: (mark: Mark) => Look,
): void {
  for (const mark of marks) {
    const { rest: r, square } = look(mark).dots ?? PLAIN_DOTS;
    if (!r || !mark.shape.dots) continue;
    ctx.fillStyle = look(mark).stroke;
    for (const dot of mark.shape.dots(mark.figure)) {
      const { x, y } = apply(matrix, dot);
      ctx.beginPath();
      if (square) ctx.rect(x - r, y - r, 2 * r, 2 * r);
      else ctx.arc(x, y, r, 0, 2 * Math.PI);
      ctx.lineWidth = 3;
      ctx.strokeStyle = "rgb(0 0 0/.45)";
      ctx.stroke();
      ctx.lineWidth = 1.5;
      ctx.strokeStyle = "#fff";
      ctx.stroke();
      ctx.fill();
    }
  }
}
