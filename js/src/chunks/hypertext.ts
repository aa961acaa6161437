export { HyperText } from "../tags/objects/hypertext";
