import { flag, number, text } from "../../core/facts";
import { type TagProps, useView } from "../../ui/context";
import { safeStyle } from "./safe-css";

const CSS = `
.lsw-header{margin:12px 0 4px;font-weight:600;line-height:1.3;white-space:pre-line;overflow-wrap:anywhere}
h1.lsw-header{font-size:24px}h2.lsw-header{font-size:20px}h3.lsw-header{font-size:18px}
h4.lsw-header{font-size:16px}h5.lsw-header{font-size:14px}
`;
const LEVELS = ["h1", "h2", "h3", "h4", "h5"] as const;

export function Header({ node }: TagProps) {
  const { editor, root } = useView();
  root.css("header", CSS);
  if (!editor.visible(node)) return null;
  const Level = LEVELS[Math.round(number(node, "size") ?? 4) - 1] ?? "h4";
  const underline = flag(node, "underline") ? "text-decoration: underline; " : "";
  return (
    <Level
      class={`lsw-header ${text(node, "className")}`}
      style={underline + (safeStyle(text(node, "style")) ?? "") || undefined}
    >
      {text(node, "value") || node.text}
    </Level>
  );
}
