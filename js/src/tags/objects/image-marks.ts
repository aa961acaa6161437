// Regions as figures on the image: derived once per region, then only looked up.
import type { Region } from "../../core/editor";
import { type Bounds, meets, type Point, type Size } from "../../geometry/affine";
import type { AnyShape, ShapeTable } from "./image-shapes";

export interface Mark {
  readonly id: string;
  readonly region: Region;
  readonly shape: AnyShape;
  readonly figure: unknown;
  readonly bounds: Bounds;
  readonly area: number;
}

export type MarkCache = WeakMap<Region, Mark | null>;

function markOf(region: Region, size: Size, shapes: ShapeTable): Mark | null {
  const shape = region.shape && shapes[region.shape];
  const figure = shape?.parse(region.geometry, size);
  if (!shape || figure === null || figure === undefined) return null;
  return {
    id: region.id,
    region,
    shape,
    figure,
    bounds: shape.bounds(figure),
    area: shape.area(figure),
  };
}

/** Whether a region belongs to this page of a list of images, or to the one image there is. */
export const onPage = ({ facts }: Region, page: number | null): boolean =>
  page === null || (facts.item_index ?? 0) === page;

/** Marks of one page of one image, in creation order; `cache` must belong to one size and table. */
export function marksOf(
  regions: readonly Region[],
  object: string,
  page: number | null,
  size: Size,
  shapes: ShapeTable,
  cache: MarkCache,
): Mark[] {
  const marks: Mark[] = [];
  for (const region of regions) {
    if (region.object !== object || !onPage(region, page)) continue;
    let mark = cache.get(region);
    if (mark === undefined) {
      mark = markOf(region, size, shapes);
      // What cannot be shown is asked again: a picture of a mask is read while others are shown.
      if (mark) cache.set(region, mark);
    }
    if (mark) marks.push(mark);
  }
  return marks;
}

/** Of areas that look equal the earlier one is on top, as in the reference. */
const bySize = (a: Mark, b: Mark): number =>
  Math.abs(a.area - b.area) <= 0.02 * Math.max(a.area, b.area) ? 0 : a.area - b.area;

/** What lies under a point, smallest first: a small region is never out of reach below a big one. */
export function stackAt(marks: readonly Mark[], at: Point, slack: number): Mark[] {
  const found: Mark[] = [];
  // Points and lines are hit from further away.
  const reach = 2 * slack;
  for (const mark of marks) {
    const { left, top, right, bottom } = mark.bounds;
    if (at.x < left - reach || at.x > right + reach || at.y < top - reach || at.y > bottom + reach) continue;
    if (mark.shape.contains(mark.figure, at, slack)) found.push(mark);
  }
  return found.sort(bySize);
}

export function marksIn(marks: readonly Mark[], area: Bounds): Mark[] {
  return marks.filter((mark) => meets(mark.bounds, area));
}
