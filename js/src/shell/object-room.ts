// How much of the labeling area the object may take: what stands over it and under it stays in sight.
import { isInRow } from "../actions/per-region";
import { attr, factsOf, flag } from "../core/facts";
import type { TagNode } from "../generated/wire";
import type { ViewRoot } from "../ui/root";

/** Kept for controls that only show at times, so that nothing moves when they do. */
const ROW = 96;
const PADDING = 12;

/** Whether a control that is not always there comes after an object. */
export function comesLater(tree: TagNode): boolean {
  let object = false;
  const visit = (node: TagNode, inherited: boolean): boolean => {
    const { role } = factsOf(node.tag);
    const sometimes = inherited || flag(node, "perRegion") || Boolean(attr(node, "visibleWhen"));
    if (role === "control" && object && sometimes && !isInRow(node)) return true;
    object ||= role === "object";
    return node.children.some((child) => visit(child, sometimes));
  };
  return visit(tree, false);
}

/** Measures once for a task and a width: what controls show later moves nothing. */
export function makeRoom(area: HTMLElement, tree: TagNode, root: ViewRoot): void {
  const objects = [...area.querySelectorAll("[data-object]")];
  const [first, last] = [objects[0], objects.at(-1)];
  const content = area.querySelector(".lsw-tree");
  if (!first || !last || !content) return;
  const { top } = area.getBoundingClientRect();
  const start = (first.querySelector("[data-room]") ?? first).getBoundingClientRect().top;
  const { bottom } = last.getBoundingClientRect();
  const controls = [...area.querySelectorAll("[data-control]")].map((one) => one.getBoundingClientRect().top);
  const besides = /flex|grid/.test(getComputedStyle(last.parentElement ?? last).display);
  const under = controls.some((at) => at >= bottom - 1) ? content.getBoundingClientRect().bottom - bottom : 0;
  const after = Math.max(under, !besides && comesLater(tree) ? ROW : 0) + PADDING;
  root.box.style.setProperty("--lsw-before", `${Math.ceil(start - top + area.scrollTop)}px`);
  root.box.style.setProperty("--lsw-after", `${Math.ceil(after)}px`);
}

/** Lets the area grow but not shrink, so that the foot stays where it is when such controls come and go. */
export function keepHeight(area: HTMLElement): () => void {
  let most = 0;
  const observer = new ResizeObserver(() => {
    most = Math.max(most, area.offsetHeight);
    area.style.minHeight = `min(${most}px, var(--lsw-room))`;
  });
  observer.observe(area);
  return () => {
    observer.disconnect();
    area.style.minHeight = "";
  };
}
