import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { nothingThere } from "../../core/data-field";
import { text as attribute } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { type TagProps, useView } from "../../ui/context";
import { plainCodec } from "./text-codec";
import { type Loaded, loadedText, resolved, utf8 } from "./text-source";
import { Note, TextSurface } from "./text-surface";

const VISIBLE = /[^\s\p{Cf}]/u;

export function Text({ node }: TagProps) {
  const { editor } = useView();
  const loaded = useLoaded(node);
  if (!editor.visible(node)) return null;
  if (!loaded) return <Note name={node.name} note="Loading…" />;
  if ("problem" in loaded) return <Note name={node.name} problem={loaded.problem} />;
  const { text } = loaded;
  if (text === "") return <Note name={node.name} note={nothingThere(editor, node, "text")} />;
  if (!VISIBLE.test(text))
    return <Note name={node.name} note={"The text has blanks and line breaks alone."} />;
  return <Surface key={text} node={node} text={text} />;
}

function Surface({ node, text }: { readonly node: TagNode; readonly text: string }) {
  const codec = useMemo(() => plainCodec(node, text), [node, text]);
  return <TextSurface node={node} codec={codec} />;
}

/** The text of the node; null while it is fetched (`valueType="url"`). */
function useLoaded(node: TagNode): Loaded | null {
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
      const whole = utf8(new Uint8Array(await answer.arrayBuffer()));
      if ("problem" in whole) return whole;
      const text = whole.text.replace(/^\ufeff/, "");
      const picked = resolver ? resolved(text, resolver) : { text };
      return "text" in picked ? loadedText(picked.text, encoding) : picked;
    };
    load()
      .catch((error: Error): Loaded => ({ problem: `The text could not be loaded. ${error.message}` }))
      .then((loaded) => {
        if (!stop.signal.aborted) fetched.value = { value, loaded };
      });
    return () => stop.abort();
  }, [remote, value, encoding, resolver]);
  const local = useMemo(() => (remote ? null : loadedText(value, encoding)), [remote, value, encoding]);
  const there = fetched.value;
  return local ?? (there && there.value === value ? there.loaded : null);
}
