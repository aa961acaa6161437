// Label Studio counts text in code points, the browser in UTF-16 units.

import { lastUpTo } from "./search";

/** Both counts of one text; arguments outside the text are clamped. */
export interface CodePoints {
  /** Code points in the whole text. */
  readonly length: number;
  /** Code points before a UTF-16 position; inside a surrogate pair: before the pair. */
  fromUnit(unit: number): number;
  /** UTF-16 position of a code point. */
  toUnit(point: number): number;
}

const STEP = 512;

const isPair = (text: string, unit: number) =>
  (text.charCodeAt(unit) & 0xfc00) === 0xd800 && (text.charCodeAt(unit + 1) & 0xfc00) === 0xdc00;

const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value));

/** Counts once with a mark every 512 units, so that each conversion scans at most one step. */
export function codePoints(text: string): CodePoints {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) {
    const same = (at: number) => clamp(at, text.length);
    return { length: text.length, fromUnit: same, toUnit: same };
  }
  const marks = new Uint32Array(Math.floor(text.length / STEP) + 1);
  let count = 0;
  for (let unit = 0; unit < text.length; unit++) {
    if (unit % STEP === 0) marks[unit / STEP] = count;
    if (unit === 0 || !isPair(text, unit - 1)) count++;
  }
  if (text.length % STEP === 0) marks[text.length / STEP] = count;
  const total = count;

  const whole = (unit: number) => (unit > 0 && isPair(text, unit - 1) ? unit - 1 : unit);
  return {
    length: total,
    fromUnit(at) {
      const unit = whole(clamp(at, text.length));
      const mark = Math.floor(unit / STEP);
      let points = marks[mark] ?? total;
      for (let i = mark * STEP; i < unit; i++) if (i === 0 || !isPair(text, i - 1)) points++;
      return points;
    },
    toUnit(at) {
      const point = clamp(at, total);
      const low = lastUpTo(marks.length, (mark) => marks[mark] ?? 0, point);
      let unit = low * STEP;
      if (unit > 0 && isPair(text, unit - 1)) unit++;
      for (let points = marks[low] ?? 0; points < point; points++) unit += isPair(text, unit) ? 2 : 1;
      return unit;
    },
  };
}
