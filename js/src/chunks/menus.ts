import { DOWNLOAD_ACTION } from "../actions/download";
import { VERSION_ACTIONS } from "../actions/versions";

export { Done, Empty } from "../shell/cards";
export { Help, Menu, Palette } from "../shell/menus";
export { StoreCard } from "../shell/store-card";
export { TaskList } from "../shell/task-list";

export const ACTIONS = [...VERSION_ACTIONS, DOWNLOAD_ACTION];
