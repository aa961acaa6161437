// What belongs to several objects at once, over the labeling area.
import { useMemo } from "preact/hooks";
import { lazy, Nothing } from "../ui/lazy";
import { relationChoices } from "./relation-words";
import { useShell } from "./shell-context";
import { SuggestBar } from "./suggest-bar";

const ArrowLayer = lazy("relations", "ArrowLayer", Nothing);

export function Across() {
  const { store } = useShell();
  const tree = store.tree.value;
  const declared = useMemo(() => relationChoices(tree).declared, [tree]);
  const relations = declared || store.relations.value.length > 0 || store.relating.value !== null;
  return (
    <>
      {store.options.value.suggest && <SuggestBar />}
      {relations && <ArrowLayer />}
    </>
  );
}
