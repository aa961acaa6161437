// TextAreas that the config wants in the rows of the region list instead of in the labeling area.
import { useLayoutEffect, useRef } from "preact/hooks";
import { firstPerRegion } from "../actions/first-per-region";
import { isInRow } from "../actions/per-region";
import type { Region } from "../core/editor";
import type { TagNode } from "../generated/wire";
import type { TagProps } from "../ui/context";
import { lazy } from "../ui/lazy";
import { useShell } from "./shell-context";

const RegionListTextArea = lazy<TagProps & { readonly region: string }>("controls", "RegionListTextArea");

export function rowTexts(node: TagNode | null): readonly TagNode[] {
  if (!node) return [];
  return isInRow(node) ? [node] : node.children.flatMap(rowTexts);
}

/** Stands under the row of its region; typing in it selects the region. */
export function RegionTexts({ region, nodes }: { region: Region; nodes: readonly TagNode[] }) {
  const { store, view } = useShell();
  const ref = useRef<HTMLDivElement>(null);
  const asked = view.toRow.value;
  const seen = useRef(asked);
  useLayoutEffect(() => {
    const first = seen.current !== asked && firstPerRegion(store.tree.peek(), region.object);
    seen.current = asked;
    if (first && isInRow(first) && store.selection.peek()[0] === region.id)
      ref.current?.querySelector("textarea")?.focus();
  }, [asked, store, region]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of a list is no fieldset
    <div
      ref={ref}
      class="lsw-rowtexts"
      role="group"
      aria-label={`Region ${region.ordinal}`}
      onFocusIn={() => {
        if (!store.selection.peek().includes(region.id)) store.selection.value = [region.id];
      }}
    >
      {nodes.map((node) => (
        <RegionListTextArea key={node.id} node={node} region={region.id} />
      ))}
    </div>
  );
}
