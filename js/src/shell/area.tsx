// The labeling area: the config's tree, drawn by the catalog.

import { useLayoutEffect, useRef } from "preact/hooks";
import { typesText } from "../actions/annotation";
import { assignKeys } from "../actions/assign";
import { renderNode } from "../catalog";
import { factsOf } from "../core/facts";
import type { TagNode } from "../generated/wire";
import { lazy } from "../ui/lazy";
import { isForeign } from "./author";
import { useShell } from "./shell-context";
import { UndoRedo } from "./undo-redo";
import { Problems } from "./warnings";

const Whose = lazy("tabs", "Whose", true);

/** Whether the first thing of the config is a strip of labels, so that tools can stand beside it. */
export function startsWithLabels(node: TagNode | null): boolean {
  if (!node) return false;
  if (node.tag !== "View") return factsOf(node.tag).labels === true;
  if (node.attrs.style || node.attrs.display) return false;
  return startsWithLabels(node.children.find((child) => child.tag !== "Style") ?? null);
}

/** Focus goes to the control that a refused submit names, or that the person asks for by key. */
function useFocusOnDemand(area: { readonly current: HTMLElement | null }) {
  const { store, view, root } = useShell();
  const problem = [...store.problems.value.keys()][0];
  const problems = store.problems.value;
  const asked = view.toControl.value;
  const seen = useRef(asked);
  const focus = (name: string | undefined) => {
    const controls = [...(area.current?.querySelectorAll<HTMLElement>("[data-control]") ?? [])];
    const control = controls.find((element) => !name || element.dataset.control === name);
    control?.scrollIntoView?.({ block: "nearest" });
    control?.querySelector<HTMLElement>("input, textarea, select, button")?.focus();
  };
  useLayoutEffect(() => {
    if (problems.size) focus(problem);
  }, [problems]);
  const key = store.task.value?.key;
  useLayoutEffect(() => {
    const tree = store.tree.peek();
    // Where only text can be given, the next task begins by typing.
    if (root.active() === root.box && tree && typesText(tree) && !assignKeys(tree).nodes.length)
      focus(undefined);
  }, [key]);
  useLayoutEffect(() => {
    if (seen.current === asked) return;
    seen.current = asked;
    const region = store.regions.peek().find(({ id }) => id === store.selection.peek()[0]);
    const perRegion = (node: TagNode): TagNode | undefined =>
      node.attrs.perRegion === true && node.name && region && node.to_name.includes(region.object)
        ? node
        : node.children.map(perRegion).find(Boolean);
    const control = store.tree.peek() && perRegion(store.tree.peek() as TagNode);
    if (control?.name) focus(control.name);
  }, [asked]);
}

export function Area() {
  const { store } = useShell();
  const ref = useRef<HTMLElement>(null);
  useFocusOnDemand(ref);
  const task = store.task.value;
  const tree = store.tree.value;
  const tab = store.tab.value;
  if (!task || !tree) return null;
  return (
    <main
      ref={ref}
      class={`lsw-area${tab?.kind === "prediction" ? " lsw-machine" : ""}`}
      aria-label="Labeling area"
      tabIndex={-1}
    >
      {isForeign(store) && <Whose />}
      <Problems problems={task.problems} />
      {startsWithLabels(tree) && <UndoRedo />}
      <div class="lsw-tree" key={`${task.key} ${tab?.id}`}>
        {renderNode(tree)}
      </div>
    </main>
  );
}
