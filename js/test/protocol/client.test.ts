import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Scope } from "../../src/core/scope";
import type { Push } from "../../src/generated/wire";
import { chunkLoader } from "../../src/protocol/chunks";
import { createClient, Silence } from "../../src/protocol/client";
import type { BufferLike, Handler, Host } from "../../src/protocol/host";
import { createMedia } from "../../src/protocol/media";
import { createWindow } from "../../src/protocol/window";
import { taskOf } from "../support/tree";

interface Wire {
  readonly host: Host;
  readonly sent: { id: number; kind: string; [key: string]: unknown }[];
  deliver(message: unknown, buffers?: BufferLike[]): void;
  handlers(): number;
}

function wireOf(): Wire {
  const handlers = new Set<Handler>();
  const sent: Wire["sent"] = [];
  return {
    sent,
    deliver: (message, buffers) => [...handlers].forEach((handler) => void handler(message, buffers)),
    handlers: () => handlers.size,
    host: {
      get: () => undefined,
      set: () => undefined,
      save_changes: () => undefined,
      on: (_, handler) => handlers.add(handler),
      off: (_, handler) => handlers.delete(handler),
      send: (content) => sent.push(content as Wire["sent"][number]),
    },
  };
}

const noListeners = { push: () => undefined, gap: () => undefined };
const window = { kind: "window", start: 0, count: 1 } as const;

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

describe("requests", () => {
  it("settle with their own answer, whatever the order, and ignore answers to others", async () => {
    const wire = wireOf();
    const client = createClient(wire.host, new Scope(), noListeners);
    const [one, two] = [client.request(window), client.request(window)];
    const [first, second] = wire.sent.map(({ id }) => id);
    wire.deliver({ re: (second as number) + 999, body: "theirs" });
    wire.deliver({ re: second, body: "b" });
    wire.deliver({ re: first, error: "There is no task 7." });
    expect((await two).body).toBe("b");
    await expect(one).rejects.toThrow("There is no task 7.");
  });

  it("take bytes as DataView, Uint8Array, ArrayBuffer or base64", async () => {
    const bytes = Uint8Array.from([9, 1, 2, 255]);
    const shapes: (BufferLike | string)[] = [
      new DataView(bytes.buffer, 1),
      bytes.subarray(1),
      bytes.buffer.slice(1),
      "AQL/",
    ];
    for (const shape of shapes) {
      const wire = wireOf();
      const answer = createClient(wire.host, new Scope(), noListeners).request(window);
      const re = wire.sent[0]?.id;
      if (typeof shape === "string") wire.deliver({ re, body: {}, buffer: shape });
      else wire.deliver({ re, body: {} }, [shape]);
      expect([...((await answer).bytes ?? [])]).toEqual([1, 2, 255]);
    }
  });

  it("time out, and are taken back on abort and when the view ends", async () => {
    const wire = wireOf();
    const scope = new Scope();
    const client = createClient(wire.host, scope, noListeners);
    const late = client.request(window, { timeout: 100 });
    const outcome = expect(late).rejects.toBeInstanceOf(Silence);
    await vi.advanceTimersByTimeAsync(100);
    await outcome;
    const abort = new AbortController();
    const unwanted = client.request(window, { signal: abort.signal });
    abort.abort();
    await expect(unwanted).rejects.toThrow("No longer wanted");
    expect(wire.sent.at(-1)).toMatchObject({ kind: "cancel", re: wire.sent.at(-2)?.id });
    const open = client.request(window);
    scope.end();
    await expect(open).rejects.toThrow("closed");
    expect(wire.handlers()).toBe(0);
  });

  it("do not repeat ids between views of one widget", () => {
    const wire = wireOf();
    for (let view = 0; view < 20; view += 1)
      void createClient(wire.host, new Scope(), noListeners)
        .request(window)
        .catch(() => undefined);
    expect(new Set(wire.sent.map(({ id }) => id)).size).toBe(20);
    expect(wire.sent.every(({ id }) => Number.isSafeInteger(id))).toBe(true);
  });
});

describe("pushes", () => {
  it("come in order once; a missing one is noticed", () => {
    const wire = wireOf();
    const got: number[] = [];
    const gaps: number[] = [];
    const client = createClient(wire.host, new Scope(), {
      push: ({ n }: Push) => got.push(n),
      gap: () => gaps.push(1),
    });
    const push = (n: number) => wire.deliver({ n, push: "notice", tone: "info", text: "", detail: "" });
    push(4);
    client.heard(4);
    for (const n of [5, 5, 4, 6, 8, 9]) push(n);
    expect([got, gaps]).toEqual([[5, 6, 9], [1]]);
  });
});

describe("media", () => {
  function mediaOf(budget?: number) {
    const asked: { media: string; offset: number; length: number }[] = [];
    const request = vi.fn(async (one: unknown) => {
      asked.push(one as (typeof asked)[number]);
      const { length } = one as { length: number };
      return { body: {} as never, bytes: new Uint8Array(length) };
    });
    const scope = new Scope();
    return { media: createMedia({ request }, scope, budget), asked, request, scope };
  }
  const medium = (id: string, size: number) => ({ media: id, type: "image/png", size });

  it("fetches ranges of at most 1 MiB, once for all who ask", async () => {
    const { media, asked } = mediaOf();
    const both = await Promise.all([media.url(medium("a", 2_500_000)), media.url(medium("a", 2_500_000))]);
    expect(both[0]).toBe(both[1]);
    expect(asked.map(({ offset, length }) => [offset, length])).toEqual([
      [0, 1_048_576],
      [1_048_576, 1_048_576],
      [2_097_152, 402_848],
    ]);
  });

  it("keeps what was used last within its budget and lets go of addresses", async () => {
    const revoke = vi.spyOn(URL, "revokeObjectURL");
    const { media, asked, scope } = mediaOf(1000);
    const first = await media.url(medium("a", 400));
    await media.url(medium("b", 400));
    await media.url(medium("a", 400));
    await media.url(medium("c", 400));
    expect(await media.url(medium("a", 400))).toBe(first);
    await media.url(medium("b", 400));
    expect(asked.map(({ media: id }) => id)).toEqual(["a", "b", "c", "b"]);
    scope.end();
    await Promise.resolve();
    expect(revoke.mock.calls.length).toBe(4);
    revoke.mockRestore();
  });

  it("fetches ahead what fits, lists of pages included, and leaves the rest", async () => {
    const { media, asked } = mediaOf(1000);
    media.prefetch([
      medium("a", 300),
      [medium("b", 300), medium("c", 300)],
      medium("d", 300),
      "text",
      { error: "gone" },
    ]);
    media.prefetch([medium("e", 50)]);
    await vi.waitFor(() => expect(asked.map(({ media: id }) => id)).toEqual(["a", "b", "c", "e"]));
  });

  it("asks again after a failure, and cancels what nobody waits for", async () => {
    const { media, request } = mediaOf();
    request.mockRejectedValueOnce(new Error("cat.png: no such file"));
    await expect(media.url(medium("a", 10))).rejects.toThrow("cat.png: no such file");
    expect(await media.url(medium("a", 10))).toMatch(/^blob:/);
    let seen: AbortSignal | undefined;
    request.mockImplementationOnce((async (_: unknown, options?: { signal?: AbortSignal }) => {
      seen = options?.signal;
      return new Promise(() => undefined);
    }) as never);
    const abort = new AbortController();
    const gone = media.url(medium("z", 10), abort.signal);
    await Promise.resolve();
    abort.abort();
    await expect(gone).rejects.toThrow("No longer wanted");
    expect(seen?.aborted).toBe(true);
  });

  it("opens web addresses only, and says what is wrong in plain words", async () => {
    const { media } = mediaOf();
    expect(await media.url({ url: "https://example.org/a.png" })).toBe("https://example.org/a.png");
    for (const bad of ["javascript:alert(1)", "data:text/html,<b>", " javascript:x", "vbscript:x"]) {
      await expect(media.url({ url: bad })).rejects.toThrow("not opened");
    }
    await expect(media.url({ error: "There is no file cat.png." })).rejects.toThrow(
      "There is no file cat.png.",
    );
    await expect(media.url(undefined)).rejects.toThrow("nothing to show");
  });
});

describe("chunks", () => {
  async function gzip(text: string): Promise<Uint8Array<ArrayBuffer>> {
    const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }
  const load = async (address: string) => {
    const code = await (await fetch(address)).text();
    return import(`data:text/javascript,${encodeURIComponent(code)}`);
  };

  it("are fetched once for all views of a build, and made anew for each", async () => {
    const bytes = await gzip("export default shared => ({ answer: 42, of: shared })");
    const request = vi.fn(async () => ({ body: {} as never, bytes }));
    const loaders = [1, 2].map(() => chunkLoader({ request }, { build: "one", load }));
    const [a, again, b] = await Promise.all([
      loaders[0]?.("text"),
      loaders[0]?.("text"),
      loaders[1]?.("text"),
    ]);
    expect([a === again, a === b, (a as { answer: number }).answer]).toEqual([true, false, 42]);
    expect(request.mock.calls).toEqual([[{ kind: "chunk", name: "text", hash: "one" }]]);
  });

  it("can be asked for again after a failure", async () => {
    const request = vi
      .fn()
      .mockRejectedValueOnce(new Error("This output belongs to another version."))
      .mockResolvedValue({ bytes: await gzip("export default () => 7") });
    const loader = chunkLoader({ request }, { build: "two", load });
    await expect(loader("x")).rejects.toThrow("another version");
    expect(await loader("x")).toBe(7);
  });
});

describe("the window of tasks", () => {
  it("asks on after a short answer, renews what is old and forgets what is far", async () => {
    const asked: [number, number][] = [];
    let keep: (index: number) => boolean = () => true;
    const source = {
      fetch: async (start: number, count: number) => {
        asked.push([start, count]);
        return Array.from({ length: Math.min(count, 3) }, (_, at) => taskOf(start + at));
      },
      receive: () => undefined,
      forget: (near: typeof keep) => {
        keep = near;
      },
      total: () => 200,
      failed: (error: Error) => {
        throw error;
      },
    };
    const tasks = createWindow(source);
    const settle = () => vi.advanceTimersByTimeAsync(0);
    tasks.ensure(0);
    await settle();
    expect(asked.map(([start]) => start)).toEqual([0, 1, 4, 7, 10, 13, 16, 19]);
    tasks.renew(5);
    await settle();
    expect(asked.at(-1)).toEqual([5, 1]);
    tasks.ensure(150);
    await settle();
    expect(asked.find(([start]) => start > 19)).toEqual([150, 1]);
    expect([keep(0), keep(140), keep(199)]).toEqual([false, true, false]);
  });

  it("reports a failure and goes on when asked again", async () => {
    const failed = vi.fn();
    let broken = true;
    const receive = vi.fn();
    const fetch = async (start: number) => {
      if (broken) throw new Error("busy");
      return [taskOf(start)];
    };
    const tasks = createWindow({ fetch, receive, forget: () => undefined, total: () => 1, failed });
    tasks.ensure(0);
    await vi.advanceTimersByTimeAsync(0);
    expect(failed).toHaveBeenCalledOnce();
    broken = false;
    tasks.ensure(0);
    await vi.advanceTimersByTimeAsync(0);
    expect(receive).toHaveBeenCalledOnce();
  });
});
