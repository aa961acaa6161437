// Tiles of large images: asked for until the kernel has them, then kept within a budget of bytes.
import type { Scope } from "../core/scope";
import type { TileWait } from "../generated/wire";
import type { Client } from "./client";

export interface TilePlace {
  /** 0 is the full size, each further one half of it. */
  readonly level: number;
  readonly x: number;
  readonly y: number;
}

export interface TileOptions {
  readonly signal?: AbortSignal | undefined;
  /** Hears how far the kernel's work is, 0 to 1, as long as it has no tile to give. */
  readonly waits?: ((done: number) => void) | undefined;
}

export type GetTile = (media: string, place: TilePlace, options?: TileOptions) => Promise<Blob>;

/** Milliseconds before asking again while the kernel prepares the image: more each time. */
const PAUSE = 50;
const LONGEST_PAUSE = 300;
const JPEG = 0xff;

export function createTiles(client: Pick<Client, "request">, scope: Scope, budget: number): GetTile {
  const kept = new Map<string, Blob>();

  function keep(key: string, blob: Blob): Blob {
    kept.set(key, blob);
    let bytes = [...kept.values()].reduce((sum, one) => sum + one.size, 0);
    for (const [old, { size }] of kept) {
      if (bytes <= budget) break;
      kept.delete(old);
      bytes -= size;
    }
    return blob;
  }

  return async (media, { level, x, y }, { signal, waits } = {}) => {
    const key = `${media} ${level} ${x} ${y}`;
    const known = kept.get(key);
    if (known) {
      kept.delete(key);
      return keep(key, known);
    }
    for (let pause = PAUSE; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
      const asked = { kind: "tile", media, level, x, y } as const;
      const { body, bytes } = await client.request<TileWait>(asked, { signal });
      if (bytes)
        return keep(key, new Blob([bytes], { type: bytes[0] === JPEG ? "image/jpeg" : "image/png" }));
      waits?.(body.done ?? 0);
      await new Promise<void>((resolve) => scope.timeout(resolve, pause));
      signal?.throwIfAborted();
    }
  };
}
