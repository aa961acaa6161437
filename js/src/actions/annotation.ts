import type { Store } from "../core/store";
import type { TagNode } from "../generated/wire";
import { LEFT, REDO, RIGHT, UNDO } from "../ui/icons";
import type { Action, ActionContext } from "./action";

const GROUP = "Annotation";

/** True when submit has been done before, so that the button says Update. */
export function isUpdate({ store }: ActionContext): boolean {
  return store.annotation.value?.fields.status === "submitted";
}

/** Text that is typed but not added yet is a change that only submit can see. */
export function typesText(node: TagNode | null): boolean {
  return node !== null && (node.tag === "TextArea" || node.children.some(typesText));
}

/** Why Submit or Update does nothing now; empty when it works. */
export function submitBlocked(context: ActionContext): string {
  const { store } = context;
  const annotation = store.annotation.value;
  if (store.tab.value?.kind === "prediction") return "A prediction cannot be submitted: copy it first";
  if (store.readOnly.value || !store.task.value) return "Read-only";
  if (store.gesture.value) return "Finish the drawing (Enter) or cancel it (Escape) first";
  if (store.options.value.deny_empty && !annotation?.result.length)
    return "Empty annotations denied in this project";
  if (isUpdate(context) && !annotation?.pending && !typesText(store.tree.value))
    return "Nothing has changed since the last submit";
  return "";
}

/** Takes a step and says which one, in place of what the step before it said. */
function walk(store: Store, verb: string, label: string | null, go: () => void) {
  if (!label) return;
  const last = store.notices.peek().at(-1);
  if (last && /^(Undid|Redid):/.test(last.text)) store.dismiss(last.id);
  go();
  store.say(`${verb}: ${label}`);
}

export const writable = ({ store }: ActionContext) => !store.readOnly.value && store.task.value !== null;

export const ANNOTATION_ACTIONS: readonly Action[] = [
  {
    id: "annotation:submit",
    label: "Submit or update",
    group: GROUP,
    keys: "ctrl+enter",
    typing: true,
    when: (context) => submitBlocked(context) === "",
    run({ store, root }) {
      // A field that is being edited hands over its content when it loses the focus.
      root.home();
      store.submit();
    },
  },
  {
    id: "annotation:skip",
    label: "Skip",
    group: GROUP,
    keys: "ctrl+space",
    macKeys: "alt+enter",
    typing: true,
    when: writable,
    run({ store, root }) {
      root.home();
      store.skip();
    },
  },
  {
    id: "annotation:undo",
    apart: true,
    label: "Undo",
    group: GROUP,
    keys: "ctrl+z",
    icon: UNDO,
    when: ({ store }) => Boolean(store.undoLabel.value || store.gesture.value?.undo),
    run: ({ store }) =>
      store.gesture.value?.undo?.() || walk(store, "Undid", store.undoLabel.value, store.undo),
  },
  {
    id: "annotation:redo",
    apart: true,
    label: "Redo",
    group: GROUP,
    keys: "ctrl+shift+z,ctrl+y",
    icon: REDO,
    when: ({ store }) => Boolean(store.redoLabel.value || store.gesture.value?.redo),
    run: ({ store }) =>
      store.gesture.value?.redo?.() || walk(store, "Redid", store.redoLabel.value, store.redo),
  },
  {
    id: "task:previous",
    apart: true,
    label: "Previous task",
    group: GROUP,
    keys: "shift+up",
    icon: LEFT,
    when: ({ store }) => store.cursor.value > 0,
    run: ({ store }) => store.previous(),
  },
  {
    id: "task:next",
    apart: true,
    label: "Next task",
    group: GROUP,
    keys: "shift+down",
    icon: RIGHT,
    when: ({ store }) => store.cursor.value < store.total.value - 1,
    run: ({ store }) => store.next(),
  },
];
