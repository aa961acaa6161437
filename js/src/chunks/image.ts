export { IMAGE_ACTIONS as ACTIONS } from "../actions/image";
export { Image } from "../tags/objects/image";
