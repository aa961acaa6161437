// What a person does with a model's suggestions.
import { WAND } from "../ui/more-icons";
import type { Action, ActionContext } from "./action";

const GROUP = "Regions";

const hasModel = ({ store }: ActionContext) => store.options.value.suggest && !store.readOnly.value;
const proposed = ({ store }: ActionContext) => store.suggestions.value.length > 0;

export const SUGGEST_ACTIONS: readonly Action[] = [
  {
    id: "tool:auto-detect",
    label: "Auto-annotation",
    group: GROUP,
    keys: "m",
    icon: WAND,
    when: hasModel,
    run({ store }) {
      store.autoAnnotate.value = !store.autoAnnotate.value;
    },
  },
  {
    id: "region:auto-accept",
    label: "Accept suggestions automatically",
    group: GROUP,
    keys: "",
    when: hasModel,
    run({ store }) {
      store.autoAccept.value = !store.autoAccept.value;
    },
  },
  {
    id: "region:accept-suggestions",
    label: "Accept all suggestions",
    group: GROUP,
    keys: "enter,shift+enter",
    when: proposed,
    run: ({ store }) => store.accept(),
  },
  {
    id: "region:reject-suggestions",
    label: "Reject all suggestions",
    group: GROUP,
    keys: "backspace,delete",
    when: (context) => proposed(context) || context.store.prompts.value.length > 0,
    run: ({ store }) => store.reject(),
  },
];
