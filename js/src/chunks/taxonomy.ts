export { validation as late } from "../core/validate";
export { Taxonomy } from "../tags/controls/taxonomy";
