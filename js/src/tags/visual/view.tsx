import { text } from "../../core/facts";
import { type TagProps, useView } from "../../ui/context";
import { safeStyle } from "./safe-css";

/** A box of the config. The outermost one is where the config's own CSS ends. */
export function View({ node }: TagProps) {
  const { editor, children } = useView();
  if (!editor.visible(node)) return null;
  const inline = text(node, "display") === "inline" ? "display: inline-block; " : "";
  const box = (
    <div
      class={`lsw-view ${text(node, "className")}`}
      id={text(node, "idAttr") || undefined}
      style={inline + (safeStyle(text(node, "style")) ?? "") || undefined}
    >
      {children(node)}
    </div>
  );
  return editor.tree.value?.id === node.id ? <div class="lsw-config">{box}</div> : box;
}
