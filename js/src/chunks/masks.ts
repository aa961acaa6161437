export { MASK_ACTIONS as ACTIONS } from "../actions/masks";
export { Masks } from "../tags/objects/image-masks";
