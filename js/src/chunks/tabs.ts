export { VERSION_ACTIONS as ACTIONS } from "../actions/versions";
export { versions as late } from "../core/versions";
export { Problems } from "../shell/problems";
export { Tabs, Whose } from "../shell/tabs";
