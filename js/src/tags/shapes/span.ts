// Spans of a text as data: reading and writing their geometry, stacking, and which one a click means.
import type { Geometry, Region } from "../../core/editor";
import type { CodePoints } from "../../geometry/offsets";
import { type Extent, savedText } from "./span-text";

/** A region's place in the text, in UTF-16 units. */
export interface Span extends Extent {
  readonly region: Region;
}

/** How deep a span lies among those it overlaps; 0 has its line directly under the text. */
export interface Stacked {
  readonly span: Span;
  readonly level: number;
}

/** A whole number, also written as text; null for anything else. */
export function offset(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? Math.trunc(number) : null;
}

/** Null when the geometry has no place in this text. */
export function spanOf(region: Region, points: CodePoints): Span | null {
  const from = offset(region.geometry.start);
  const to = offset(region.geometry.end);
  if (from === null || to === null) return null;
  const start = points.toUnit(from);
  const end = points.toUnit(to);
  return end > start ? { region, start, end } : null;
}

/** Label Studio's geometry of an extent; `text` only where the config saves it. */
export function spanGeometry(text: string, points: CodePoints, extent: Extent, saveText: boolean): Geometry {
  const geometry: Geometry = { start: points.fromUnit(extent.start), end: points.fromUnit(extent.end) };
  if (saveText) geometry.text = savedText(text, extent);
  return geometry;
}

/**
 * Sorts by start and gives each span the lowest level that is free among those it overlaps. What is
 * in `known` and did not change stays the same object.
 */
export function stack(spans: readonly Span[], known: WeakMap<Span, Stacked> = new WeakMap()): Stacked[] {
  const sorted = spans.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const ends: number[] = [];
  const stacked: Stacked[] = [];
  for (const span of sorted) {
    let level = 0;
    while (level < ends.length && (ends[level] as number) > span.start) level += 1;
    ends[level] = span.end;
    let one = known.get(span);
    if (one?.level !== level) {
      one = { span, level };
      known.set(span, one);
    }
    stacked.push(one);
  }
  return stacked;
}

const holds = (outer: Span, inner: Span) =>
  outer.start <= inner.start && inner.end <= outer.end && outer.end - outer.start > inner.end - inner.start;

/** `a` gets the click before `b`: the inner of nested spans, else the later made. */
function above(a: Span, b: Span): boolean {
  if (holds(b, a)) return true;
  return !holds(a, b) && a.region.ordinal > b.region.ordinal;
}

/** The spans at one place, topmost first. */
export function pile(spans: readonly Span[]): Span[] {
  const rest = [...spans].sort((a, b) => b.region.ordinal - a.region.ordinal);
  const piled: Span[] = [];
  while (rest.length > 0) {
    const free = rest.findIndex((span) => !rest.some((other) => other !== span && above(other, span)));
    piled.push(...rest.splice(Math.max(0, free), 1));
  }
  return piled;
}

export interface ClickKeys {
  /** Ctrl or Cmd: adds to the selection or takes from it. */
  readonly toggle: boolean;
  /** Alt: the next one below, for spans that others cover. */
  readonly below: boolean;
  /** A click where the last one was: the next one below, and none after the last. */
  readonly again?: boolean;
}

/** The selection after a click on a pile of spans (empty: on none). */
export function clicked(
  piled: readonly Span[],
  selected: readonly string[],
  keys: ClickKeys,
): readonly string[] {
  const ids = piled.map((span) => span.region.id);
  const [top] = ids;
  if (top === undefined) return keys.toggle ? selected : [];
  if (keys.toggle) return selected.includes(top) ? selected.filter((id) => id !== top) : [...selected, top];
  const only = selected.length === 1 ? selected[0] : undefined;
  if (keys.below) return [ids[(only === undefined ? 0 : ids.indexOf(only) + 1) % ids.length] ?? top];
  const place = only !== undefined && keys.again ? ids.indexOf(only) : -1;
  if (place >= 0) return ids.slice(place + 1, place + 2);
  return only === top ? [] : [top];
}
