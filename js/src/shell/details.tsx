// The selected region: its labels, its numbers, its note, and what can be done with it.

import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Region } from "../core/editor";
import { labelsOf } from "../core/labels";
import type { TagNode } from "../generated/wire";
import { spanTexts } from "../tags/shapes/span-texts";
import { EYE, EYE_OFF, LOCK, UNLOCK } from "../ui/more-icons";
import { ActionButton } from "./action-button";
import { isPredicted, showScore } from "./region-rows";
import { useShell } from "./shell-context";

const EDITABLE: readonly [string, string][] = [
  ["x", "x"],
  ["y", "y"],
  ["width", "width"],
  ["height", "height"],
  ["radiusX", "radius x"],
  ["radiusY", "radius y"],
  ["rotation", "angle"],
];
const LENGTHS = new Set(["width", "height", "radiusX", "radiusY"]);
const SHOWN = ["start", "end"];

function Numbers({ region, editable }: { region: Region; editable: boolean }) {
  const { store } = useShell();
  const fields = EDITABLE.filter(([key]) => typeof region.geometry[key] === "number");
  const facts = SHOWN.filter((key) => region.geometry[key] !== undefined);
  return (
    <div class="lsw-numbers">
      {fields.map(([key, name]) => (
        <label key={key}>
          {name}
          <input
            type="number"
            step="any"
            aria-label={name}
            readOnly={!editable}
            value={Math.round(Number(region.geometry[key]) * 100) / 100}
            onChange={(event) => {
              const value = event.currentTarget.valueAsNumber;
              const sound = Number.isFinite(value) && !(LENGTHS.has(key) && value <= 0);
              if (sound && editable)
                store.reshape(new Map([[region.id, { ...region.geometry, [key]: value }]]), `Edit ${name}`);
              else event.currentTarget.value = String(region.geometry[key]);
            }}
          />
        </label>
      ))}
      {facts.map((key) => (
        <span key={key} class="lsw-quiet">
          {key} {String(region.geometry[key])}
        </span>
      ))}
    </div>
  );
}

function LabelSelect({ region, control }: { region: Region; control: TagNode }) {
  const { store } = useShell();
  const choices = store.labelChoices(control.name ?? "");
  if (control.attrs.choice === "multiple" || choices.length < 2) return null;
  const current = choices.find((choice) => region.labels.includes(choice.stored))?.stored ?? "";
  return (
    <label>
      {control.name}
      <select
        aria-label={`Label from ${control.name}`}
        value={current}
        onChange={(event) => {
          const stored = event.currentTarget.value;
          store.relabel([region.id], control.name ?? "", stored ? [stored] : []);
        }}
      >
        {current === "" && <option value="">none</option>}
        {choices.map((choice) => (
          <option
            key={choice.stored}
            value={choice.stored}
            disabled={choice.left === 0 && choice.stored !== current}
          >
            {choice.shown}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Labels of the data that their control does not have. */
function Unknown({ region }: { region: Region }) {
  const { store } = useShell();
  const unknown = store.labelControls(region.object).flatMap(({ name }) => {
    const known = new Set(store.labelChoices(name ?? "").map((choice) => choice.stored));
    const given = region.items.filter((item) => item.from_name === name).flatMap(labelsOf);
    return given.filter((label) => !known.has(label)).map((label) => `"${label}" is no label of "${name}".`);
  });
  return unknown.length ? <p class="lsw-quiet">{unknown.join(" ")} It is kept as it is.</p> : null;
}

function Note({ region, editable }: { region: Region; editable: boolean }) {
  const { store, view, root } = useShell();
  const ref = useRef<HTMLTextAreaElement>(null);
  const asked = view.toNote.value;
  const seen = useRef(asked);
  useLayoutEffect(() => {
    if (seen.current !== asked) ref.current?.focus();
    seen.current = asked;
  }, [asked]);
  return (
    <textarea
      ref={ref}
      rows={2}
      aria-label="Note on the region"
      placeholder="note"
      readOnly={!editable}
      value={region.note}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        root.home();
      }}
      onChange={(event) => {
        const note = event.currentTarget.value;
        if (note !== region.note) store.annotate(region.id, note);
      }}
    />
  );
}

function One({ region }: { region: Region }) {
  const { store } = useShell();
  const editable = !store.readOnly.value && store.canEdit(region.id);
  const said = useMemo(() => spanTexts(store.tree.value), [store.tree.value])(region);
  const origin = isPredicted(region) ? region.origin.replace("-", ", ") : "manual";
  return (
    <>
      <p class="lsw-bold lsw-cut">
        {region.labels.join(", ") || (region.shape === "message" ? "Message" : "No label")}{" "}
        <span class="lsw-quiet">
          · {origin}
          {region.score === null ? "" : ` · ${showScore(region.score)}`}
        </span>
      </p>
      {said && <p class="lsw-excerpt">{said.slice(0, 300)}</p>}
      {region.shape === null && (
        <p class="lsw-quiet">This version cannot show it. It stays in the data as it is.</p>
      )}
      <Unknown region={region} />
      {editable && (
        <div class="lsw-numbers">
          {store.labelControls(region.object).map((control) => (
            <LabelSelect key={control.id} region={region} control={control} />
          ))}
        </div>
      )}
      <Numbers region={region} editable={editable} />
      <Note key={region.id} region={region} editable={editable} />
    </>
  );
}

export function Details() {
  const { store } = useShell();
  const selection = new Set(store.selection.value);
  const regions = store.regions.value;
  const selected = selection.size > 0 ? regions.filter((region) => selection.has(region.id)) : [];
  const [first] = selected;
  if (!first) return null;
  const hidden = selected.every((region) => store.hidden.value.has(region.id));
  const locked = selected.every((region) => store.locked.value.has(region.id));
  return (
    <section class="lsw-details" aria-label="Selected region">
      {selected.length === 1 ? (
        <One region={first} />
      ) : (
        <p class="lsw-bold">{selected.length} regions selected</p>
      )}
      <div class="lsw-actions">
        <ActionButton
          action="region:visibility"
          label={hidden ? "Show" : "Hide"}
          icon={hidden ? EYE_OFF : EYE}
        />
        <ActionButton action="region:lock" label={locked ? "Unlock" : "Lock"} icon={locked ? LOCK : UNLOCK} />
        {selected.length === 1 && (
          <ActionButton
            action="region:relation"
            pressed={store.relating.value === first.id}
            why="There is no other region, or it is read-only"
          />
        )}
        <ActionButton action="region:duplicate" label="Duplicate" why="Read-only or locked" />
        <ActionButton action="region:delete" label="Delete" why="Read-only or locked" />
      </div>
    </section>
  );
}
