export { Proposals } from "../tags/objects/image-proposals";
export { RegionText } from "../tags/objects/image-text-field";
export { Thumbnails } from "../tags/objects/image-thumbnails";
