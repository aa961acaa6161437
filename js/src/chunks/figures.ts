export { CONVERT_ACTIONS as ACTIONS } from "../actions/convert";
export { Figures } from "../tags/objects/image-figures-part";
