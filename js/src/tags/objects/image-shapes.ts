// THE table of the shapes and drawing tools that the image surface knows.
import type { ShapeName } from "../../core/editor";
import { rectangle } from "../shapes/rectangle";
import { rectangleTool, threePointTool } from "../shapes/rectangle-draw";
import type { DrawTool, Shape } from "../shapes/shape";

export type AnyShape = Shape<unknown>;
export type AnyDrawTool = DrawTool<unknown, unknown>;

export const SHAPES: Readonly<Partial<Record<ShapeName, AnyShape>>> = { rectangle };

/** The first tool of a shape is the one that an active label brings. */
export const DRAW_TOOLS: readonly AnyDrawTool[] = [rectangleTool, threePointTool];
