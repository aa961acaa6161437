export { handleClipboard } from "../actions/clipboard";
export { REGION_ACTIONS as ACTIONS } from "../actions/regions";
export { Panel } from "../shell/panel";
