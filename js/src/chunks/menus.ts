import { DOWNLOAD_ACTION } from "../actions/download";

export { Done, Empty } from "../shell/cards";
export { Help, Menu, Palette } from "../shell/menus";
export { NoticeDetails } from "../shell/notice-details";
export { StoreCard } from "../shell/store-card";
export { TaskList } from "../shell/task-list";

export const ACTIONS = [DOWNLOAD_ACTION];
