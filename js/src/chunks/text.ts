export { Paragraphs } from "../tags/objects/paragraphs";
export { Text } from "../tags/objects/text";
