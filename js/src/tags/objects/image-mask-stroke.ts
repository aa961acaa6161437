// Painting with brush and eraser, filling: from the press to one step of undo.
import type { Editor } from "../../core/editor";
import type { Point, Size } from "../../geometry/affine";
import { enclosed } from "../../geometry/mask-fill";
import { createStroke, type Stroke } from "../../geometry/mask-stroke";
import { added, erased, isEmpty, merge, type Runs, runsBounds } from "../../geometry/runs";
import { type MaskFigure, placedRuns } from "../shapes/mask";
import type { Mark } from "./image-marks";
import type { MaskCodes } from "./image-mask-codes";
import type { MaskHand } from "./image-mask-hand";
import type { Live } from "./image-mask-layer";
import type { PaintTool } from "./image-shapes";
import type { ImageSurface } from "./image-surface";

export interface PaintSources {
  readonly editor: Editor;
  readonly surface: ImageSurface;
  readonly hand: MaskHand;
  readonly codes: MaskCodes;
  /** The mask that a stroke goes on with; null when it makes a new one. */
  target(): Mark | null;
}

/** Something being painted: shown, and then one step of undo or nothing. */
export interface Painting {
  readonly live: Live;
  /** Goes on to a place. */
  to(at: Point): void;
  /** How far the pointer was pulled on the screen: right and down above 0. */
  pull?(distance: number): void;
  /** A promise while something is still awaited. */
  end(): void | Promise<void>;
}

export const runsOfMark = (mark: Mark): Runs => placedRuns(mark.figure as MaskFigure);

const sizeOf = (surface: ImageSurface): Size => surface.view.size.peek() ?? { width: 0, height: 0 };

/** What a stroke made becomes part of the mask, or a mask of its own with the active labels. */
export function commit(
  { editor, surface, hand, codes }: Omit<PaintSources, "target">,
  mark: Mark | null,
  painted: Runs,
  label: string,
): void {
  if (isEmpty(painted)) return;
  const shape = hand.shape();
  if (mark) {
    const geometry = codes.write(shape, merge(runsOfMark(mark), painted, added));
    surface.unsaved.watch(mark.bounds, () => editor.reshape(new Map([[mark.id, geometry]]), label));
    surface.said.value = `${label} on ${surfaceWords(mark)}`;
    return;
  }
  const geometry = codes.write(shape, painted);
  let id: string | null = null;
  const draw = () => {
    id = editor.draw(surface.name, shape, geometry, surface.facts());
  };
  const bounds = editor.canDraw(surface.name, shape).ok && runsBounds(painted);
  if (bounds) surface.unsaved.watch(bounds, draw);
  else draw();
  if (!id) return;
  // The next stroke goes on with it.
  editor.selection.value = [id];
  surface.said.value = "New mask";
}

const surfaceWords = ({ region: { labels, ordinal } }: Mark) => labels.join(", ") || `region ${ordinal}`;

export function beginStroke(
  sources: PaintSources,
  tool: PaintTool,
  at: Point,
  touch: Touch,
): Painting | null {
  const { editor, surface, hand } = sources;
  const mark = sources.target();
  const erases = tool.name === "eraser";
  if (erases && !mark) {
    editor.say("Select the mask to erase from.");
    return null;
  }
  const brush = hand.brush(tool);
  const stroke: Stroke = createStroke(sizeOf(surface), brush);
  const exact = ({ x, y }: Point): Point =>
    brush.smooth ? { x, y } : { x: Math.floor(x) + 0.5, y: Math.floor(y) + 0.5 };
  let last = exact(at);
  const line = (to: Point) => {
    const changed = stroke.line(last, to);
    last = to;
    if (changed) touch(changed);
  };
  line(last);
  return {
    live: {
      id: mark?.id ?? null,
      base: mark && (mark.figure as MaskFigure),
      ink: hand.liveInk(mark),
      alpha: (x, y, before) => (erases ? erased : added)(before, stroke.at(x, y)),
    },
    to: (next) => line(exact(next)),
    end() {
      const painted = stroke.runs();
      if (!erases) commit(sources, mark, painted, "Brush stroke");
      else if (mark) erase(sources, mark, painted);
    },
  };
}

export type Touch = (bounds: { left: number; top: number; right: number; bottom: number }) => void;

function erase({ editor, surface, hand, codes }: PaintSources, mark: Mark, painted: Runs): void {
  const rest = merge(runsOfMark(mark), painted, erased);
  if (isEmpty(rest)) {
    editor.remove([mark.id]);
    surface.said.value = "The mask is erased";
  } else {
    const changes = new Map([[mark.id, codes.write(hand.shape(), rest)]]);
    surface.unsaved.watch(mark.bounds, () => editor.reshape(changes, "Erase"));
    surface.said.value = `Erased from ${surfaceWords(mark)}`;
  }
}

/** Fills what an outline around a place encloses, as one step. */
export function fillAt(sources: PaintSources, at: Point): void {
  const { editor, surface } = sources;
  const [x, y] = [Math.floor(at.x), Math.floor(at.y)];
  const chosen = sources.target();
  const marks = chosen
    ? [chosen]
    : surface.marks.peek().filter((mark) => mark.shape.layered && surface.movable(mark));
  for (const mark of marks.toSorted((a, b) => a.area - b.area)) {
    const fill = enclosed(runsOfMark(mark), x, y);
    if (!fill) continue;
    editor.selection.value = [mark.id];
    commit(sources, mark, fill, "Fill");
    return;
  }
  editor.say("There is no closed outline of a mask around this place.");
}
