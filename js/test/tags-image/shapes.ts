import { FIGURES } from "../../src/tags/objects/image-figures";
import { BOXES, type ShapeTable } from "../../src/tags/objects/image-shapes";

export const KITS = [BOXES, FIGURES];
/** All shapes but masks. */
export const SHAPES: ShapeTable = { ...BOXES.shapes, ...FIGURES.shapes };
