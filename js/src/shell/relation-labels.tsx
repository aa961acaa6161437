// The names of one relation, and the choice among those of the config.
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { RelationRow } from "../core/editor";
import { Float } from "../ui/float";
import { Icon } from "../ui/icon";
import { DOWN } from "../ui/icons";
import { pairOf, picked, type RelationChoices } from "./relation-words";
import { useShell } from "./shell-context";

interface LabelsProps {
  readonly row: RelationRow;
  readonly choices: RelationChoices;
  readonly editable: boolean;
}

export function RelationLabels({ row, choices, editable }: LabelsProps) {
  const { store, root } = useShell();
  const open = useSignal(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const { labels } = row;
  // Labels that the config does not declare stay in the data, and can be taken away here.
  const all = [
    ...choices.list,
    ...labels
      .filter((label) => !choices.list.some(({ value }) => value === label))
      .map((value) => ({ value, color: "" })),
  ];
  const toggle = (value: string) => store.labelRelation(...pairOf(row), picked(labels, value, choices));
  return (
    <div class="lsw-relationlabels">
      <button
        type="button"
        ref={anchor}
        class="lsw-button lsw-cut"
        tabIndex={-1}
        aria-haspopup="menu"
        aria-expanded={open.value}
        aria-disabled={editable ? undefined : "true"}
        aria-label={`Labels of the relation of ${row.from.ordinal} and ${row.to.ordinal}: ${labels.join(", ") || "none"}`}
        onClick={() => {
          open.value = editable && !open.value;
        }}
      >
        {labels.length > 0 ? (
          <span class="lsw-relationnames lsw-cut">{labels.join(", ")}</span>
        ) : (
          <span class="lsw-quiet">label</span>
        )}
        {editable && <Icon path={DOWN} />}
      </button>
      {open.value && (
        <Float
          root={root}
          label="Labels of the relation"
          role="menu"
          anchor={anchor.current}
          onClose={() => {
            open.value = false;
          }}
          onKeyDown={(event) => {
            event.stopPropagation();
            const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
            const buttons = [...event.currentTarget.querySelectorAll("button")];
            const at = buttons.indexOf(root.active() as HTMLButtonElement);
            const choice = /^[1-9]$/.test(event.key) && all[Number(event.key) - 1];
            if (step) buttons[(at + step + buttons.length) % buttons.length]?.focus();
            else if (event.key === "Escape") open.value = false;
            else if (choice) toggle(choice.value);
            else return;
            event.preventDefault();
          }}
        >
          {all.map(({ value, color }, at) => (
            <button
              key={value}
              type="button"
              role="menuitemcheckbox"
              class="lsw-button lsw-relationchoice"
              aria-checked={labels.includes(value)}
              onClick={() => toggle(value)}
            >
              <span class="lsw-relationtick">{labels.includes(value) ? "✓" : ""}</span>
              <span class="lsw-dot" style={{ background: color || "transparent" }} />
              <span class="lsw-grow">{value}</span>
              {at < 9 && <kbd class="lsw-key">{at + 1}</kbd>}
            </button>
          ))}
        </Float>
      )}
    </div>
  );
}
