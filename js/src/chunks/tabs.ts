export { Problems } from "../shell/problems";
export { Tabs, Whose } from "../shell/tabs";
