// One line below the image about regions that cannot be seen on it. Their data is left as it is.
import { useComputed } from "@preact/signals";
import type { Region } from "../../core/editor";
import { useView } from "../../ui/context";
import { onPage } from "./image-marks";
import type { ImageSurface } from "./image-surface";

/** Most regions that are named. */
const NAMED = 5;
const MASKS: ReadonlySet<string | null> = new Set(["brush", "bitmask"]);

/** Without a list between: this runs after each change over thousands. */
function count<T>(all: readonly T[], wanted: (one: T) => boolean): number {
  let found = 0;
  for (const one of all) if (wanted(one)) found += 1;
  return found;
}

interface Fault {
  readonly regions: readonly Region[];
  readonly text: string;
}

export function Faults({ surface, page }: { readonly surface: ImageSurface; readonly page: number | null }) {
  const { editor } = useView();
  const faults = useComputed((): readonly Fault[] => {
    if (!surface.view.size.value) return [];
    const marks = surface.marks.value;
    const hidden = editor.hidden.value;
    // Masks have their own part, which reads them in its own time.
    const own = (region: Region) =>
      region.object === surface.name &&
      onPage(region, page) &&
      !MASKS.has(region.shape) &&
      !hidden.has(region.id);
    const masks = count(marks, ({ region }) => MASKS.has(region.shape));
    const all = count(editor.regions.value, own) === marks.length - masks;
    const seen = all ? null : new Set(marks.map(({ id }) => id));
    const missing = seen ? editor.regions.value.filter((region) => own(region) && !seen.has(region.id)) : [];
    const flat = marks.filter(
      ({ shape, figure, area, region }) =>
        !area && !shape.dots && !shape.open?.(figure) && !MASKS.has(region.shape),
    );
    const { width, height } = surface.view.size.value;
    const outside = marks.filter(
      ({ bounds: { left, top, right, bottom } }) => left > width || top > height || right < 0 || bottom < 0,
    );
    return [
      {
        regions: missing,
        text: "Not drawn, because numbers are missing or make no shape; kept as they are: region",
      },
      {
        regions: flat.map(({ region }) => region),
        text: "Hard to see, because without a size; kept as they are: region",
      },
      {
        regions: outside.map(({ region }) => region),
        text: "Not to be seen, because outside of the image; kept as they are: region",
      },
    ].filter(({ regions }) => regions.length);
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
