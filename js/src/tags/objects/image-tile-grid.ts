// Which tiles of a large image show a part of it. Pure.
import type { Bounds, Size } from "../../geometry/affine";

/** A large image: pixels along the side of a tile, and levels from full size (0) to one tile. */
export interface Tiling extends Size {
  readonly side: number;
  readonly levels: number;
}

export interface TileAt {
  readonly level: number;
  readonly x: number;
  readonly y: number;
}

/** How much finer than the screen a level must at least be; a little coarser costs a quarter of the tiles. */
const SLACK = 1.25;

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null;

/** The tiling of a medium, as Python describes it; null for what comes whole. */
export function tilingOf(value: unknown): Tiling | null {
  if (!isObject(value) || !isObject(value.tiles)) return null;
  const { width, height, tiles } = value;
  const { size: side, levels } = tiles;
  const numbers = [width, height, side, levels];
  if (!numbers.every((one) => typeof one === "number" && Number.isInteger(one) && one > 0)) return null;
  return { width, height, side, levels } as Tiling;
}

export const keyOf = ({ level, x, y }: TileAt): string => `${level} ${x} ${y}`;

/** The level for this many screen pixels per image pixel. */
export function levelFor(scale: number, { levels }: Tiling): number {
  const level = Math.floor(Math.log2(SLACK / scale));
  return Number.isFinite(level) ? Math.min(Math.max(level, 0), levels - 1) : levels - 1;
}

/** Tiles of a level that show a part of the image, the ones nearest to its middle first. */
export function tilesOver(part: Bounds, level: number, tiling: Tiling): TileAt[] {
  const step = tiling.side * 2 ** level;
  const last = (length: number) => Math.ceil(length / step) - 1;
  const [left, right] = [Math.max(Math.floor(part.left / step), 0), part.right / step];
  const [top, bottom] = [Math.max(Math.floor(part.top / step), 0), part.bottom / step];
  const found: TileAt[] = [];
  for (let y = top; y < bottom && y <= last(tiling.height); y += 1)
    for (let x = left; x < right && x <= last(tiling.width); x += 1) found.push({ level, x, y });
  const middle = {
    x: (part.left + part.right) / 2 / step - 0.5,
    y: (part.top + part.bottom) / 2 / step - 0.5,
  };
  const far = ({ x, y }: TileAt) => (x - middle.x) ** 2 + (y - middle.y) ** 2;
  return found.sort((a, b) => far(a) - far(b));
}

/** The tile of a coarser level that shows this one, and where in its pixels. */
export function within(
  at: TileAt,
  level: number,
  side: number,
): { readonly tile: TileAt; readonly box: Bounds } {
  const times = 2 ** (level - at.level);
  const tile = { level, x: Math.floor(at.x / times), y: Math.floor(at.y / times) };
  const left = (at.x / times - tile.x) * side;
  const top = (at.y / times - tile.y) * side;
  return { tile, box: { left, top, right: left + side / times, bottom: top + side / times } };
}
