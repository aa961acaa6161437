// What stands in place of the task when there is none, or none left.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Summary } from "../generated/wire";
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

/** Bars as long as their part of `most`. */
function Bars({ name, most, rows }: { name: string; most: number; rows: readonly Row[] }) {
  return (
    <table class="lsw-bars">
      <caption>{name}</caption>
      <tbody>
        {rows.map(({ value, count, color }) => (
          <tr key={value}>
            <th scope="row" class="lsw-cut" title={value}>
              {value}
            </th>
            <td>
              <span style={{ width: `${(100 * count) / Math.max(1, most)}%`, background: color }} />
            </td>
            <td>{count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Row {
  readonly value: string;
  readonly count: number;
  readonly color?: string | undefined;
}

/** How often each label and choice was given, once the kernel has counted. */
function Distribution() {
  const { store } = useShell();
  const summary = useSignal<Summary | null>(null);
  const progress = store.progress.value;
  useEffect(() => {
    let gone = false;
    store.summary().then(
      (counted) => {
        if (!gone) summary.value = counted;
      },
      () => undefined, // The card is whole without the counts.
    );
    return () => {
      gone = true;
    };
  }, [progress]);
  if (!summary.value) return null;
  const { controls, complete } = summary.value;
  if (!complete)
    return (
      <>
        <p>How often each label was given:</p>
        <Code text="a.project.summary()" />
      </>
    );
  return controls.map(({ control, values, more }) => {
    const colors = new Map(store.labelChoices(control).map(({ stored, color }) => [stored, color]));
    const rows = values.map(([value, count]) => ({ value, count, color: colors.get(value) }));
    return (
      <div key={control}>
        <Bars name={control} most={values[0]?.[1] ?? 0} rows={rows} />
        {more > 0 && <p class="lsw-quiet">and {more} more</p>}
      </div>
    );
  });
}

export function Done({ started, again }: { started: number; again(): void }) {
  const { store, root } = useShell();
  root.css("cards", CARDS_CSS);
  const { total, submitted, skipped } = store.progress.value;
  const now = useSignal(Date.now());
  const states = [
    { value: "submitted", count: submitted },
    { value: "skipped", count: skipped },
  ];
  return (
    <div class="lsw-card">
      <h3>All done: {total === 1 ? "1 task" : `${total} tasks`}</h3>
      <p>In {duration(now.value - started)}, since this view was opened.</p>
      <p>The labels, as a frame:</p>
      <p class="lsw-next">
        <Code text="a.to_frame()" />
        <Button class="lsw-line" label="Look at the tasks again" onClick={again}>
          Look at the tasks again
        </Button>
      </p>
      <div class="lsw-counts">
        <Bars name="tasks" most={total} rows={states} />
        <Distribution />
      </div>
    </div>
  );
}
