// Relations of the shown annotation: which region with which, and in which direction.
import type { Region, RelationRow } from "../core/editor";
import { Button } from "../ui/button";
import { ListWindow } from "../ui/list-window";
import { TRASH } from "../ui/more-icons";
import { describe, excerpt } from "./region-rows";
import { useShell } from "./shell-context";

const ROW = 28;
const MOST_ROWS = 5;
const SIGNS = {
  right: ["→", "to the second"],
  left: ["←", "to the first"],
  bi: ["↔", "both ways"],
} as const;

function End({ region, row }: { region: Region; row: RelationRow }) {
  const { store } = useShell();
  const light = (id: string | null) => () => {
    store.hover.value = id;
  };
  return (
    <button
      type="button"
      class="lsw-end"
      aria-label={`Region ${describe(region, false, false)}`}
      onClick={() => {
        store.selection.value = [row.from.id, row.to.id];
      }}
      onPointerEnter={light(region.id)}
      onPointerLeave={light(null)}
      onFocus={light(region.id)}
      onBlur={light(null)}
    >
      <span class="lsw-dot" style={{ background: region.color }} />
      <span class="lsw-cut">
        {region.ordinal} {excerpt(region) || region.labels.join(", ")}
      </span>
    </button>
  );
}

function Row({ row }: { row: RelationRow }) {
  const { store, view } = useShell();
  const { from, to } = row;
  const both = [from.id, to.id];
  const [sign, way] = SIGNS[row.direction];
  const editable = !store.readOnly.value;
  const name = `${from.ordinal} and ${to.ordinal}`;
  const link = (ids: readonly string[]) => () => {
    view.linked.value = ids;
  };
  return (
    <div
      class="lsw-row lsw-relation"
      title={row.labels.join(", ") || undefined}
      onPointerEnter={link(both)}
      onPointerLeave={link([])}
      onFocusIn={link(both)}
      onFocusOut={link([])}
    >
      <End region={from} row={row} />
      <Button
        label={`Relation of ${name} goes ${way}${editable ? ", turn it" : ""}`}
        why={editable ? "" : "Read-only"}
        onClick={() => store.turnRelation(from.id, to.id)}
      >
        {sign}
      </Button>
      <End region={to} row={row} />
      {editable && (
        <Button
          label={`Delete the relation of ${name}`}
          icon={TRASH}
          onClick={() => store.unrelate(from.id, to.id)}
        />
      )}
    </div>
  );
}

export function RelationList() {
  const { store, root } = useShell();
  const rows = store.relations.value;
  if (rows.length === 0) return null;
  return (
    <section class="lsw-relations" aria-label="Relations">
      <div class="lsw-listhead">
        <strong>
          Relations <span class="lsw-quiet">{rows.length}</span>
        </strong>
      </div>
      <ListWindow
        root={root}
        count={rows.length}
        rowHeight={ROW}
        attrs={{ style: { height: `${Math.min(rows.length, MOST_ROWS) * ROW}px` } }}
        row={(index) => {
          const row = rows[index];
          return row && <Row key={`${row.from.id} ${row.to.id}`} row={row} />;
        }}
      />
    </section>
  );
}
