// Actions that every view has. Those of regions and images come with their chunks, those of labels,
// choices and ratings from the config.
import type { Action } from "./action";
import { ANNOTATION_ACTIONS } from "./annotation";
import { VIEW_ACTIONS } from "./view";

export const ACTIONS: readonly Action[] = [...ANNOTATION_ACTIONS, ...VIEW_ACTIONS];
