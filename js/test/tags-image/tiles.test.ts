import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Scope } from "../../src/core/scope";
import { createImageLoad } from "../../src/tags/objects/image-load";
import {
  keyOf,
  levelFor,
  type TileAt,
  type Tiling,
  tilesOver,
  tilingOf,
  within,
} from "../../src/tags/objects/image-tile-grid";
import { createTiles } from "../../src/tags/objects/image-tiles";

const VALUE = { media: "m", width: 10_000, height: 6000, tiles: { size: 512, levels: 6 } };
const TILING = tilingOf(VALUE) as Tiling;
const TOP = { level: 5, x: 0, y: 0 };

describe("the grid of tiles", () => {
  it("is read from what Python says, and only from that", () => {
    expect(TILING).toEqual({ width: 10_000, height: 6000, side: 512, levels: 6 });
    for (const tiles of [
      null,
      5,
      {},
      { size: 0, levels: 3 },
      { size: 512, levels: 2.5 },
      { size: "512", levels: 1 },
    ])
      expect(tilingOf({ ...VALUE, tiles })).toBeNull();
    expect(tilingOf({ ...VALUE, width: Number.NaN })).toBeNull();
    expect(tilingOf("https://host/a.png")).toBeNull();
  });

  it("takes the level whose pixels are about those of the screen", () => {
    const levels = [4, 1, 0.7, 0.5, 0.3, 0.25, 0.1, 1 / 32, 0.001, 0];
    expect(levels.map((scale) => levelFor(scale, TILING))).toEqual([0, 0, 0, 1, 2, 2, 3, 5, 5, 5]);
  });

  it("names the tiles of a part from its middle on, inside the image only", () => {
    const part = { left: 600, top: 100, right: 1300, bottom: 700 };
    const found = tilesOver(part, 0, TILING);
    expect(new Set(found.map(keyOf))).toEqual(new Set(["0 1 0", "0 2 0", "0 1 1", "0 2 1"]));
    expect(found[0]).toEqual({ level: 0, x: 1, y: 0 });
    expect(tilesOver({ left: -9000, top: -9000, right: 99_000, bottom: 99_000 }, 3, TILING)).toHaveLength(6);
    expect(tilesOver({ left: 20_000, top: 0, right: 30_000, bottom: 9 }, 0, TILING)).toEqual([]);
  });

  it("finds a tile in a coarser one", () => {
    expect(within({ level: 0, x: 5, y: 2 }, 2, 512)).toEqual({
      tile: { level: 2, x: 1, y: 0 },
      box: { left: 128, top: 256, right: 256, bottom: 384 },
    });
    expect(within(TOP, 5, 512)).toEqual({ tile: TOP, box: { left: 0, top: 0, right: 512, bottom: 512 } });
  });
});

interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly close: ReturnType<typeof vi.fn>;
}

/** Tiles that come when told, as bitmaps of 1 MiB. */
function setUp(budget?: number) {
  const scope = new Scope();
  const open = new Map<string, { answer(): void; fail(why: string): void; signal: AbortSignal }>();
  const asked: string[] = [];
  const made: Bitmap[] = [];
  const waits: ((done: number) => void)[] = [];
  vi.stubGlobal("createImageBitmap", async () => {
    const bitmap = { width: 512, height: 512, close: vi.fn() };
    made.push(bitmap);
    return bitmap;
  });
  const media = {
    url: () => Promise.reject(new Error("comes by tiles")),
    tile: (
      _value: unknown,
      at: TileAt,
      {
        signal,
        waits: hear,
      }: { signal?: AbortSignal | undefined; waits?: ((done: number) => void) | undefined } = {},
    ) =>
      new Promise<Blob>((resolve, reject) => {
        asked.push(keyOf(at));
        if (hear) waits.push(hear);
        signal?.addEventListener("abort", () => reject(new DOMException("No longer wanted.", "AbortError")));
        open.set(keyOf(at), {
          answer: () => resolve(new Blob(["x"])),
          fail: (why) => reject(new Error(why)),
          signal: signal as AbortSignal,
        });
      }),
  };
  const tiles = createTiles(VALUE, TILING, media, scope, budget);
  const settle = () => vi.advanceTimersByTimeAsync(0);
  const answer = async (at: TileAt) => {
    open.get(keyOf(at))?.answer();
    await settle();
  };
  return { scope, open, asked, made, waits, media, tiles, settle, answer };
}

const row = (from: number, to: number, level = 0): TileAt[] =>
  Array.from({ length: to - from }, (_, nth) => ({ level, x: from + nth, y: 0 }));

describe("tiles in the browser", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("come in the order they are wanted, four at a time", async () => {
    const { tiles, asked, answer } = setUp();
    tiles.want(row(0, 6));
    expect(asked).toEqual(["0 0 0", "0 1 0", "0 2 0", "0 3 0"]);
    const before = tiles.version.value;
    await answer({ level: 0, x: 1, y: 0 });
    expect(asked.at(-1)).toBe("0 4 0");
    expect(tiles.version.value).toBe(before + 1);
    expect(tiles.get({ level: 0, x: 1, y: 0 })).not.toBeNull();
    expect(tiles.get({ level: 0, x: 0, y: 0 })).toBeNull();
  });

  it("are given up when the view has gone elsewhere, and what is on its way is not asked for twice", async () => {
    const { tiles, asked, open, settle } = setUp();
    tiles.want(row(0, 4));
    tiles.want([...row(3, 4), ...row(9, 11)]);
    await settle();
    expect(open.get("0 0 0")?.signal.aborted).toBe(true);
    expect(open.get("0 3 0")?.signal.aborted).toBe(false);
    expect(asked).toEqual(["0 0 0", "0 1 0", "0 2 0", "0 3 0", "0 9 0", "0 10 0"]);
    expect(tiles.problem.value).toBe("");
  });

  it("stay within the budget, but what is wanted and the smallest level stay", async () => {
    const MIB = 2 ** 20;
    const { tiles, made, answer, settle } = setUp(4 * MIB);
    const overview = tiles.overview(new AbortController().signal, () => undefined);
    await answer(TOP);
    await overview;
    for (const at of row(0, 6)) {
      tiles.want([at]);
      await settle();
      await answer(at);
    }
    expect(made.filter((bitmap) => bitmap.close.mock.calls.length === 0)).toHaveLength(4);
    expect(tiles.get(TOP)).not.toBeNull();
    expect(row(0, 6).map((at) => tiles.get(at) !== null)).toEqual([false, false, false, true, true, true]);
    tiles.want(row(0, 6));
    await settle();
    for (const at of row(0, 3)) await answer(at);
    expect(row(0, 6).every((at) => tiles.get(at) !== null)).toBe(true);
  });

  it("say what is wrong and are asked for again", async () => {
    const { tiles, asked, open, settle, answer } = setUp();
    tiles.want(row(0, 1));
    open.get("0 0 0")?.fail("'a.tif' has changed: show the task again.");
    await settle();
    expect(tiles.problem.value).toContain("has changed");
    tiles.want(row(0, 1));
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(3000);
    expect(asked).toHaveLength(2);
    await answer({ level: 0, x: 0, y: 0 });
    expect(tiles.problem.value).toBe("");
  });

  it("end with their view", async () => {
    const { tiles, scope, made, open, settle, answer } = setUp();
    tiles.want(row(0, 2));
    await answer({ level: 0, x: 0, y: 0 });
    scope.end();
    await settle();
    expect(open.get("0 1 0")?.signal.aborted).toBe(true);
    expect(made[0]?.close).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("make an image ready with the smallest one, and show work that takes long", async () => {
    const { media, waits, open, settle, answer } = setUp();
    const load = createImageLoad(VALUE, media, new Scope());
    waits[0]?.(0.1);
    expect(load.loading.value).toEqual({ state: "loading", url: "" });
    await vi.advanceTimersByTimeAsync(600);
    waits[0]?.(0.4);
    expect(load.loading.value).toEqual({ state: "loading", url: "", done: 0.4 });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(load.loading.value.state).toBe("loading");
    await answer(TOP);
    expect(load.loading.value.state).toBe("ready");
    const broken = createImageLoad(VALUE, media, new Scope());
    open.get(keyOf(TOP))?.fail("The image is broken.");
    await settle();
    expect(broken.loading.value).toMatchObject({ state: "failed", message: "The image is broken." });
    broken.retry();
    await answer(TOP);
    expect(broken.loading.value.state).toBe("ready");
  });
});

describe("pixels of an image", () => {
  afterEach(() => vi.unstubAllGlobals());

  function canvas(read: () => unknown = () => "pixels") {
    const drawn: unknown[][] = [];
    const sizes: number[][] = [];
    class Offscreen {
      constructor(width: number, height: number) {
        sizes.push([width, height]);
      }
      getContext() {
        return { drawImage: (...given: unknown[]) => drawn.push(given.slice(1)), getImageData: read };
      }
    }
    vi.stubGlobal("OffscreenCanvas", Offscreen);
    return { drawn, sizes };
  }
  const image = { naturalWidth: 600, naturalHeight: 400 } as HTMLImageElement;

  async function loaded() {
    const load = createImageLoad("a.png", { url: async () => "a.png" }, new Scope());
    await Promise.resolve();
    load.loaded(image);
    return load;
  }

  it("are the whole ones that a part touches, inside the image", async () => {
    const { drawn, sizes } = canvas();
    const load = await loaded();
    expect(await load.pixels({ left: 10.4, top: -5, right: 20.2, bottom: 8 })).toBe("pixels");
    expect([sizes, drawn]).toEqual([[[11, 8]], [[-10, -0]]]);
    await expect(load.pixels({ left: 700, top: 0, right: 800, bottom: 9 })).rejects.toThrow("outside");
  });

  it("are refused in words when another server does not allow it", async () => {
    canvas(() => {
      throw new DOMException("tainted", "SecurityError");
    });
    const load = await loaded();
    await expect(load.pixels({ left: 0, top: 0, right: 5, bottom: 5 })).rejects.toThrow(/CORS.*crossOrigin/);
  });

  it("come from tiles of the full size", async () => {
    const { drawn } = canvas();
    vi.stubGlobal("createImageBitmap", async () => ({ width: 512, height: 512, close: () => undefined }));
    const tile = vi.fn(async (_value: unknown, _at: TileAt) => new Blob(["x"]));
    const load = createImageLoad(VALUE, { url: async () => "", tile }, new Scope());
    await load.pixels({ left: 500, top: 10, right: 530, bottom: 20 });
    const places = tile.mock.calls.map(([, at]) => keyOf(at)).filter((key) => key !== "5 0 0");
    expect(new Set(places)).toEqual(new Set(["0 0 0", "0 1 0"]));
    expect(new Set(drawn.map(String))).toEqual(new Set(["-500,-10", "12,-10"]));
  });
});
