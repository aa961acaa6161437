// What the image surface knows of shapes and tools. Boxes are here; other figures and masks come in parts.
import type { ReadonlySignal } from "@preact/signals-core";
import type { ComponentType } from "preact";
import type { Editor, ShapeName } from "../../core/editor";
import type { Scope } from "../../core/scope";
import type { TagNode } from "../../generated/wire";
import { rectangle } from "../shapes/rectangle";
import { rectangleTool, threePointTool } from "../shapes/rectangle-draw";
import type { DrawTool, Shape } from "../shapes/shape";
import type { PointerStep } from "./image-gesture";
import type { ImageLoad } from "./image-load";
import type { ImageSurface } from "./image-surface";

export type AnyShape = Shape<unknown>;
export type AnyDrawTool = DrawTool<unknown, unknown>;
export type ShapeTable = Readonly<Partial<Record<ShapeName, AnyShape>>>;

/** Shapes that come together, with their tools: the first tool of a shape is the one that a label brings. */
export interface ShapeKit {
  readonly shapes: ShapeTable;
  readonly tools: readonly AnyDrawTool[];
}

export const BOXES: ShapeKit = { shapes: { rectangle }, tools: [rectangleTool, threePointTool] };

/** A tool that paints pixels instead of drawing a figure. */
export interface PaintTool {
  readonly name: string;
  readonly shapes: readonly ShapeName[];
  /** Tag without which the tool is not there. */
  readonly tag?: string;
  readonly paints: true;
}

export type Tool = AnyDrawTool | PaintTool;

const MASKS = ["brush", "bitmask"] as const;

export const PAINT_TOOLS: readonly PaintTool[] = [
  { name: "brush", shapes: MASKS, paints: true },
  { name: "eraser", shapes: MASKS, paints: true },
  { name: "fill", shapes: MASKS, paints: true },
  { name: "wand", shapes: ["brush"], tag: "MagicWand", paints: true },
];

/** What the part `masks` gets to work with. */
export interface PaintContext {
  readonly editor: Editor;
  readonly node: TagNode;
  readonly surface: ImageSurface;
  readonly scope: Scope;
  readonly load: ImageLoad;
}

/** Painting on one page of an image. */
export interface Painter {
  /** Shapes of the regions that it shows; they remember what they have read. */
  readonly shapes: ShapeTable;
  /** A press, move or release with a paint tool; false when the tool leaves it to selecting and moving. */
  pointer(event: PointerStep, tool: PaintTool): boolean;
  /** Keys on the focused image, before all others; true when used up. */
  key(event: KeyboardEvent, tool: PaintTool | null): boolean;
  /** Makes the brush larger or smaller; false when none is in the hand. */
  resize(by: number): boolean;
  /** The wheel while a paint tool is active; true when used up. */
  wheel(event: WheelEvent, tool: PaintTool): boolean;
  /** Throws an open stroke away; false when there is none. */
  cancel(): boolean;
  readonly busy: ReadonlySignal<boolean>;
  /** Masks at rest, the open stroke and the cursor: below the other regions. */
  readonly Layer: ComponentType;
  /** Size, shape of the brush, threshold: beside the tools. */
  readonly Options: ComponentType;
}
