import { useMemo } from "preact/hooks";
import { nothingThere } from "../../core/data-field";
import type { TagNode } from "../../generated/wire";
import { type TagProps, useView } from "../../ui/context";
import { plainCodec } from "./text-codec";
import { useLoaded } from "./text-load";
import { Note, TextSurface } from "./text-surface";

const VISIBLE = /[^\s\p{Cf}]/u;

export function Text({ node }: TagProps) {
  const { editor } = useView();
  const loaded = useLoaded(node, "text");
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
