// Several annotations of one task: made, copied, deleted.
import { COPY } from "../ui/icons";
import { PLUS, TRASH } from "../ui/more-icons";
import type { Action } from "./action";
import { writable } from "./annotation";

const GROUP = "Annotation";

export const VERSION_ACTIONS: readonly Action[] = [
  {
    id: "annotation:new",
    label: "New annotation of this task",
    group: GROUP,
    keys: "",
    icon: PLUS,
    when: ({ store }) => store.task.value !== null && store.link.value === "live",
    run: ({ store }) => store.newAnnotation(),
  },
  {
    id: "annotation:duplicate",
    label: "Duplicate annotation",
    group: GROUP,
    keys: "",
    icon: COPY,
    when: ({ store }) => store.tab.value?.kind === "annotation" && store.link.value === "live",
    run: ({ store }) => store.duplicateAnnotation(),
  },
  {
    id: "annotation:copy-prediction",
    label: "Copy this prediction as mine",
    group: GROUP,
    keys: "",
    icon: COPY,
    when: ({ store }) => store.tab.value?.kind === "prediction" && store.link.value === "live",
    run({ store }) {
      const tab = store.tab.value;
      if (tab?.kind === "prediction") store.copyPrediction(tab.id);
    },
  },
  {
    id: "annotation:delete",
    label: "Delete annotation",
    group: GROUP,
    keys: "",
    icon: TRASH,
    when: (context) => writable(context) && (context.store.annotation.value?.rev ?? 0) > 0,
    run: ({ store }) => store.deleteAnnotation(),
  },
];
