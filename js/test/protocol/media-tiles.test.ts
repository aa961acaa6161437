import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Scope } from "../../src/core/scope";
import { createMedia } from "../../src/protocol/media";

const VALUE = { media: "m", type: "image/jpeg", width: 9000, height: 9000, tiles: { size: 512, levels: 6 } };
const OVERVIEW = { kind: "tile", media: "m", level: 5, x: 0, y: 0 };
const JPEG = new Uint8Array([0xff, 0xd8, 1, 2]);

describe("tiles of large images", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function setUp(waiting = 0, budget?: number) {
    let left = waiting;
    const scope = new Scope();
    const request = vi.fn(async (_asked: unknown, _options?: { signal?: AbortSignal | undefined }) => {
      left -= 1;
      return left < 0
        ? { body: {} as never, bytes: JPEG as Uint8Array<ArrayBuffer> }
        : { body: { done: 1 - left / 10 } as never, bytes: null };
    });
    return { scope, request, media: createMedia({ request }, scope, budget) };
  }

  it("are asked for again until the kernel has them, which says how far it is", async () => {
    const { media, request } = setUp(3);
    const heard: number[] = [];
    const tile = media.tile(VALUE, { level: 1, x: 2, y: 3 }, { waits: (done) => heard.push(done) });
    await vi.advanceTimersByTimeAsync(2000);
    const blob = await tile;
    expect([blob.type, blob.size]).toEqual(["image/jpeg", 4]);
    expect(heard).toEqual([0.8, 0.9, 1]);
    expect(request.mock.calls.map(([asked]) => asked)).toEqual(
      Array(4).fill({ kind: "tile", media: "m", level: 1, x: 2, y: 3 }),
    );
  });

  it("stay here within a budget, the last used longest", async () => {
    const { media, request } = setUp(0, 8);
    const at = (x: number) => ({ level: 0, x, y: 0 });
    for (const x of [0, 1, 0, 2, 0, 1]) await media.tile(VALUE, at(x));
    expect(request.mock.calls.map(([asked]) => (asked as { x: number }).x)).toEqual([0, 1, 2, 1]);
  });

  it("are not asked for again once nobody waits", async () => {
    const { media, request } = setUp(1000);
    const stop = new AbortController();
    const tile = media.tile(VALUE, { level: 0, x: 0, y: 0 }, { signal: stop.signal });
    tile.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(10);
    stop.abort();
    await vi.advanceTimersByTimeAsync(5000);
    await expect(tile).rejects.toThrow();
    expect(request).toHaveBeenCalledTimes(1);
  });

  it("come ahead of need as the smallest level alone, and for the next images only", async () => {
    const { media, request } = setUp();
    media.prefetch([VALUE, { ...VALUE, media: "n" }, { ...VALUE, media: "o" }, { error: "gone" }]);
    await vi.advanceTimersByTimeAsync(0);
    expect(request.mock.calls.map(([asked]) => asked)).toEqual([OVERVIEW, { ...OVERVIEW, media: "n" }]);
    await media.tile(VALUE, { level: 5, x: 0, y: 0 });
    expect(await media.url(VALUE)).toMatch(/^blob:/);
    expect(request).toHaveBeenCalledTimes(2);
  });

  it("are no way to ask for what is no large image", async () => {
    const { media, request } = setUp();
    for (const value of [
      "https://host/a.png",
      { media: "m", size: 5 },
      { media: "m" },
      null,
      { error: "gone" },
    ])
      await expect(media.tile(value, { level: 0, x: 0, y: 0 })).rejects.toThrow(/nothing to show|gone/);
    expect(request).not.toHaveBeenCalled();
  });
});
