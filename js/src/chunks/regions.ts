export { handleClipboard } from "../actions/clipboard";
export { REGION_ACTIONS as ACTIONS } from "../actions/regions";
export { Announcer } from "../shell/announcer";
export { Panel } from "../shell/panel";
