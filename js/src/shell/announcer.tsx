// What a screen reader is told of regions that come.
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { describe } from "./region-rows";
import { useShell } from "./shell-context";

export function Announcer() {
  const { store } = useShell();
  const said = useSignal("");
  const regions = store.regions.value;
  const shown = store.tab.value?.id;
  const before = useRef({ shown, count: regions.length });
  useLayoutEffect(() => {
    const last = before.current;
    before.current = { shown, count: regions.length };
    const made = regions.at(-1);
    if (made && last.shown === shown && regions.length === last.count + 1)
      said.value = `Region ${describe(made, false, false)}`;
  }, [regions, shown, said]);
  return (
    <div class="lsw-sr" aria-live="polite">
      {said.value}
    </div>
  );
}
