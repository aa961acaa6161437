export { Taxonomy } from "../tags/controls/taxonomy";
