// The tiles of one large image in the browser: fetched by need, decoded off the page, kept within a budget.
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Scope } from "../../core/scope";
import type { Bounds } from "../../geometry/affine";
import type { MediaSource } from "../../ui/context";
import { keyOf, type TileAt, type Tiling, tilesOver } from "./image-tile-grid";

export interface Tiles {
  readonly tiling: Tiling;
  /** Grows with each tile that arrives. */
  readonly version: ReadonlySignal<number>;
  /** Why a part stays blurred; empty when nothing is wrong. */
  readonly problem: ReadonlySignal<string>;
  /** The decoded tile, if it is here. */
  get(at: TileAt): ImageBitmap | null;
  /** What the view needs now, first things first: everything else is given up. */
  want(wanted: readonly TileAt[]): void;
  /** The smallest level, which stays. */
  overview(signal: AbortSignal, waits: (done: number) => void): Promise<void>;
  /** Paints a part at full size; rejects when a tile does not come. */
  paint(ctx: OffscreenCanvasRenderingContext2D, part: Bounds): Promise<void>;
}

/** Bytes of decoded tiles. */
const BUDGET = 96 * 1024 * 1024;
const AT_ONCE = 4;
const AGAIN_MS = 3000;

export function createTiles(
  value: unknown,
  tiling: Tiling,
  media: MediaSource,
  scope: Scope,
  budget = BUDGET,
): Tiles {
  const bitmaps = new Map<string, ImageBitmap>();
  const loading = new Map<string, AbortController>();
  const failed = new Set<string>();
  const version = signal(0);
  const problem = signal("");
  let wanted: readonly TileAt[] = [];
  let bytes = 0;
  scope.add(() => {
    for (const stop of loading.values()) stop.abort();
    for (const bitmap of bitmaps.values()) bitmap.close();
    bitmaps.clear();
  });

  const costs = (bitmap: ImageBitmap) => bitmap.width * bitmap.height * 4;

  async function bitmapOf(
    at: TileAt,
    stop: AbortSignal,
    waits?: (done: number) => void,
  ): Promise<ImageBitmap> {
    if (!media.tile) throw new Error("Large images cannot be shown here.");
    return createImageBitmap(await media.tile(value, at, { signal: stop, waits }));
  }

  function keep(at: TileAt, bitmap: ImageBitmap): void {
    if (scope.ended) {
      bitmap.close();
      return;
    }
    bitmaps.get(keyOf(at))?.close();
    bitmaps.set(keyOf(at), bitmap);
    bytes = [...bitmaps.values()].reduce((sum, one) => sum + costs(one), 0);
    const needed = new Set([...wanted, { level: tiling.levels - 1, x: 0, y: 0 }].map(keyOf));
    for (const [key, old] of bitmaps) {
      if (bytes <= budget) break;
      if (needed.has(key)) continue;
      bitmaps.delete(key);
      bytes -= costs(old);
      old.close();
    }
    version.value += 1;
  }

  function fetchNext(): void {
    for (const at of wanted) {
      if (loading.size >= AT_ONCE || scope.ended) return;
      const key = keyOf(at);
      if (!bitmaps.has(key) && !loading.has(key) && !failed.has(key)) void fetchOne(at, key);
    }
  }

  async function fetchOne(at: TileAt, key: string): Promise<void> {
    const stop = new AbortController();
    loading.set(key, stop);
    try {
      keep(at, await bitmapOf(at, stop.signal));
      problem.value = "";
    } catch (error) {
      if (!stop.signal.aborted && !scope.ended) later(key, error);
    }
    if (loading.get(key) === stop) loading.delete(key);
    fetchNext();
  }

  function later(key: string, error: unknown): void {
    failed.add(key);
    problem.value = error instanceof Error ? error.message : String(error);
    scope.timeout(() => {
      failed.delete(key);
      fetchNext();
    }, AGAIN_MS);
  }

  return {
    tiling,
    version,
    problem,
    get(at) {
      const key = keyOf(at);
      const found = bitmaps.get(key);
      if (!found) return null;
      bitmaps.delete(key);
      bitmaps.set(key, found);
      return found;
    },
    want(next) {
      wanted = next;
      const keys = new Set(next.map(keyOf));
      for (const [key, stop] of loading) {
        if (keys.has(key)) continue;
        stop.abort();
        loading.delete(key);
      }
      fetchNext();
    },
    async overview(stop, waits) {
      const at = { level: tiling.levels - 1, x: 0, y: 0 };
      if (!bitmaps.has(keyOf(at))) keep(at, await bitmapOf(at, stop, waits));
    },
    async paint(ctx, part) {
      const stop = new AbortController();
      for (const at of tilesOver(part, 0, tiling)) {
        const bitmap = await bitmapOf(at, stop.signal);
        ctx.drawImage(bitmap, at.x * tiling.side - part.left, at.y * tiling.side - part.top);
        bitmap.close();
      }
    },
  };
}
