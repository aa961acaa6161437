import { useComputed } from "@preact/signals";
import { useRef } from "preact/hooks";
import { isUpdate, submitBlocked } from "../actions/annotation";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { ALERT } from "../ui/icons";
import { lazy, Nothing } from "../ui/lazy";
import { ActionButton } from "./action-button";
import type { Pace } from "./pace";
import { timeLeft } from "./pace";
import { saveFacts } from "./save-facts";
import { savedAt, saveText, saveWords, storeName } from "./save-text";
import { keyText, useShell } from "./shell-context";

const StoreCard = lazy<{ anchor: Element | null }>("menus", "StoreCard", Nothing);

function ProgressBar({ pace }: { pace: Pace }) {
  const { store } = useShell();
  const { total, submitted, skipped } = store.progress.value;
  const done = submitted + skipped;
  const left = timeLeft(pace, total - done);
  const said = `${done} of ${total} done${left ? `, ${left}` : ""}`;
  return (
    <span class="lsw-progress" title={said}>
      <span
        class="lsw-bar"
        role="progressbar"
        aria-label="Progress"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        aria-valuetext={said}
      >
        <span style={{ width: `${(100 * submitted) / Math.max(1, total)}%` }} />
        <span class="lsw-skipped" style={{ width: `${(100 * skipped) / Math.max(1, total)}%` }} />
      </span>
      <span class="lsw-quiet">
        {done} / {total}
      </span>
      {left && <span class="lsw-quiet lsw-wide">{left}</span>}
    </span>
  );
}

/** How labels are doing and where they are; all about it on a press. */
function Saved() {
  const { store, view } = useShell();
  const ref = useRef<HTMLSpanElement>(null);
  const facts = useComputed(() => saveFacts(store)).value;
  const { word, why } = saveWords(facts);
  const { location, durable, notice } = store.storeState.value;
  const name = storeName(store.storeState.value);
  const open = view.floating.value === "store";
  const more = [why, name].filter(Boolean).join(" · ");
  if (!word && !more) return null;
  return (
    <span ref={ref} class="lsw-saved">
      <Button
        label={[word, why, name, "about saving"].filter(Boolean).join(", ")}
        hint={[savedAt(facts.lastSaved), saveText(facts), location, notice].filter(Boolean).join("\n")}
        expanded={open}
        onClick={() => {
          view.floating.value = open ? null : "store";
        }}
      >
        {(notice || facts.save === "error") && <Icon path={ALERT} />}
        {word && <span class={facts.waiting && facts.save !== "saving" ? "lsw-warn" : ""}>{word}</span>}
        {word && more && <span>·</span>}
        <span class={`lsw-cut${durable ? "" : " lsw-warn"}`}>{more}</span>
      </Button>
      <span class="lsw-sr" aria-live="polite">
        {facts.save === "error" || facts.save === "unsaved" ? saveText(facts) : ""}
      </span>
      {open && <StoreCard anchor={ref.current} />}
    </span>
  );
}

export function Foot({ pace }: { pace: Pace }) {
  const shell = useShell();
  const { store, view } = shell;
  const update = isUpdate(shell);
  const name = update ? "Update" : "Submit";
  const apart = view.done.value ? "All is done: look at the tasks again" : "";
  return (
    <footer class="lsw-foot">
      <ActionButton action="task:previous" label="Previous" why="This is the first task" />
      <ActionButton action="task:next" label="Next" why="This is the last task" />
      {store.total.value > 0 && <ProgressBar pace={pace} />}
      <Saved />
      <span class="lsw-grow" />
      {store.total.value > 0 && (
        <>
          <ActionButton action="annotation:skip" label="Skip" class="lsw-line" why={apart || "Read-only"}>
            Skip
          </ActionButton>
          <ActionButton action="annotation:submit" label={name} primary why={apart || submitBlocked(shell)}>
            {name}
            <kbd class="lsw-key lsw-wide">{keyText(shell, "annotation:submit")}</kbd>
          </ActionButton>
        </>
      )}
    </footer>
  );
}
