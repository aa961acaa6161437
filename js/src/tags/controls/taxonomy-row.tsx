// One item of an open Taxonomy.
import { flag, text } from "../../core/facts";
import { Icon } from "../../ui/icon";
import { RIGHT } from "../../ui/icons";
import { CHECK, PLUS } from "../../ui/more-icons";
import { Alias } from "./frame";
import { hit, type Row } from "./taxonomy-tree";

export const ROW = 28;
const STEP = 20;

export interface BranchRowProps {
  readonly id: string;
  readonly row: Row;
  readonly query: string;
  readonly active: boolean;
  /** Null where only leaves can be chosen, and this is none. */
  readonly checked: boolean | null;
  /** Why it cannot be chosen now; empty when it can. */
  readonly why: string;
  /** How many chosen items a closed one holds. */
  readonly inside: number;
  readonly color: string | undefined;
  onPick(): void;
  onTurn(): void;
  /** Asks for a new item below this one; absent where none may be added. */
  onAdd?: (() => void) | undefined;
}

export function BranchRow(props: BranchRowProps) {
  const { id, row, query, active, checked, why, inside, color, onPick, onTurn, onAdd } = props;
  const { branch, open, place, of } = row;
  const name = branch.names.at(-1) ?? "";
  const node = branch.node;
  const alias = node && flag(node, "showAlias") ? text(node, "alias") : "";
  const hint = node ? text(node, "hint") : "";
  const parent = branch.inner.length > 0;
  const note = [why, hint, inside > 0 ? `${inside} chosen inside` : ""].filter(Boolean).join(". ");
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active item
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys
    <div
      id={id}
      role="treeitem"
      class="lsw-row lsw-branch"
      aria-label={name}
      aria-description={note || undefined}
      aria-level={branch.path.length}
      aria-posinset={place}
      aria-setsize={of}
      aria-expanded={parent ? open : undefined}
      aria-checked={checked ?? undefined}
      aria-disabled={why ? true : undefined}
      data-active={active ? "" : undefined}
      title={note || name}
      style={{ paddingInlineStart: `${4 + (branch.path.length - 1) * STEP}px`, "--lsw-color": color }}
      onClick={onPick}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the tree's arrow keys do the same */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the tree's arrow keys do the same */}
      <span
        class="lsw-twist"
        onClick={(event) => {
          if (!parent) return;
          event.stopPropagation();
          onTurn();
        }}
      >
        {parent && <Icon path={RIGHT} />}
      </span>
      {checked !== null && <span class="lsw-tick">{checked && <Icon path={CHECK} />}</span>}
      {color && <span class="lsw-dot" />}
      <span class="lsw-fill lsw-cut">
        <Marked name={name} query={query} />
        {alias && node && <Alias alias={alias} node={node} />}
      </span>
      {inside > 0 && <span class="lsw-quiet">{inside}</span>}
      {onAdd && (
        // biome-ignore lint/a11y/noStaticElementInteractions: the field below does the same by keyboard
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field below does the same by keyboard
        <span
          class="lsw-more"
          title={`Add an item under ${name}`}
          onClick={(event) => {
            event.stopPropagation();
            onAdd();
          }}
        >
          <Icon path={PLUS} />
        </span>
      )}
    </div>
  );
}

function Marked({ name, query }: { readonly name: string; readonly query: string }) {
  const found = query && hit(name, query);
  if (!found) return <>{name}</>;
  const [start, end] = found;
  return (
    <>
      {name.slice(0, start)}
      <mark>{name.slice(start, end)}</mark>
      {name.slice(end)}
    </>
  );
}
