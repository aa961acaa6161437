// What a task holds for an object: written there, or at an address.
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { text as attribute } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { useView } from "../../ui/context";
import { type Loaded, loadedText, resolved, utf8 } from "./text-source";

interface Reading<T> {
  /** What it is called where it cannot be loaded. */
  readonly what: string;
  /** Whether the value is an address. */
  readonly remote: boolean;
  /** From the value, or from the text at its address. */
  read(given: unknown): T;
  /** What `read` goes by, beside its argument. */
  readonly by: readonly string[];
}

/** What the value of a node says; null while it is fetched. */
export function useRead<T>({ attrs: { value } }: TagNode, { what, remote, read, by }: Reading<T>) {
  const { media } = useView();
  type Read = T | { readonly problem: string };
  const fetched = useSignal<{ readonly value: unknown; readonly read: Read } | null>(null);
  useEffect(() => {
    if (!remote) return;
    const stop = new AbortController();
    const load = async (): Promise<Read> => {
      const url = await media.url(typeof value === "string" ? { url: value } : value, stop.signal);
      const answer = await fetch(url, { signal: stop.signal, credentials: "omit" });
      if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
      const whole = utf8(new Uint8Array(await answer.arrayBuffer()), what);
      return "text" in whole ? read(whole.text.replace(/^\ufeff/, "")) : whole;
    };
    load()
      .catch((error: Error) => ({ problem: `The ${what} could not be loaded. ${error.message}` }))
      .then((made) => {
        if (!stop.signal.aborted) fetched.value = { value, read: made };
      });
    return () => stop.abort();
  }, [remote, value, ...by]);
  const local = useMemo(() => (remote ? null : read(value)), [remote, value, ...by]);
  const there = fetched.value;
  return local ?? (there && there.value === value ? there.read : null);
}

/** The text of a node; null while it is fetched (`valueType="url"`). */
export function useLoaded(node: TagNode, what: string): Loaded | null {
  const remote = attribute(node, "valueType") === "url" && Boolean(node.attrs.value);
  const encoding = attribute(node, "encoding");
  const resolver = attribute(node, "resolver");
  const read = (given: unknown): Loaded => {
    const picked = remote && resolver ? resolved(String(given), resolver) : { text: given };
    return "text" in picked ? loadedText(picked.text, encoding) : picked;
  };
  return useRead(node, { what, remote, read, by: [encoding, resolver] });
}
