// Which regions cannot be seen on an image as they are, and why.
import type { Region } from "../../core/editor";
import type { Bounds, Size } from "../../geometry/affine";
import type { Mark } from "./image-marks";

export interface Fault {
  readonly regions: readonly Region[];
  readonly text: string;
}

const TEXTS = {
  missing: "Not drawn, because numbers are missing or make no shape; kept as they are: region",
  flat: "Hard to see, because without a size; kept as they are: region",
  outside: "Not to be seen, because outside of the image; kept as they are: region",
  far: "Out of range, drawn as far as the image goes; kept as they are: region",
} as const;

type Kind = keyof typeof TEXTS;

/** Masks have their own part, which reads them in its own time. */
const isMask = ({ shape }: Region): boolean => shape === "brush" || shape === "bitmask";

export interface SightSources {
  readonly regions: readonly Region[];
  /** What is drawn of them, in the same order. */
  readonly marks: readonly Mark[];
  readonly size: Size;
  /** Whether a region would be drawn here. */
  here(region: Region): boolean;
}

/** One pass over all, side by side: this runs after each change over thousands. */
export function outOfSight({ regions, marks, size, here }: SightSources): readonly Fault[] {
  const found: Record<Kind, Region[]> = { missing: [], flat: [], outside: [], far: [] };
  let next = 0;
  for (const region of regions) {
    const mark = marks[next];
    if (mark?.region !== region) {
      if (!isMask(region) && here(region)) found.missing.push(region);
      continue;
    }
    next += 1;
    const kind = kindOf(mark, size);
    if (kind) found[kind].push(region);
  }
  return Object.entries(found)
    .filter(([, list]) => list.length)
    .map(([kind, list]) => ({ regions: list, text: TEXTS[kind as Kind] }));
}

function kindOf({ bounds, area, shape, figure, region }: Mark, { width, height }: Size): Kind | null {
  const { left, top, right, bottom } = bounds;
  if (!(left <= width && top <= height && right >= 0 && bottom >= 0)) return "outside";
  if (isFar(bounds, { width, height })) return "far";
  const hasNoSize = !area && !isMask(region) && !shape.dots && !shape.open?.(figure);
  return hasNoSize ? "flat" : null;
}

/** More of it on one side of the image than the image itself. */
const isFar = ({ left, top, right, bottom }: Bounds, { width, height }: Size): boolean =>
  left < -width || top < -height || right > 2 * width || bottom > 2 * height;
