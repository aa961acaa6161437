export { MASK_ACTIONS as ACTIONS } from "../actions/masks";
export { createPainter } from "../tags/objects/image-masks";
