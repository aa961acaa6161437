// THE table of the shapes and drawing tools that the image surface knows. Masks come with a part of their own.
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

export const SHAPES: ShapeTable = { rectangle };

/** The first tool of a shape is the one that an active label brings. */
export const DRAW_TOOLS: readonly AnyDrawTool[] = [rectangleTool, threePointTool];

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
  /** A press, move or release with a paint tool; false when the tool leaves it to selecting and moving. */
  pointer(event: PointerStep, tool: PaintTool): boolean;
  /** Keys on the focused image, before all others; true when used up. */
  key(event: KeyboardEvent, tool: PaintTool | null): boolean;
  /** The wheel while a paint tool is active; true when used up. */
  wheel(event: WheelEvent, tool: PaintTool): boolean;
  /** Throws an open stroke away; false when there is none. */
  cancel(): boolean;
  readonly busy: ReadonlySignal<boolean>;
  /** Stroke being painted and the cursor, above the resting regions. */
  readonly Layer: ComponentType;
  /** Size, shape of the brush, threshold: beside the tools. */
  readonly Options: ComponentType;
}

export interface MaskPart {
  readonly SHAPES: ShapeTable;
  createPainter(context: PaintContext): Painter;
}
