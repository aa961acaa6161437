// How a text is cut into blocks, and how Label Studio spells places in it.
import type { Geometry, Region } from "../../core/editor";
import { text as attribute } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { codePoints } from "../../geometry/offsets";
import { offset, spanGeometry, spanOf } from "../shapes/span";
import { type Extent, shownText } from "../shapes/span-text";
import { blocksOf } from "./text-blocks";

export interface Codec {
  /** What all extents count in, in UTF-16 units. */
  readonly text: string;
  readonly blocks: readonly Extent[];
  /** Whether its blocks are phrases, which have keys of their own and no granularity. */
  readonly dialogue: boolean;
  /** Whether new spans hold their text. */
  readonly savesText: boolean;
  /** Null when the region's geometry has no place here. */
  place(region: Region): Extent | null;
  /** The part of an extent that can be spelled, or null when there is none. */
  fit(extent: Extent): Extent | null;
  geometry(extent: Extent, saveText: boolean): Geometry;
  /** Why a stored region is not what it was when it was made, in one sentence; else empty. */
  fault(region: Region): string;
}

const MOST = 60;

export function quoted(said: string): string {
  const short = said.replace(/\s+/g, " ").trim();
  return `“${short.length > MOST ? `${short.slice(0, MOST)}…` : short}”`;
}

const compact = (said: string) => said.replace(/\\n|\s+/g, "");

/** Whether a saved text is that of a span, but for blanks and breaks. */
export function saysSame(saved: string, now: string): boolean {
  return saved === now || compact(saved) === compact(now);
}

/** Of a region whose result says no place, or none that is a number. */
export const NOWHERE = "its result says no place in this text";

export const outside = (where: string, length: string) =>
  `lies outside of this text: ${where}, and the text has ${length}`;

/** Of a span that ends where it begins, or before. */
export const emptied = (where: string) => `is empty, so there is nothing to show: ${where}`;

export const changed = (saved: string, now: string) =>
  `the text has changed: saved ${quoted(saved)}, now ${quoted(now)}`;

/** Code points of one text. */
export function plainCodec(node: TagNode, text: string): Codec {
  const points = codePoints(text);
  const saves = attribute(node, "saveTextResult");
  const place = (region: Region) => spanOf(region, points);
  return {
    text,
    blocks: blocksOf(shownText(text)),
    dialogue: false,
    savesText: saves ? !["no", "false"].includes(saves) : attribute(node, "valueType") !== "url",
    place,
    fit: (extent) => extent,
    geometry: (extent, saveText) => spanGeometry(text, points, extent, saveText),
    fault(region) {
      const { start, end, text: saved } = region.geometry;
      if (offset(start) === null || offset(end) === null) return NOWHERE;
      const span = place(region);
      const beyond = Number(end) > points.length || Number(start) < 0;
      if (Number(end) <= Number(start)) return emptied(`${start} to ${end}`);
      if (!span || beyond) return outside(`${start} to ${end}`, `${points.length} characters`);
      const now = text.slice(span.start, span.end);
      return typeof saved === "string" && !saysSame(saved, now) ? changed(saved, now) : "";
    },
  };
}
