// One line below the image about regions that cannot be seen on it. Their data is left as it is.
import { useSignal, useSignalEffect } from "@preact/signals";
import { useView } from "../../ui/context";
import { onPage } from "./image-marks";
import { type Fault, outOfSight } from "./image-out-of-sight";
import type { ImageSurface } from "./image-surface";

/** Most regions that are named. */
const NAMED = 5;
/** Among more regions it is looked for when nothing has changed for a while: no gesture waits for it. */
const FEW = 500;
const REST_MS = 150;

export function Faults({ surface, page }: { readonly surface: ImageSurface; readonly page: number | null }) {
  const { editor } = useView();
  const faults = useSignal<readonly Fault[]>([]);
  useSignalEffect(() => {
    const size = surface.view.size.value;
    const marks = surface.marks.value;
    const regions = editor.regions.value;
    const hidden = editor.hidden.value;
    const look = () => {
      faults.value = size
        ? outOfSight({
            regions,
            marks,
            size,
            here: (region) =>
              region.object === surface.name && onPage(region, page) && !hidden.has(region.id),
          })
        : [];
    };
    if (regions.length <= FEW) return look();
    const timer = setTimeout(look, REST_MS);
    return () => clearTimeout(timer);
  });
  if (!faults.value.length) return null;
  return (
    <div class="lsw-image-faults" role="status">
      {faults.value.map(({ regions, text }) => (
        <p key={text}>
          {text}{" "}
          {regions.slice(0, NAMED).map((region) => (
            <button
              key={region.id}
              type="button"
              class="lsw-button lsw-line"
              aria-label={`Select region ${region.ordinal}`}
              onClick={() => {
                editor.selection.value = [region.id];
              }}
            >
              {region.ordinal}
            </button>
          ))}
          {regions.length > NAMED && ` and ${regions.length - NAMED} more`}
        </p>
      ))}
    </div>
  );
}
