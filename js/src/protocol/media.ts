// Media of the tasks as addresses: bytes come in ranges, stay in a cache bounded by bytes, and are
// shared by everyone who asks for the same one.
import { isObject } from "../core/json";
import type { Scope } from "../core/scope";
import type { Client } from "./client";
import { createTiles, type TileOptions, type TilePlace } from "./tiles";

/** Implements `MediaSource` of `ui/context.ts`. */
export interface MediaCache {
  /** An address the browser can load, of a large image its smallest level; rejects with a plain sentence. */
  url(value: unknown, signal?: AbortSignal): Promise<string>;
  /** A tile of a large image; rejects with a plain sentence. */
  tile(value: unknown, place: TilePlace, options?: TileOptions): Promise<Blob>;
  /** Fetches media of tasks to come, one after the other, while there is room. */
  prefetch(values: readonly unknown[]): void;
}

const RANGE = 1024 * 1024;
const BUDGET = 50 * 1024 * 1024;
const QUEUE = 200;
/** Large images to come: the kernel has much work with each. */
const LARGE_QUEUE = 2;
const SAFE_ADDRESS = /^(https?:|blob:|data:(image|audio|video)\/|\.{0,2}\/|[^:]*$)/i;

interface Medium {
  readonly id: string;
  readonly type: string;
  readonly size: number;
  /** The level that is one tile, of images that come by tiles; else null. */
  readonly top: number | null;
}

interface Kept {
  readonly address: Promise<string>;
  readonly abort: AbortController;
  readonly size: number;
  /** Askers who have not given up. */
  wanted: number;
  done: boolean;
}

export function createMedia(client: Pick<Client, "request">, scope: Scope, budget = BUDGET): MediaCache {
  const kept = new Map<string, Kept>();
  let queue: Medium[] = [];
  let fetching = false;
  const tile = createTiles(client, scope, budget);
  scope.add(() => {
    for (const one of kept.values()) discard(one);
    kept.clear();
  });

  function discard(one: Kept): void {
    one.abort.abort();
    one.address.then(
      (address) => URL.revokeObjectURL(address),
      () => undefined,
    );
  }

  async function fetchAll(medium: Medium, signal: AbortSignal): Promise<string> {
    if (medium.top !== null) {
      return URL.createObjectURL(await tile(medium.id, { level: medium.top, x: 0, y: 0 }, { signal }));
    }
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for (let offset = 0; offset < medium.size; ) {
      const length = Math.min(RANGE, medium.size - offset);
      const asked = { kind: "media", media: medium.id, offset, length } as const;
      const { bytes } = await client.request(asked, { signal });
      if (!bytes || bytes.length === 0) throw new Error("The file ended early.");
      parts.push(bytes);
      offset += bytes.length;
    }
    return URL.createObjectURL(new Blob(parts, { type: medium.type }));
  }

  function get(medium: Medium): Kept {
    const known = kept.get(medium.id);
    if (known) {
      kept.delete(medium.id);
      kept.set(medium.id, known);
      return known;
    }
    const abort = new AbortController();
    const address = fetchAll(medium, abort.signal);
    const one: Kept = { address, abort, size: medium.size, wanted: 0, done: false };
    kept.set(medium.id, one);
    address.then(
      () => {
        one.done = true;
        trim();
      },
      () => kept.get(medium.id) === one && kept.delete(medium.id),
    );
    return one;
  }

  /** Lets the least recently used go, but never the newest. */
  function trim(): void {
    let bytes = [...kept.values()].reduce((sum, one) => sum + one.size, 0);
    for (const [id, one] of [...kept].slice(0, -1)) {
      if (bytes <= budget) return;
      if (!one.done) continue;
      kept.delete(id);
      discard(one);
      bytes -= one.size;
    }
  }

  async function shared(medium: Medium, signal?: AbortSignal): Promise<string> {
    const one = get(medium);
    one.wanted += 1;
    const leave = () => {
      one.wanted -= 1;
      if (one.wanted > 0 || one.done) return;
      kept.delete(medium.id);
      one.abort.abort();
    };
    if (!signal) return one.address;
    if (signal.aborted) leave();
    signal.addEventListener("abort", leave, { once: true });
    const gone = new Promise<never>((_, reject) => {
      const end = () => reject(new DOMException("No longer wanted.", "AbortError"));
      if (signal.aborted) end();
      signal.addEventListener("abort", end, { once: true });
    });
    return Promise.race([one.address, gone]).finally(() => {
      if (!signal.aborted) signal.removeEventListener("abort", leave);
    });
  }

  async function work(): Promise<void> {
    fetching = true;
    for (let next = queue.shift(); next && !scope.ended; next = queue.shift()) {
      const used = [...kept.values()].reduce((sum, one) => sum + one.size, 0);
      if (!kept.has(next.id) && used + next.size <= budget) {
        const one = get(next);
        one.wanted += 1;
        await one.address.catch(() => undefined);
      }
    }
    fetching = false;
  }

  return {
    async url(value, signal) {
      const known = read(value);
      return typeof known === "string" ? known : shared(known, signal);
    },
    async tile(value, place, options) {
      const known = read(value);
      if (typeof known === "string" || known.top === null) throw new Error("There is nothing to show here.");
      return tile(known.id, place, options);
    },
    prefetch(values) {
      const found = values.flat().flatMap((value) => {
        try {
          const known = read(value);
          return typeof known === "string" ? [] : [known];
        } catch {
          return [];
        }
      });
      const large = [...queue, ...found].filter(({ top }) => top !== null).slice(0, LARGE_QUEUE);
      queue = [...queue, ...found].filter((one) => one.top === null || large.includes(one)).slice(-QUEUE);
      if (!fetching) void work();
    },
  };
}

/** A medium to fetch, or an address as it is; throws a plain sentence for everything else. */
function read(value: unknown): Medium | string {
  if (typeof value === "string") return safe(value);
  if (!isObject(value)) throw new Error("There is nothing to show here.");
  if (typeof value.error === "string") throw new Error(value.error);
  if (typeof value.url === "string") return safe(value.url);
  const { media: id, type, size = 0, tiles } = value;
  const top = isObject(tiles) && typeof tiles.levels === "number" ? tiles.levels - 1 : null;
  if (typeof id !== "string" || typeof size !== "number" || (size === 0 && top === null))
    throw new Error("There is nothing to show here.");
  return { id, size, top, type: typeof type === "string" ? type : "" };
}

function safe(address: string): string {
  if (!SAFE_ADDRESS.test(address))
    throw new Error(`Addresses such as “${address.slice(0, 40)}” are not opened.`);
  return address;
}
