// Regions of a text that are not what they were when they were made: said, and kept as they are.
import { useComputed } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Region } from "../../core/editor";
import { Icon } from "../../ui/icon";
import { ALERT } from "../../ui/icons";
import type { TextModel } from "./text-model";

const MOST = 3;

interface Fault {
  readonly region: Region;
  readonly says: string;
}

export function Faults({ model }: { readonly model: TextModel }) {
  const { editor, codec, name } = model;
  const known = useRef(new WeakMap<Region, string>()).current;
  const faults = useComputed(() => {
    const found: Fault[] = [];
    for (const region of editor.regions.value) {
      if (region.object !== name) continue;
      let says = known.get(region);
      if (says === undefined) {
        says = codec.fault(region);
        known.set(region, says);
      }
      if (says) found.push({ region, says });
    }
    return found;
  }).value;
  if (faults.length === 0) return null;
  const more = faults.length - MOST;
  return (
    <ul class="lsw-text-faults" aria-label="Regions that do not fit this text">
      {faults.slice(0, MOST).map(({ region, says }) => (
        <li key={region.id}>
          <button
            type="button"
            onClick={() => {
              editor.selection.value = [region.id];
            }}
          >
            <Icon path={ALERT} />
            <span>{`Region ${region.ordinal}${region.labels.length > 0 ? `, ${region.labels.join(", ")}` : ""}: ${says}.`}</span>
          </button>
        </li>
      ))}
      {more > 0 && <li>{`and ${more} more ${more === 1 ? "region" : "regions"}.`}</li>}
    </ul>
  );
}
