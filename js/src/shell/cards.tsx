// What stands in place of the task when there is none, or none left.

import { useSignal } from "@preact/signals";
import { Button } from "../ui/button";
import { COPY } from "../ui/icons";
import { CARDS_CSS } from "./cards.css";
import { duration } from "./pace";
import { useShell } from "./shell-context";

function Code({ text }: { text: string }) {
  const { root, store } = useShell();
  root.css("cards", CARDS_CSS);
  return (
    <span class="lsw-code">
      <code>{text}</code>
      <Button
        label={`Copy ${text}`}
        icon={COPY}
        onClick={async () => {
          store.say((await root.copyText(text)) ? "Copied" : "The browser does not allow copying here");
        }}
      />
    </span>
  );
}

export function Empty() {
  return (
    <div class="lsw-card">
      <h3>No tasks yet</h3>
      <p>Add some, and they appear here:</p>
      <Code text="a.project.add_tasks(df)" />
    </div>
  );
}

export function Done({ started, again }: { started: number | null; again(): void }) {
  const { store } = useShell();
  const { total, submitted, skipped } = store.progress.value;
  const now = useSignal(Date.now());
  const bars = [
    ["submitted", submitted],
    ["skipped", skipped],
  ] as const;
  return (
    <div class="lsw-card">
      <h3>All done: {total === 1 ? "1 task" : `${total} tasks`}</h3>
      {started !== null && <p>In {duration(now.value - started)}, since this view was opened.</p>}
      <table class="lsw-bars">
        <tbody>
          {bars.map(([name, count]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <span style={{ width: `${(100 * count) / Math.max(1, total)}%` }} />
              </td>
              <td>{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>The labels, as a frame:</p>
      <Code text="a.to_frame()" />
      <p>
        <Button class="lsw-line" label="Look at the tasks again" onClick={again}>
          Look at the tasks again
        </Button>
      </p>
    </div>
  );
}
