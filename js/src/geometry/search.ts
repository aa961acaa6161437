/** The first number for which a condition holds that holds for all behind it; `length` when there is none. */
export function firstWhere(length: number, holds: (at: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Place of the last of rising numbers that is no greater than `most`; 0 when all are. */
export const lastUpTo = (length: number, of: (at: number) => number, most: number): number =>
  Math.max(0, firstWhere(length, (at) => of(at) > most) - 1);
