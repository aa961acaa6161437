// Resting regions on one canvas, look by look; repainted only when something rests elsewhere.
import { apply, boundsOf, invert, type Matrix, meets, type Size, scaleOf } from "../../geometry/affine";
import {
  CAPTION_FONT,
  CAPTION_HEIGHT,
  CAPTION_PAD,
  caption,
  captionPlace,
  fittingCaption,
  type Ink,
} from "./image-caption";
import type { Mark } from "./image-marks";

export interface Painting {
  readonly frame: Size;
  readonly ratio: number;
  readonly matrix: Matrix;
  readonly captions: boolean;
  look(mark: Mark): Look;
}

export interface Look {
  readonly stroke: string;
  readonly fill: string;
  readonly opacity: number;
  readonly width: number;
  readonly dotted: boolean;
}

export function paint(
  ctx: CanvasRenderingContext2D,
  marks: readonly Mark[],
  painting: Painting,
  ink: Ink,
): void {
  ink.context = ctx;
  const { frame, ratio, matrix } = painting;
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  const visible = inFrame(marks, matrix, frame);
  const [a, b, c, d, e, f] = matrix;
  ctx.setTransform(a * ratio, b * ratio, c * ratio, d * ratio, e * ratio, f * ratio);
  const scale = scaleOf(matrix);
  for (const [look, group] of byLook(visible, painting)) {
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
  ctx.font = CAPTION_FONT;
  ctx.textBaseline = "middle";
  for (const mark of visible) paintCaption(ctx, mark, painting, ink);
}

// One call per figure: a path of thousands of figures takes the browser ten times as long.
function fill(ctx: CanvasRenderingContext2D, { shape, figure }: Mark): void {
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

export function inFrame(marks: readonly Mark[], matrix: Matrix, frame: Size): Mark[] {
  const back = invert(matrix);
  const seen = boundsOf([
    apply(back, { x: -CAPTION_PAD, y: -CAPTION_PAD }),
    apply(back, { x: frame.width + CAPTION_PAD, y: frame.height + CAPTION_PAD + CAPTION_HEIGHT }),
  ]);
  return marks.filter((mark) => meets(mark.bounds, seen));
}

/** `look` gives the same object for the same look. */
function byLook(marks: readonly Mark[], painting: Painting): Map<Look, Mark[]> {
  const groups = new Map<Look, Mark[]>();
  for (const mark of marks) {
    const look = painting.look(mark);
    const group = groups.get(look);
    if (group) group.push(mark);
    else groups.set(look, [mark]);
  }
  return groups;
}

function paintCaption(ctx: CanvasRenderingContext2D, mark: Mark, painting: Painting, ink: Ink): void {
  const { left, top, right, bottom } = mark.bounds;
  const a = apply(painting.matrix, { x: left, y: top });
  const b = apply(painting.matrix, { x: right, y: bottom });
  const size = { width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
  if (size.width < 12) return;
  const number = String(mark.region.ordinal);
  const text = fittingCaption(painting.captions ? [caption(mark), number] : [number], size, (t) =>
    ink.width(t),
  );
  if (text === null) return;
  const color = painting.look(mark).stroke;
  const at = captionPlace(mark, mark.figure, painting.matrix);
  const on = ink.on(color);
  ctx.fillStyle = color;
  ctx.fillRect(at.x, at.y, ink.width(text) + 2 * CAPTION_PAD, CAPTION_HEIGHT);
  ctx.fillStyle = on;
  ctx.fillText(text, at.x + CAPTION_PAD, at.y + CAPTION_HEIGHT / 2 + 0.5);
}
