// What the image surface needs from a shape. A new geometry is a file with a Shape and its DrawTools.
import type { Geometry, ShapeName } from "../../core/editor";
import type { Bounds, Point, Size } from "../../geometry/affine";

/** What `Path2D` and the overlay's path text have in common. */
export interface PathSink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
}

export interface Handle {
  readonly id: string;
  readonly at: Point;
  /** Direction of the pull in degrees clockwise from right, for the cursor; null for turning. */
  readonly angle: number | null;
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
  readonly snap: boolean;
  readonly canRotate: boolean;
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
  area(figure: F): number;
  contains(figure: F, at: Point, slack: number): boolean;
  trace(figure: F, path: PathSink): void;
  /** The figure if it is an upright box, which a canvas paints faster than a path. */
  upright(figure: F): (Point & Size) | null;
  /** Places of the handles; `gap` is the length of the stem of the turning handle. */
  handles(figure: F, rules: Rules, gap: number): Handle[];
  move(figure: F, by: Point, rules: Rules): F;
  pull(figure: F, pull: Pull, rules: Rules): F;
  /** Keyboard: bigger by `by` at right and bottom, or turned by degrees about the centre. */
  grow(figure: F, by: Point, rules: Rules): F;
  turn(figure: F, degrees: number): F;
  describe(figure: F): string;
}

export interface DrawEvent {
  readonly type: "down" | "move" | "up";
  readonly at: Point;
}

/** One step of drawing: the state to go on with, or null at the end; `done` is the finished figure. */
export interface DrawStep<S, F> {
  readonly state: S | null;
  readonly done: F | null;
}

export interface DrawTool<S, F> {
  readonly name: string;
  readonly shape: ShapeName;
  step(state: S | null, event: DrawEvent, rules: Rules): DrawStep<S, F>;
  preview(state: S, rules: Rules): F | null;
}
