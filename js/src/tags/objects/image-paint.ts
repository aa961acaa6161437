// Resting regions on one canvas, look by look.
import { apply, type Matrix, type Size, scaleOf } from "../../geometry/affine";
import {
  CAPTION_FONT,
  CAPTION_HEIGHT,
  CAPTION_PAD,
  caption,
  captionPlace,
  fittingCaption,
  type Ink,
  lineCaption,
} from "./image-caption";
import { type Dots, paintDots } from "./image-dots";
import type { Mark } from "./image-marks";
import { paintTexts } from "./image-texts";

export interface Painting {
  readonly frame: Size;
  readonly ratio: number;
  readonly matrix: Matrix;
  readonly captions: boolean;
  /** Marks that are shown elsewhere for now. */
  readonly lifted: ReadonlySet<Mark>;
  look(mark: Mark): Look;
  /** What stands at a region besides its caption; null when that is not wanted. */
  readonly text: ((mark: Mark) => string) | null;
}

export interface Look {
  readonly stroke: string;
  readonly fill: string;
  readonly opacity: number;
  readonly width: number;
  readonly dotted: boolean;
  /** How points of figures that have some are shown. */
  readonly dots?: Dots | undefined;
}

/** Paints marks that are in sight, on a canvas that is clear there. `ranks` keeps looks in one order. */
export function paint(
  ctx: CanvasRenderingContext2D,
  visible: readonly Mark[],
  painting: Painting,
  ink: Ink,
  ranks: Map<Look, number>,
): void {
  ink.context = ctx;
  const { ratio, matrix } = painting;
  const drawn = visible.filter(({ shape }) => !shape.layered);
  const [a, b, c, d, e, f] = matrix;
  ctx.setTransform(a * ratio, b * ratio, c * ratio, d * ratio, e * ratio, f * ratio);
  const scale = scaleOf(matrix);
  for (const [look, group] of byLook(drawn, painting, ranks)) {
    ctx.globalAlpha = look.opacity;
    ctx.fillStyle = look.fill;
    for (const mark of group) fill(ctx, mark);
    ctx.globalAlpha = 1;
    ctx.strokeStyle = look.stroke;
    ctx.lineWidth = look.width / scale;
    ctx.setLineDash(look.dotted ? [2 / scale, 3 / scale] : []);
    for (const mark of group) stroke(ctx, mark);
  }
  ctx.setLineDash([]);
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintDots(ctx, drawn, matrix, painting.look);
  ctx.font = CAPTION_FONT;
  ctx.textBaseline = "middle";
  for (const mark of visible) paintCaption(ctx, mark, painting, ink);
  if (painting.text) paintTexts(ctx, visible, matrix, painting.text, ink);
}

// One call per figure: a path of thousands of figures takes the browser ten times as long.
function fill(ctx: CanvasRenderingContext2D, { shape, figure }: Mark): void {
  if (shape.open?.(figure)) return;
  const box = shape.upright(figure);
  if (box) ctx.fillRect(box.x, box.y, box.width, box.height);
  else {
    ctx.beginPath();
    shape.trace(figure, ctx);
    ctx.fill();
  }
}

function stroke(ctx: CanvasRenderingContext2D, { shape, figure }: Mark): void {
  const box = shape.upright(figure);
  if (box) ctx.strokeRect(box.x, box.y, box.width, box.height);
  else {
    ctx.beginPath();
    shape.trace(figure, ctx);
    ctx.stroke();
  }
}

/** `look` gives the same object for the same look. */
function byLook(
  marks: readonly Mark[],
  painting: Painting,
  ranks: Map<Look, number>,
): readonly (readonly [Look, readonly Mark[]])[] {
  const groups = new Map<Look, Mark[]>();
  for (const mark of marks) {
    const look = painting.look(mark);
    const group = groups.get(look);
    if (group) group.push(mark);
    else groups.set(look, [mark]);
  }
  for (const look of groups.keys()) if (!ranks.has(look)) ranks.set(look, ranks.size);
  return [...groups].sort(([one], [other]) => (ranks.get(one) ?? 0) - (ranks.get(other) ?? 0));
}

function paintCaption(ctx: CanvasRenderingContext2D, mark: Mark, painting: Painting, ink: Ink): void {
  const { left, top, right, bottom } = mark.bounds;
  const a = apply(painting.matrix, { x: left, y: top });
  const b = apply(painting.matrix, { x: right, y: bottom });
  const size = { width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
  if (size.width < 12 && mark.area > 0) return;
  const number = String(mark.region.ordinal);
  const texts = painting.captions ? [caption(mark), number] : [number];
  const text = (mark.area > 0 ? fittingCaption : lineCaption)(texts, size, (t) => ink.width(t));
  if (text === null) return;
  const color = painting.look(mark).stroke;
  const at = captionPlace(mark, mark.figure, painting.matrix);
  const on = ink.on(color);
  ctx.fillStyle = color;
  ctx.fillRect(at.x, at.y, ink.width(text) + 2 * CAPTION_PAD, CAPTION_HEIGHT);
  ctx.fillStyle = on;
  ctx.fillText(text, at.x + CAPTION_PAD, at.y + CAPTION_HEIGHT / 2 + 0.5);
}
