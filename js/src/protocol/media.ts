// Media of the tasks as addresses: bytes come in ranges, stay in a cache bounded by bytes, and are
// shared by everyone who asks for the same one.
import { isObject } from "../core/json";
import type { Scope } from "../core/scope";
import type { Client } from "./client";

/** Implements `MediaSource` of `ui/context.ts`. */
export interface MediaCache {
  /** An address the browser can load; rejects with a plain sentence. */
  url(value: unknown, signal?: AbortSignal): Promise<string>;
  /** Fetches media of tasks to come, one after the other, while there is room. */
  prefetch(values: readonly unknown[]): void;
}

const RANGE = 1024 * 1024;
const BUDGET = 50 * 1024 * 1024;
const QUEUE = 200;
const SAFE_ADDRESS = /^(https?:|blob:|data:(image|audio|video)\/|\.{0,2}\/|[^:]*$)/i;

interface Medium {
  readonly id: string;
  readonly type: string;
  readonly size: number;
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
    prefetch(values) {
      const found = values.flat().flatMap((value) => {
        try {
          const known = read(value);
          return typeof known === "string" ? [] : [known];
        } catch {
          return [];
        }
      });
      queue = [...queue, ...found].slice(-QUEUE);
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
  const { media: id, type, size } = value;
  if (typeof id !== "string" || typeof size !== "number") throw new Error("There is nothing to show here.");
  return { id, size, type: typeof type === "string" ? type : "" };
}

function safe(address: string): string {
  if (!SAFE_ADDRESS.test(address))
    throw new Error(`Addresses such as “${address.slice(0, 40)}” are not opened.`);
  return address;
}
