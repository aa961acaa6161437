// The HTML of a task: written there, or at an address.
import type { TagNode } from "../../generated/wire";
import { useLoaded } from "./text-load";
import type { Loaded } from "./text-source";

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
  const loaded = useLoaded(node, "document");
  return loaded && checked(loaded);
}
