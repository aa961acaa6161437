// What the image surface needs from a shape. A new geometry is a file with a Shape and its DrawTools.
import type { Geometry, ShapeName } from "../../core/editor";
import type { TagNode } from "../../generated/wire";
import type { Bounds, Point, Size } from "../../geometry/affine";

/** What `Path2D` and the overlay's path text have in common. */
export interface PathSink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void;
  closePath(): void;
}

export interface Handle {
  readonly id: string;
  readonly at: Point;
  /** `side` resizes, `turn` rotates, `vertex` is a point of the figure, `control` bends a curve. */
  readonly kind: "side" | "turn" | "vertex" | "control";
  /** Direction of the pull of a side in degrees clockwise from right, for the cursor. */
  readonly angle: number | null;
  /** Point that a stem joins the handle with. */
  readonly stem?: Point;
}

export interface Pull {
  readonly handle: string;
  readonly from: Point;
  readonly to: Point;
  /** Shift: sides keep their ratio, turning goes by 15 degrees. */
  readonly even: boolean;
}

/** Limits and attributes that gestures obey; lengths in image pixels. */
export interface Rules {
  readonly size: Size;
  /** Smallest side of a new shape: 3 px on the screen. */
  readonly least: number;
  /** Side of the shape that a double click makes. */
  readonly standard: number;
  /** Edges to pixel borders, key points to pixel centres. */
  readonly snap: boolean;
  readonly canRotate: boolean;
  /** Pixels around a point that still hit it. */
  readonly slack: number;
  /** Image pixels that one pixel of the unzoomed view shows. */
  readonly unit: number;
  /** The control's node: attributes of one shape alone (`closable`, `curves`, `minPoints`, `strokeWidth`…). */
  readonly control: TagNode | null;
}

/** A figure with a point more, and the handle of that point. */
export interface Grown<F> {
  readonly figure: F;
  readonly handle: string;
}

/** `F` is the figure in image pixels. All functions are pure. */
export interface Shape<F> {
  readonly name: ShapeName;
  /** What the steps of undo call it. */
  readonly noun: string;
  /** Null when the geometry cannot be shown. */
  parse(geometry: Geometry, size: Size): F | null;
  /** Geometry in percent; what `base` says and did not change keeps its exact number. */
  format(figure: F, size: Size, base: Geometry): Geometry;
  bounds(figure: F): Bounds;
  /** What is smaller gets the click first: 0 for a line, -1 for a point. */
  area(figure: F): number;
  contains(figure: F, at: Point, slack: number): boolean;
  trace(figure: F, path: PathSink): void;
  /** True for a figure without an inside, such as a line: its outline is what is hit and no fill is painted. */
  open?(figure: F): boolean;
  /** Painted on a layer of its own: the canvas of the others writes its caption alone. */
  readonly layered?: true;
  /** Outermost points, where a look at the whole outline would take long: for the caption. */
  tips?(figure: F): readonly Point[];
  /** The figure if it is an upright box, which a canvas paints faster than a path. */
  upright(figure: F): (Point & Size) | null;
  /** Places of the handles; `gap` is the length of the stem of the turning handle. */
  handles(figure: F, rules: Rules, gap: number): Handle[];
  move(figure: F, by: Point, rules: Rules): F;
  pull(figure: F, pull: Pull, rules: Rules): F;
  /** Keyboard: bigger by `by` at right and bottom, or turned by degrees about the centre. */
  grow(figure: F, by: Point, rules: Rules): F;
  turn(figure: F, degrees: number, rules: Rules): F;
  /** The figure in another frame: group scaling. */
  scale(figure: F, about: Point, by: Point, rules: Rules): F;
  /** Points painted as dots of one size on the screen: key points, vertices of vectors. */
  dots?(figure: F): readonly Point[];
  /** A click on the outline of the selected figure: one more point there, or null. */
  insert?(figure: F, at: Point, rules: Rules): Grown<F> | null;
  /** Enter on a handle: one more point between it and the next. */
  divide?(figure: F, handle: string, rules: Rules): Grown<F> | null;
  /** Alt and a click beside the selected figure: it goes on from a handle, or from its end. */
  extend?(figure: F, at: Point, handle: string | null, rules: Rules): Grown<F> | null;
  /** Alt and a click, or a double click, on a handle: without that point, or null when it must stay. */
  without?(figure: F, handle: string, rules: Rules): F | null;
  /** Shift and a click on a handle: from corner to curve and back, or null. */
  bend?(figure: F, handle: string, rules: Rules): F | null;
  describe(figure: F): string;
}

export interface DrawEvent {
  readonly type: "down" | "move" | "up" | "double";
  readonly at: Point;
  readonly shift: boolean;
  readonly alt: boolean;
}

/** One step of drawing: the state to go on with, or null at the end; `done` is the finished figure. */
export interface DrawStep<S, F> {
  readonly state: S | null;
  readonly done: F | null;
}

export interface DrawTool<S, F> {
  readonly name: string;
  readonly shape: ShapeName;
  /** A click inside another region draws there; only points and lines are selected instead. */
  readonly through?: true;
  /** Escape keeps what is drawn if that is a figure. */
  readonly keeps?: true;
  step(state: S | null, event: DrawEvent, rules: Rules): DrawStep<S, F>;
  preview(state: S, rules: Rules): F | null;
  /** Points set so far, shown as dots while drawing. */
  points?(state: S): readonly Point[];
  /** The place where a click ends the drawing now. */
  goal?(state: S, rules: Rules): Point | null;
  /** One set point less, or null when that was the only one: the drawing ends. */
  back?(state: S): S | null;
  /** The point that was taken back last, set again; null when there is none. */
  forward?(state: S): S | null;
  /** Enter: the finished figure, or a sentence that says what is missing. */
  finish?(state: S, rules: Rules): { readonly figure: F } | { readonly missing: string };
}
