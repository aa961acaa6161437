// What is written at a region, where, and in which ink: the same on the canvas and in the overlay.
import { apply, type Matrix, type Point, type Size } from "../../geometry/affine";
import type { Mark } from "./image-marks";

export const CAPTION_FONT = "600 11px system-ui, sans-serif";
export const CAPTION_HEIGHT = 16;
export const CAPTION_PAD = 4;

export interface Ink {
  /** The canvas that measures; until it is there, widths are estimated. */
  context: CanvasRenderingContext2D | null;
  width(text: string): number;
  /** Black or white, whichever is easier to read on a CSS colour. */
  on(color: string): string;
}

export function createInk(): Ink {
  const widths = new Map<string, number>();
  const inks = new Map<string, string>();
  return {
    context: null,
    width(text) {
      // Digits are equally wide: thousands of numbers need a few measurements.
      const sample = /^\d+$/.test(text) ? "0".repeat(text.length) : text;
      const known = widths.get(sample);
      if (known !== undefined) return known;
      if (!this.context) return text.length * 7;
      this.context.font = CAPTION_FONT;
      const { width } = this.context.measureText(sample);
      widths.set(sample, width);
      return width;
    },
    on(color) {
      const known = inks.get(color);
      if (known || !this.context) return known ?? "#fff";
      // The canvas turns any CSS colour into numbers.
      this.context.fillStyle = color;
      const hex = /^#(..)(..)(..)/.exec(String(this.context.fillStyle));
      const linear = (part: string | undefined) => (Number.parseInt(part ?? "80", 16) / 255) ** 2.2;
      const light = 0.2126 * linear(hex?.[1]) + 0.7152 * linear(hex?.[2]) + 0.0722 * linear(hex?.[3]);
      const ink = light > 0.18 ? "#000" : "#fff";
      inks.set(color, ink);
      return ink;
    },
  };
}

export function caption({ region: { labels, score, ordinal } }: Mark): string {
  const name = labels.length ? labels.join(", ") : String(ordinal);
  return score === null ? name : `${name} ${score.toFixed(2)}`;
}

/** The first text that fits a figure of this size on the screen and covers little of it, or null. */
export function fittingCaption(
  texts: readonly string[],
  figure: Size,
  width: (text: string) => number,
): string | null {
  const area = figure.width * figure.height;
  const fits = (text: string) => {
    const full = width(text) + 2 * CAPTION_PAD;
    return full <= figure.width && full * CAPTION_HEIGHT <= area / 4;
  };
  return texts.find(fits) ?? null;
}

/** The same for a line or a point, which no caption covers: as long as the line, or any at a point. */
export function lineCaption(
  texts: readonly string[],
  { width: across, height: down }: Size,
  width: (text: string) => number,
): string | null {
  const length = Math.max(across, down);
  return texts.find((text) => !length || width(text) + 2 * CAPTION_PAD <= length) ?? null;
}

/** Room for the dot that a caption stands beside. */
const DOT = 5;

/** Top-left corner of a caption: on the highest corner of the figure, or below it at the frame's edge. */
export function captionPlace({ shape }: Mark, figure: unknown, matrix: Matrix): Point {
  let top: Point = { x: 0, y: Number.POSITIVE_INFINITY };
  const see = (x: number, y: number) => {
    const at = apply(matrix, { x, y });
    if (at.y < top.y - 0.01 || (at.y < top.y + 0.01 && at.x < top.x)) top = at;
  };
  const tips = shape.tips?.(figure);
  if (tips) for (const { x, y } of tips) see(x, y);
  else
    shape.trace(figure, {
      moveTo: see,
      lineTo: see,
      bezierCurveTo: (_x1, _y1, _x2, _y2, x, y) => see(x, y),
      closePath() {},
    });
  const room = shape.dots ? DOT : 0;
  top = { x: top.x + room, y: top.y - room };
  const y = top.y >= CAPTION_HEIGHT ? top.y - CAPTION_HEIGHT : Math.max(top.y, 0);
  return { x: Math.max(top.x - 1, 0), y };
}
