// Reads from the page where the ends of arrows lie.
import type { Region, RelationRow } from "../core/editor";
import type { Places, PlacesNow } from "../ui/context";
import type { Box } from "../ui/place";
import { overlaps, type Spot } from "./arrow-geometry";
import { type Arrow, type End, inSight, type Link, layOut } from "./arrow-layout";
import { relationKey } from "./relation-words";

export interface DrawnArrow {
  readonly arrow: Arrow;
  readonly row: RelationRow;
  /** Boxes of both ends that are in sight. */
  readonly ends: readonly Box[];
}

/** A region's number at its corner, while the other end of a relation is chosen. */
export interface Badge extends Spot {
  readonly region: Region;
}

export interface Measured {
  readonly arrows: readonly DrawnArrow[];
  readonly handle: (Spot & { readonly region: Region }) | null;
  readonly badges: readonly Badge[];
}

export const NOTHING: Measured = { arrows: [], handle: null, badges: [] };

/** More are not told apart, and each costs a measurement. */
const MOST_BADGES = 300;
const ASIDE = 14;

export interface Wanted {
  readonly rows: readonly RelationRow[];
  readonly hidden: ReadonlySet<string>;
  readonly unseen: ReadonlySet<string>;
  /** Region with a handle to drag a relation from. */
  readonly from: Region | null;
  /** Regions that could be the other end; empty when none is awaited. */
  readonly others: readonly Region[];
}

export function measure(layer: DOMRect, places: Places, wanted: Wanted): Measured {
  const reader = createReader(layer, places);
  const links: Link[] = [];
  const rows = new Map<string, RelationRow>();
  for (const row of wanted.rows) {
    if (!reader.sees(row.from) && !reader.sees(row.to)) continue;
    const key = relationKey(row);
    if (wanted.unseen.has(key) || wanted.hidden.has(row.from.id) || wanted.hidden.has(row.to.id)) continue;
    const [from, to] = [reader.end(row.from), reader.end(row.to)];
    if (!from || !to || !(inSight(from) || inSight(to))) continue;
    links.push({ key, from, to, direction: row.direction, text: row.labels.join(", ") });
    rows.set(key, row);
  }
  const byKey = new Map(links.map((link) => [link.key, link]));
  const bounds = { left: 0, top: 0, right: layer.width, bottom: Number.POSITIVE_INFINITY };
  return {
    arrows: layOut(links, bounds).flatMap((arrow): DrawnArrow | [] => {
      const [row, link] = [rows.get(arrow.key), byKey.get(arrow.key)];
      if (!row || !link) return [];
      const ends = [link.from, link.to].flatMap(({ boxes, frame }) =>
        boxes.filter((box) => overlaps(box, frame)),
      );
      return { arrow, row, ends };
    }),
    handle: handleOf(wanted.from, reader),
    badges: badgesOf(wanted, reader),
  };
}

interface Reader {
  sees(region: Region): boolean;
  end(region: Region): End | null;
}

function createReader({ left, top }: DOMRect, places: Places): Reader {
  const known = new Map<string, { kind: End["kind"]; now: PlacesNow; frame: Box }>();
  const ends = new Map<string, End>();
  const moved = (box: Box): Box => ({
    left: box.left - left,
    top: box.top - top,
    right: box.right - left,
    bottom: box.bottom - top,
  });
  const objectOf = (name: string) => {
    const place = known.get(name) ?? places.of.get(name);
    if (!place || "frame" in place) return place;
    const now = place.now();
    const made = { kind: place.kind, now, frame: moved(now.frame) };
    known.set(name, made);
    return made;
  };
  return {
    sees: (region) => objectOf(region.object)?.now.sees(region) ?? false,
    end(region) {
      const before = ends.get(region.id);
      const object = before ? undefined : objectOf(region.object);
      if (!object) return before ?? null;
      const { kind, now, frame } = object;
      const boxes = now.of(region)?.map(moved) ?? [beyond(frame)];
      const room = (box: Box) => now.room({ ...box, top: box.top + top, bottom: box.bottom + top });
      const end = { object: region.object, kind, boxes, frame, room };
      ends.set(region.id, end);
      return end;
    },
  };
}

/** Of a region that is on another page: at the side to which pages are turned. */
function beyond({ right, top, bottom }: Box): Box {
  const y = (top + bottom) / 2;
  return { left: right + 40, right: right + 41, top: y, bottom: y + 1 };
}

function handleOf(region: Region | null, reader: Reader): Measured["handle"] {
  const end = region && reader.end(region);
  const box = end?.boxes.findLast((one) => overlaps(one, end.frame));
  if (!region || !end || !box) return null;
  const { kind, frame } = end;
  const x = Math.max(Math.min(box.right + ASIDE, frame.right - 4), frame.left);
  // The names of spans stand above them.
  const y = kind === "lines" ? box.bottom + ASIDE : box.top - ASIDE;
  return { region, x, y: Math.max(Math.min(y, frame.bottom - 8), frame.top + 8) };
}

function badgesOf({ others, hidden }: Wanted, reader: Reader): readonly Badge[] {
  const badges: Badge[] = [];
  for (const region of others) {
    if (badges.length === MOST_BADGES) break;
    const shown = !hidden.has(region.id) && reader.sees(region);
    const end = shown ? reader.end(region) : null;
    const box = end && inSight(end) ? end.boxes.find((one) => overlaps(one, end.frame)) : undefined;
    if (end && box)
      badges.push({ region, x: Math.max(box.left, end.frame.left), y: Math.max(box.top, end.frame.top) });
  }
  return badges;
}
