import { REGION_ACTIONS } from "../actions/regions";
import { RELATION_ACTIONS } from "../actions/relations";
import { SUGGEST_ACTIONS } from "../actions/suggest";
import { TEXT_ACTIONS } from "../actions/text";

export { handleClipboard } from "../actions/clipboard";
export { lateEdits as late } from "../core/late-edits";
export { Across } from "../shell/across";
export { Announcer } from "../shell/announcer";
export { Panel } from "../shell/panel";

/** What answers a suggestion goes before what its keys do to regions. */
export const ACTIONS = [...SUGGEST_ACTIONS, ...REGION_ACTIONS, ...RELATION_ACTIONS, ...TEXT_ACTIONS];
