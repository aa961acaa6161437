import type { TagNode } from "../../generated/wire";

interface Props {
  readonly node: TagNode;
  readonly problem: string;
  /** What the task has instead. */
  readonly given?: string;
}

/** Stands for data that cannot be shown as the tag shows them. */
export function DataCard({ node, problem, given = "" }: Props) {
  return (
    <div class="lsw-data-card" data-object={node.name}>
      <div data-surface="">
        <p role={given ? "alert" : "note"}>{problem}</p>
        {given && <pre>{given}</pre>}
      </div>
    </div>
  );
}
