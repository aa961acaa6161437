export { handleClipboard } from "../actions/clipboard";
export { REGION_ACTIONS as ACTIONS } from "../actions/regions";
export { lateEdits } from "../core/late-edits";
export { Announcer } from "../shell/announcer";
export { Panel } from "../shell/panel";
