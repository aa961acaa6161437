// The HTML of a task: written there, or at an address.
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { text as attribute } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { useView } from "../../ui/context";
import { type Loaded, loadedText, resolved } from "./text-source";

/** Longer ones would hold the browser for seconds with each task. */
const LONGEST = 5_000_000;

/** What cannot be shown is answered with a sentence. */
export function checked(loaded: Loaded): Loaded {
  if (!("text" in loaded) || loaded.text.length <= LONGEST) return loaded;
  const millions = (loaded.text.length / 1e6).toFixed(1);
  return { problem: `This document has ${millions} million characters; up to 5 million can be shown.` };
}

/** Null while it is fetched (`valueType="url"`). */
export function useHtml(node: TagNode): Loaded | null {
  const { media } = useView();
  const { value } = node.attrs;
  const remote = attribute(node, "valueType") === "url" && Boolean(value);
  const encoding = attribute(node, "encoding");
  const resolver = attribute(node, "resolver");
  const fetched = useSignal<{ value: unknown; loaded: Loaded } | null>(null);
  useEffect(() => {
    if (!remote) return;
    const stop = new AbortController();
    const load = async () => {
      const url = await media.url(typeof value === "string" ? { url: value } : value, stop.signal);
      const answer = await fetch(url, { signal: stop.signal, credentials: "omit" });
      if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
      const whole = await answer.text();
      const picked = resolver ? resolved(whole, resolver) : { text: whole };
      return "text" in picked ? loadedText(picked.text, encoding) : picked;
    };
    load()
      .catch((error: Error): Loaded => ({ problem: `The document could not be loaded. ${error.message}` }))
      .then((loaded) => {
        if (!stop.signal.aborted) fetched.value = { value, loaded: checked(loaded) };
      });
    return () => stop.abort();
  }, [remote, value, encoding, resolver]);
  const local = useMemo(
    () => (remote ? null : checked(loadedText(value, encoding))),
    [remote, value, encoding],
  );
  const there = fetched.value;
  return local ?? (there && there.value === value ? there.loaded : null);
}
