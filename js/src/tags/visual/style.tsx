import { text } from "../../core/facts";
import { type TagProps, useView } from "../../ui/context";
import { confinedCss } from "./confined-css";

/** CSS of the config: applies to what is shown inside the outermost View, and to nothing else. */
export function Style({ node }: TagProps) {
  const { root } = useView();
  const css = node.text ?? text(node, "value");
  root.css(`config: ${css}`, confinedCss(css, ".lsw-config"));
  return null;
}
