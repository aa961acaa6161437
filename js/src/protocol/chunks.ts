// Lazy parts of the bundle: gzip bytes from the kernel become a module whose default export makes the
// part out of what the core shares. Fetched once for a page, made once for each evaluation of the core.
import type { Client } from "./client";
import { shared } from "./shared";

export type LoadChunk = (name: string) => Promise<unknown>;
type Make = (shared: readonly unknown[]) => unknown;

declare const LSW_BUILD: string;
const BUILD = typeof LSW_BUILD === "undefined" ? "source" : LSW_BUILD;

/** Parts that any view of this page has fetched; all of one build. */
function fetched(build: string): Map<string, Promise<Make>> {
  const home = globalThis as unknown as { [name: symbol]: Map<string, Promise<Make>> | undefined };
  const symbol = Symbol.for(`ls_widgets/${build}`);
  home[symbol] ??= new Map();
  return home[symbol];
}

export function chunkLoader(
  client: Pick<Client, "request">,
  { build = BUILD, load = (address: string) => import(address) as Promise<{ default: Make }> } = {},
): LoadChunk {
  const makers = fetched(build);
  const made = new Map<string, Promise<unknown>>();

  async function fetchMaker(name: string): Promise<Make> {
    const { bytes } = await client.request({ kind: "chunk", name, hash: build });
    if (!bytes) throw new Error(`The part “${name}” came without its content.`);
    const unzipped = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const code = await new Response(unzipped).arrayBuffer();
    const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    try {
      return (await load(address)).default;
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  function remembered<T>(known: Map<string, Promise<T>>, name: string, start: () => Promise<T>): Promise<T> {
    const promise = known.get(name) ?? start();
    known.set(name, promise);
    promise.catch(() => known.get(name) === promise && known.delete(name));
    return promise;
  }

  return (name) =>
    remembered(made, name, async () => (await remembered(makers, name, () => fetchMaker(name)))(shared));
}
