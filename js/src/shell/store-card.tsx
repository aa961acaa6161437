import { useComputed } from "@preact/signals";
import { countWaiting } from "../actions/download";
import { Float } from "../ui/float";
import { MENUS_CSS } from "./menus.css";
import { saveFacts } from "./save-facts";
import { savedAt, saveText, storeName } from "./save-text";
import { useShell } from "./shell-context";
import { Download } from "./warnings";

/** Where labels are kept, when they were last saved, what waits and why. */
export function StoreCard({ anchor }: { anchor: Element | null }) {
  const { store, view, root, unsaved } = useShell();
  root.css("menus", MENUS_CSS);
  const facts = useComputed(() => saveFacts(store)).value;
  const { location, durable, notice } = store.storeState.value;
  return (
    <Float
      root={root}
      label="About saving"
      role="dialog"
      anchor={anchor}
      onClose={() => {
        view.floating.value = null;
      }}
    >
      <div class="lsw-about">
        {(durable || !notice) && (
          <p>
            {durable ? "Labels are kept in " : "Labels are "}
            <strong>{durable ? location : storeName(store.storeState.value)}</strong>
            {!durable && ": they are gone when the kernel ends"}.
          </p>
        )}
        {notice && <p>{notice}</p>}
        <p class="lsw-quiet">{savedAt(facts.lastSaved) || "Nothing was saved since this view was opened."}</p>
        {facts.waiting > 0 && (
          <>
            <p>
              {saveText(facts)} ({countWaiting(unsaved())}). This browser keeps what waits.
            </p>
            <Download />
          </>
        )}
      </div>
    </Float>
  );
}
