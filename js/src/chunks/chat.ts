export { Chat } from "../tags/objects/chat";
