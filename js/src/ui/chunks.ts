// Parts of the bundle that come when they are first needed, as components see them.
import { batch, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import { createContext } from "preact";
import { useContext } from "preact/hooks";

export type Loading<T> =
  | { readonly state: "loading" }
  | { readonly state: "ready"; readonly module: T }
  | { readonly state: "failed"; readonly reason: string; retry(): void };

export interface Chunks {
  /** Modules that are here, in the order of their arrival. */
  readonly here: ReadonlySignal<readonly unknown[]>;
  /** Starts loading at the first call; read it in a component to follow. */
  of<T>(name: string): Signal<Loading<T>>;
}

export type LoadChunk = (name: string) => Promise<unknown>;

export function createChunks(load: LoadChunk): Chunks {
  const here = signal<readonly unknown[]>([]);
  const known = new Map<string, Signal<Loading<unknown>>>();
  const start = (name: string, state: Signal<Loading<unknown>>) => {
    load(name).then(
      (module) => {
        batch(() => {
          state.value = { state: "ready", module };
          here.value = [...here.peek(), module];
        });
      },
      (error: Error) => {
        const retry = () => {
          if (state.peek() !== failed) return;
          state.value = { state: "loading" };
          start(name, state);
        };
        const failed = { state: "failed", reason: error.message, retry } as const;
        state.value = failed;
      },
    );
  };
  return {
    here,
    of<T>(name: string) {
      let state = known.get(name);
      if (!state) {
        state = signal<Loading<unknown>>({ state: "loading" });
        known.set(name, state);
        start(name, state);
      }
      return state as Signal<Loading<T>>;
    },
  };
}

export const ChunksContext = createContext<Chunks | null>(null);

/** The state of a chunk; the component is drawn again when it changes. */
export function useChunk<T>(name: string): Loading<T> {
  const chunks = useContext(ChunksContext);
  if (!chunks) throw new Error("used outside a view");
  return chunks.of<T>(name).value;
}
