export { ArrowLayer } from "../shell/arrow-layer";
export { RelationBar } from "../shell/relation-bar";
export { RelationList } from "../shell/relation-list";
