import { HELP, MAXIMIZE, PANEL, SEARCH } from "../ui/icons";
import type { Action, ActionContext } from "./action";
import { isTyping } from "./keys";
import type { Floating } from "./view-state";

const GROUP = "View";

function toggle(which: Floating) {
  return ({ view }: ActionContext) => {
    view.floating.value = view.floating.value === which ? null : which;
  };
}

/** One level out: drawing, typing, selection, panel, view. */
function oneLevelOut({ store, view, root }: ActionContext) {
  if (view.floating.value) view.floating.value = null;
  else if (store.gesture.value) store.gesture.value.cancel();
  else if (store.relating.value) store.relating.value = null;
  else if (store.suggesting.value || store.prompts.value.length + store.suggestions.value.length)
    store.reject();
  else if (isTyping(root.active())) root.home();
  else if (store.selection.value.length) store.selection.value = [];
  else if ([...store.labels.value.values()].some((labels) => labels.length)) store.labels.value = new Map();
  else if (view.over.value && view.panel.value) view.panelChoice.value = false;
  else if (root.full.value) root.toggleFull();
  else root.leave();
}

export const VIEW_ACTIONS: readonly Action[] = [
  {
    id: "view:help",
    label: "Keys that work now",
    group: GROUP,
    keys: "?",
    icon: HELP,
    when: () => true,
    run: toggle("help"),
  },
  {
    id: "view:palette",
    label: "Find an action",
    group: GROUP,
    keys: "ctrl+k",
    icon: SEARCH,
    typing: true,
    when: () => true,
    run: toggle("palette"),
  },
  {
    id: "view:tasks",
    label: "Task list",
    group: GROUP,
    keys: "ctrl+j",
    when: ({ store }) => store.total.value > 0,
    run: toggle("tasks"),
  },
  {
    id: "view:panel",
    label: "Side panel",
    group: GROUP,
    keys: "ctrl+b",
    icon: PANEL,
    when: ({ view }) => view.hasPanel.value,
    run({ view }) {
      view.panelChoice.value = !view.panel.value;
    },
  },
  {
    id: "view:full-screen",
    label: "Full screen",
    group: GROUP,
    keys: "shift+f",
    icon: MAXIMIZE,
    when: () => true,
    run: ({ root }) => root.toggleFull(),
  },
  {
    id: "view:saved",
    label: "Say what is saved",
    group: GROUP,
    keys: "ctrl+s",
    typing: true,
    when: () => true,
    run({ store }) {
      const waiting = store.waiting.value;
      const where = store.storeState.value.location;
      store.say(
        waiting ? `${waiting} not saved yet: ${store.why.value || "sending"}` : `All is saved in ${where}`,
      );
    },
  },
  {
    id: "region:exit",
    label: "One level out",
    group: GROUP,
    keys: "escape",
    typing: true,
    quiet: true,
    when: () => true,
    run: oneLevelOut,
  },
];
