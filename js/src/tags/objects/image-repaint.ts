// What of the canvas of resting regions must be painted again: all of it, or only where something changed.
import { apply, type Bounds, boundsOf, invert, type Matrix, meets } from "../../geometry/affine";
import { CAPTION_HEIGHT, type Ink } from "./image-caption";
import type { Mark } from "./image-marks";
import { type Look, type Painting, paint } from "./image-paint";
import { TEXT_REACH } from "./image-texts";

/** With more changes than this all is painted. */
const FEW = 200;
/** Screen pixels around a figure for outline, dots and caption. */
const AROUND = CAPTION_HEIGHT + 10;
/** Captions of lines and points may be wider than the figure. */
const WIDE = 240;

interface Painted {
  readonly marks: readonly Mark[];
  readonly painting: Painting;
}

export type Repaint = (canvas: HTMLCanvasElement, marks: readonly Mark[], painting: Painting) => void;

export function createRepaint(ink: Ink): Repaint {
  const ranks = new Map<Look, number>();
  let last: Painted | null = null;
  return (canvas, marks, painting) => {
    const ctx = canvas.getContext("2d");
    if (!ctx) return;
    const { frame, ratio } = painting;
    const width = Math.round(frame.width * ratio);
    const height = Math.round(frame.height * ratio);
    const resized = canvas.width !== width || canvas.height !== height;
    if (resized) {
      canvas.width = width;
      canvas.height = height;
    }
    const before = resized || !last || !sameView(last.painting, painting) ? null : last;
    last = { marks, painting };
    const changed = before && painted(before, { marks, painting });
    const whole = { left: 0, top: 0, right: frame.width, bottom: frame.height };
    const part = changed && dirty(changed, painting, whole);
    if (changed && !part) return;
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { left, top, right, bottom } = part ?? whole;
    ctx.clearRect(left, top, right - left, bottom - top);
    if (part) {
      ctx.beginPath();
      ctx.rect(left, top, right - left, bottom - top);
      ctx.clip();
    }
    paint(ctx, inSight(marks, painting, part ?? whole), painting, ink, ranks);
    ctx.restore();
  };
}

function sameView(one: Painting, other: Painting): boolean {
  return (
    one.frame.width === other.frame.width &&
    one.frame.height === other.frame.height &&
    one.ratio === other.ratio &&
    one.captions === other.captions &&
    one.text === other.text &&
    one.matrix.every((value, at) => value === other.matrix[at])
  );
}

/** Marks that are painted in one of two states alone; null when there are many. */
function painted(before: Painted, after: Painted): readonly Mark[] | null {
  const changed = changes(before.marks, after.marks);
  const [was, is] = [before.painting.lifted, after.painting.lifted];
  if (!changed || was.size + is.size > FEW) return null;
  const turned = [...was, ...is].filter((mark) => was.has(mark) !== is.has(mark) && !changed.includes(mark));
  return [...changed.filter((mark) => !was.has(mark) && !is.has(mark)), ...turned];
}

/** Marks that are only in one of two lists; null when there are many. */
export function changes(before: readonly Mark[], after: readonly Mark[]): readonly Mark[] | null {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < shorter - from && before[before.length - 1 - same] === after[after.length - 1 - same])
    same += 1;
  const gone = before.slice(from, before.length - same);
  const come = after.slice(from, after.length - same);
  if (gone.length + come.length > FEW) return null;
  return [...gone.filter((mark) => !come.includes(mark)), ...come.filter((mark) => !gone.includes(mark))];
}

const onScreen = ({ left, top, right, bottom }: Bounds, matrix: Matrix): Bounds =>
  boundsOf([apply(matrix, { x: left, y: top }), apply(matrix, { x: right, y: bottom })]);

const grown = ({ left, top, right, bottom }: Bounds, by: number): Bounds => ({
  left: left - by,
  top: top - by,
  right: right + by,
  bottom: bottom + by,
});

/** Screen pixels around a mark's bounds that its painting may reach. */
const reach = ({ shape, area }: Mark, painting: Painting): number =>
  shape.dots || !area ? WIDE : painting.text ? Math.max(AROUND, TEXT_REACH) : AROUND;

/** Part of the frame where marks changed, in whole pixels; null when nothing of them is in sight. */
function dirty(changed: readonly Mark[], painting: Painting, whole: Bounds): Bounds | null {
  let all: Bounds | null = null;
  for (const mark of changed) {
    const around = grown(onScreen(mark.bounds, painting.matrix), reach(mark, painting));
    if (!meets(around, whole)) continue;
    all =
      all === null
        ? around
        : {
            left: Math.min(all.left, around.left),
            top: Math.min(all.top, around.top),
            right: Math.max(all.right, around.right),
            bottom: Math.max(all.bottom, around.bottom),
          };
  }
  return (
    all && {
      left: Math.max(Math.floor(all.left), 0),
      top: Math.max(Math.floor(all.top), 0),
      right: Math.min(Math.ceil(all.right), whole.right),
      bottom: Math.min(Math.ceil(all.bottom), whole.bottom),
    }
  );
}

/** Marks whose painting may meet a part of the frame. */
export function inSight(marks: readonly Mark[], painting: Painting, part: Bounds): Mark[] {
  const back = invert(painting.matrix);
  const seen = (by: number) => onScreen(grown(part, by), back);
  const near = seen(Math.max(AROUND, painting.text ? TEXT_REACH : 0));
  const wide = seen(WIDE);
  const { lifted } = painting;
  const found: Mark[] = [];
  // First what rules out most of thousands.
  for (const mark of marks) {
    const { bounds } = mark;
    if (bounds.left > wide.right || bounds.right < wide.left) continue;
    if (bounds.top > wide.bottom || bounds.bottom < wide.top) continue;
    if ((meets(bounds, near) || mark.shape.dots || !mark.area) && !lifted.has(mark)) found.push(mark);
  }
  return found;
}
