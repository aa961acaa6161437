// Numbers of a geometry: percent of the image, read with distrust and written without noise.
import type { Geometry, Json } from "../../core/editor";
import type { Point, Size } from "../../geometry/affine";

/** NaN for all that is no number to draw with. */
export const numberOf = (value: Json | undefined): number =>
  typeof value === "number" && Math.abs(value) < 1e15 ? value : Number.NaN;

export const pixels = (value: Json | undefined, full: number): number => (numberOf(value) * full) / 100;

/** Degrees; none is 0. */
export const angleOf = (value: Json | undefined): number => numberOf(value ?? 0);

/** The angle as it is written: a missing one stays away while it is 0. */
export function angle(degrees: number, base: Geometry): { rotation?: Json } {
  const kept = base.x !== undefined && angleOf(base.rotation) === degrees;
  return kept ? {} : { rotation: degrees };
}

/** Percent of a length; the number that is there stays when it says the same but for rounding. */
export function percent(length: number, full: number, before: Json | undefined): number {
  const held = pixels(before, full);
  const same = Math.abs(held - length) <= 1e-9 * Math.max(1, Math.abs(length));
  return same ? (before as number) : (length * 100) / full;
}

export function toPixels(x: Json | undefined, y: Json | undefined, size: Size): Point | null {
  const at = { x: pixels(x, size.width), y: pixels(y, size.height) };
  return Number.isNaN(at.x + at.y) ? null : at;
}
