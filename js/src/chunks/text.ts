export { Text } from "../tags/objects/text";
