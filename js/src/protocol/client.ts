// Requests with one answer each, and numbered pushes. Other views of the same widget see the same
// messages, so ids start at a random place and answers to others are ignored.
import { isObject } from "../core/json";
import type { Scope } from "../core/scope";
import type { Push, Reply, Request } from "../generated/wire";
import { type BufferLike, bytesOf, fromBase64, type Host } from "./host";

export interface Answer<T> {
  readonly body: T;
  readonly bytes: Uint8Array<ArrayBuffer> | null;
}

/** A request without its id; the compiler keeps each kind's own fields. */
export type Asked = Request extends infer One ? (One extends Request ? Omit<One, "id"> : never) : never;

export interface Client {
  /** Rejects with the kernel's sentence, on time-out and on abort. */
  request<T>(
    asked: Asked,
    options?: { timeout?: number; signal?: AbortSignal | undefined },
  ): Promise<Answer<T>>;
  /** The number of the last push that counts as known, from `hello`. */
  heard(n: number): void;
  /** Number of the last push that was handed on. */
  readonly seen: number;
}

export interface Listeners {
  push(push: Push): void;
  /** A push is missing: say hello again. */
  gap(): void;
}

/** No answer in time; the request may still be carried out. */
export class Silence extends Error {}

/** Asking again cannot succeed. */
export class Refusal extends Error {}

const TIMEOUT = 30_000;

export function createClient(host: Host, scope: Scope, listeners: Listeners): Client {
  const waiting = new Map<number, (reply: Reply, buffer: BufferLike | undefined) => void>();
  let id = Math.floor(Math.random() * 2 ** 46);
  let last: number | null = null;

  function receive(message: unknown, buffers?: readonly BufferLike[]): void {
    if (!isObject(message)) return;
    if (typeof message.re === "number") {
      const settle = waiting.get(message.re);
      waiting.delete(message.re);
      settle?.(message as unknown as Reply, buffers?.[0]);
    } else if (typeof message.n === "number" && typeof message.push === "string") {
      if (last === null || message.n <= last) return;
      const missing = message.n > last + 1;
      last = message.n;
      if (missing) listeners.gap();
      else listeners.push(message as unknown as Push);
    }
  }

  host.on("msg:custom", receive);
  scope.add(() => {
    host.off("msg:custom", receive);
    for (const settle of waiting.values()) settle({ re: 0, error: "The view was closed." }, undefined);
    waiting.clear();
  });

  function request<T>(
    asked: Asked,
    { timeout = TIMEOUT, signal }: { timeout?: number; signal?: AbortSignal | undefined } = {},
  ): Promise<Answer<T>> {
    id += 1;
    const mine = id;
    return new Promise((resolve, reject) => {
      const end = (error: Error) => {
        if (!waiting.delete(mine)) return;
        clear();
        reject(error);
      };
      const abort = () => {
        end(new DOMException("No longer wanted.", "AbortError"));
        id += 1;
        host.send({ id, kind: "cancel", re: mine });
      };
      const stop = scope.timeout(() => end(new Silence("The kernel does not answer.")), timeout);
      const clear = () => {
        stop();
        signal?.removeEventListener("abort", abort);
      };
      waiting.set(mine, (reply, buffer) => {
        clear();
        if (reply.error !== undefined) return reject(new (reply.final ? Refusal : Error)(reply.error));
        const bytes = buffer ? bytesOf(buffer) : reply.buffer === undefined ? null : fromBase64(reply.buffer);
        resolve({ body: reply.body as T, bytes });
      });
      if (signal?.aborted) return end(new DOMException("No longer wanted.", "AbortError"));
      signal?.addEventListener("abort", abort);
      try {
        host.send({ id: mine, ...asked });
      } catch (error) {
        end(new Silence(`Not sent: ${(error as Error).message}`));
      }
    });
  }

  return {
    request,
    heard(n) {
      last = n;
    },
    get seen() {
      return last ?? 0;
    },
  };
}
