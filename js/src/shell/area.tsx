// The labeling area: the config's tree, drawn by the catalog.

import { useContext, useLayoutEffect, useRef } from "preact/hooks";
import { typesText } from "../actions/annotation";
import { assignKeys } from "../actions/assign";
import { focusControl } from "../actions/focus-control";
import { renderNode } from "../catalog";
import { factsOf } from "../core/facts";
import type { TagNode } from "../generated/wire";
import { ChunksContext } from "../ui/chunks";
import { lazy, Nothing } from "../ui/lazy";
import { isForeign } from "./author";
import { comesLater, keepHeight, makeRoom } from "./object-room";
import { useShell } from "./shell-context";
import { UndoRedo } from "./undo-redo";

const Problems = lazy<{ problems: readonly string[] }>("tabs", "Problems", Nothing);
const Whose = lazy("tabs", "Whose", Nothing);
const Across = lazy("regions", "Across", Nothing);

/** Whether the first thing of the config is a strip of labels, so that tools can stand beside it. */
export function startsWithLabels(node: TagNode | null): boolean {
  if (!node) return false;
  if (node.tag !== "View") return factsOf(node.tag).labels === true;
  if (node.attrs.style || node.attrs.display) return false;
  return startsWithLabels(node.children.find((child) => child.tag !== "Style") ?? null);
}

/** Focus goes to the control that a refused submit names, and follows the work to the next task. */
function useFocus(area: { readonly current: HTMLElement | null }) {
  const { store, root } = useShell();
  const problems = store.problems.value;
  useLayoutEffect(() => {
    if (problems.size) focusControl(area.current, [...problems.keys()][0]);
  }, [problems]);
  const key = store.task.value?.key;
  useLayoutEffect(() => {
    const tree = store.tree.peek();
    if (area.current) area.current.scrollTop = 0;
    if (root.active() !== root.box && root.active() !== area.current) return;
    // Where only text can be given, the next task begins by typing.
    if (tree && typesText(tree) && !assignKeys(tree).nodes.length) focusControl(area.current);
    else area.current?.focus({ preventScroll: true });
  }, [key]);
}

export function Area() {
  const { store, view, root } = useShell();
  const ref = useRef<HTMLElement>(null);
  const parts = useContext(ChunksContext)?.here.value;
  const [width, full] = [root.width.value, root.full.value];
  useFocus(ref);
  const task = store.task.value;
  const tree = store.tree.value;
  const tab = store.tab.value;
  useLayoutEffect(() => {
    if (ref.current && tree) makeRoom(ref.current, tree, root);
  }, [task, tab?.id, parts, width, full]);
  const keeps = tree !== null && comesLater(tree);
  useLayoutEffect(() => {
    if (ref.current && keeps && !full) return keepHeight(ref.current);
  }, [keeps, width, full]);
  if (!task || !tree) return null;
  return (
    <main
      ref={ref}
      class={`lsw-area${tab?.kind === "prediction" ? " lsw-machine" : ""}`}
      aria-label="Labeling area"
      tabIndex={-1}
    >
      {isForeign(store) && <Whose />}
      {task.problems.length > 0 && <Problems problems={task.problems} />}
      {startsWithLabels(tree) && <UndoRedo />}
      {view.hasPanel.value && <Across />}
      <div class="lsw-tree" key={`${task.key} ${tab?.id}`}>
        {renderNode(tree)}
      </div>
    </main>
  );
}
