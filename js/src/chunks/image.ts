import { CONVERT_ACTIONS } from "../actions/convert";
import { IMAGE_ACTIONS } from "../actions/image";

export { Image } from "../tags/objects/image";

export const ACTIONS = [...IMAGE_ACTIONS, ...CONVERT_ACTIONS];
