export { TEXT_ACTIONS as ACTIONS } from "../actions/text";
export { Paragraphs } from "../tags/objects/paragraphs";
export { Text } from "../tags/objects/text";
