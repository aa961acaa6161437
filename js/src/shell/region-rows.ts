// Order, grouping and words of the region list: pure.
import type { RegionOrder } from "../actions/view-state";
import type { Region } from "../core/editor";

export type Row =
  | { readonly kind: "group"; readonly label: string; readonly count: number; readonly color: string }
  | { readonly kind: "region"; readonly region: Region };

function firstLabel(region: Region): string {
  return region.labels[0] ?? "";
}

export function orderRegions(regions: readonly Region[], order: RegionOrder): readonly Region[] {
  if (order === "time") return regions;
  const by = (a: Region, b: Region) =>
    order === "label"
      ? firstLabel(a).localeCompare(firstLabel(b))
      : (b.score ?? Number.NEGATIVE_INFINITY) - (a.score ?? Number.NEGATIVE_INFINITY);
  return [...regions].sort((a, b) => by(a, b) || a.ordinal - b.ordinal);
}

/** The rows of the list; what only some of them need is made when it is asked for. */
export interface Rows {
  readonly count: number;
  at(index: number): Row | undefined;
  /** Where a region stands; -1 when it is not listed. */
  indexOf(id: string): number;
  /** Ids of the regions in the order of their rows. */
  ids(): readonly string[];
}

export function regionRows(regions: readonly Region[], order: RegionOrder, byLabel: boolean): Rows {
  const ordered = orderRegions(regions, order);
  if (byLabel) return groupedRows(ordered);
  let ids: readonly string[] | null = null;
  return {
    count: ordered.length,
    at(index) {
      const region = ordered[index];
      return region && { kind: "region", region };
    },
    indexOf: (id) => ordered.findIndex((region) => region.id === id),
    ids() {
      ids ??= ordered.map((region) => region.id);
      return ids;
    },
  };
}

function groupedRows(ordered: readonly Region[]): Rows {
  const groups = new Map<string, Region[]>();
  for (const region of ordered) {
    const group = groups.get(firstLabel(region));
    if (group) group.push(region);
    else groups.set(firstLabel(region), [region]);
  }
  const rows = [...groups].flatMap(([label, members]): Row[] => [
    { kind: "group", label: label || "No label", count: members.length, color: members[0]?.color ?? "" },
    ...members.map((region): Row => ({ kind: "region", region })),
  ]);
  const ids = rows.flatMap((row) => (row.kind === "region" ? [row.region.id] : []));
  return {
    count: rows.length,
    at: (index) => rows[index],
    indexOf: (id) => rows.findIndex((row) => row.kind === "region" && row.region.id === id),
    ids: () => ids,
  };
}

/** What a click or key does to the selection: alone, one more or less, or everything between. */
export function nextSelection(
  ids: readonly string[],
  selection: readonly string[],
  id: string,
  how: "only" | "toggle" | "range",
): readonly string[] {
  if (how === "toggle")
    return selection.includes(id) ? selection.filter((other) => other !== id) : [...selection, id];
  const anchor = selection[0];
  if (how === "range" && anchor !== undefined && ids.includes(anchor)) {
    const [from, to] = [ids.indexOf(anchor), ids.indexOf(id)];
    const between = ids.slice(Math.min(from, to), Math.max(from, to) + 1);
    return [anchor, ...between.filter((other) => other !== anchor)];
  }
  return [id];
}

const round = (value: unknown) => Math.round(Number(value) * 10) / 10;

/** The text of a span, or place and size in percent; what a shape has instead of a size. */
export function excerpt(region: Region, text = region.text): string {
  if (text) return text.replace(/\s+/g, " ").slice(0, 80);
  const { x, y, width, height, radiusX, radiusY, points, vertices } = region.geometry;
  const place = `${round(x)}, ${round(y)}`;
  if (region.shape === "rectangle") return `${place} · ${round(width)} × ${round(height)} %`;
  if (region.shape === "ellipse") return `${place} · radius ${round(radiusX)} × ${round(radiusY)} %`;
  if (region.shape === "keypoint") return `${place} %`;
  if (region.shape === "polygon" || region.shape === "vector")
    return `${[points, vertices].flat().filter(Boolean).length} points`;
  if (region.shape === "brush" || region.shape === "bitmask") return "mask";
  return region.shape === null ? "cannot be shown here" : "";
}

export function isPredicted(region: Region): boolean {
  return region.origin.startsWith("prediction");
}

export function showScore(score: number): string {
  return score.toFixed(2);
}

/** What a screen reader says of a row. */
export function describe(region: Region, hidden: boolean, locked: boolean, text = region.text): string {
  return [
    `${region.ordinal}`,
    region.labels.join(", ") || (region.shape === "message" ? "" : "no label"),
    excerpt(region, text),
    region.score === null ? "" : `score ${showScore(region.score)}`,
    isPredicted(region) ? "predicted" : "",
    hidden ? "hidden" : "",
    locked ? "locked" : "",
  ]
    .filter(Boolean)
    .join(", ");
}
