export { createPainter, SHAPES } from "../tags/objects/image-masks";
