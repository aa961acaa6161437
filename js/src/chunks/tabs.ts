export { Tabs, Whose } from "../shell/tabs";
