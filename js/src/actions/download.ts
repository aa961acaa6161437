// Labels that have not reached the kernel, as a file of the person's own.
import type { Op } from "../generated/wire";
import { DOWNLOAD } from "../ui/more-icons";
import type { Action, ActionContext } from "./action";

/** `3 changes in 2 tasks`. */
export function countWaiting(ops: readonly Op[]): string {
  const tasks = new Set(ops.map(({ task }) => task)).size;
  const many = (count: number, word: string) => `${count} ${word}${count === 1 ? "" : "s"}`;
  return `${many(ops.length, "change")} in ${many(tasks, "task")}`;
}

function downloadUnsaved({ store, root, unsaved }: ActionContext) {
  const ops = unsaved();
  const title = store.title.peek();
  const at = new Date().toISOString();
  const content = {
    kind: "ls_widgets unsaved changes",
    title,
    store: store.storeState.peek().location,
    at,
    ops,
  };
  const name = ["unsaved-labels", title, at.slice(0, 19)].join("-").replace(/[^\p{L}\p{N}]+/gu, "-");
  root.download(`${name}.json`, JSON.stringify(content, null, 1));
  store.say(`Downloaded ${countWaiting(ops)}`);
}

export const DOWNLOAD_ACTION: Action = {
  id: "view:download-unsaved",
  label: "Download unsaved labels",
  group: "View",
  keys: "",
  icon: DOWNLOAD,
  when: ({ store }) => store.waiting.value > 0,
  run: downloadUnsaved,
};
