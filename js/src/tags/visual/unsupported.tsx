import { factsOf } from "../../core/facts";
import { type TagProps, useView } from "../../ui/context";

const CSS = `
.lsw-unsupported{margin:0 0 12px;padding:12px;border:1px dashed var(--lsw-border);border-radius:var(--lsw-radius);
color:var(--lsw-fg-2)}
.lsw-unsupported strong{color:var(--lsw-fg)}
`;

/** Stands for a tag that this version cannot show; what a container holds is shown all the same. */
export function UnsupportedCard({ node }: TagProps) {
  const { editor, root, children } = useView();
  root.css("unsupported", CSS);
  if (!editor.visible(node)) return null;
  const named = node.name ? ` named “${node.name}”` : "";
  return (
    <>
      <div class="lsw-unsupported" role="note" data-unsupported={node.tag}>
        <strong>{node.tag}</strong>
        {named} cannot be shown yet. Its results stay in the data as they are.
      </div>
      {factsOf(node.tag).role === "visual" && children(node)}
    </>
  );
}
