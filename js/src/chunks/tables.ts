export { List } from "../tags/objects/list";
export { Table } from "../tags/objects/table";
