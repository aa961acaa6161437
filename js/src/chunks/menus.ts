export { VERSION_ACTIONS as ACTIONS } from "../actions/versions";
export { Done, Empty } from "../shell/cards";
export { Help, Menu, Palette } from "../shell/menus";
export { TaskList } from "../shell/task-list";
