import { useComputed } from "@preact/signals";
import { isUpdate, submitBlocked } from "../actions/annotation";
import { ActionButton } from "./action-button";
import type { Pace } from "./pace";
import { timeLeft } from "./pace";
import { saveFacts } from "./save-facts";
import { saveText } from "./save-text";
import { keyText, useShell } from "./shell-context";

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

function Saved() {
  const { store } = useShell();
  const facts = useComputed(() => saveFacts(store)).value;
  const text = saveText(facts);
  const { location, durable, notice } = store.storeState.value;
  const name = location.split(/[/\\]/).pop() || location;
  const trouble = facts.save === "error" || !durable || notice !== "";
  return (
    <span class="lsw-saved lsw-cut" title={[location, notice].filter(Boolean).join("\n")}>
      <span class={facts.waiting && facts.save !== "saving" ? "lsw-warn" : "lsw-quiet"}>{text}</span>
      {text && name && <span class="lsw-quiet"> · </span>}
      <span class={trouble ? "lsw-warn" : "lsw-quiet"}>{notice || name}</span>
    </span>
  );
}

export function Foot({ pace }: { pace: Pace }) {
  const shell = useShell();
  const { store } = shell;
  const update = isUpdate(shell);
  const name = update ? "Update" : "Submit";
  return (
    <footer class="lsw-foot">
      <ActionButton action="task:previous" label="Previous" why="This is the first task" />
      <ActionButton action="task:next" label="Next" why="This is the last task" />
      {store.total.value > 0 && <ProgressBar pace={pace} />}
      <Saved />
      <span class="lsw-grow" />
      <ActionButton action="annotation:skip" label="Skip" class="lsw-line" why="Read-only">
        Skip
      </ActionButton>
      <ActionButton action="annotation:submit" label={name} primary why={submitBlocked(shell)}>
        {name}
        <kbd class="lsw-key lsw-wide">{keyText(shell, "annotation:submit")}</kbd>
      </ActionButton>
    </footer>
  );
}
