// Relations of the shown annotation: which region with which, in which direction, and by what name.
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Region, RelationRow } from "../core/editor";
import { Button } from "../ui/button";
import { ListWindow } from "../ui/list-window";
import { EYE, EYE_OFF, TRASH } from "../ui/more-icons";
import { describe } from "./region-rows";
import { onRelationKey, RELATION_KEYS, toggleArrow } from "./relation-keys";
import { RelationLabels } from "./relation-labels";
import {
  endText,
  isPair,
  orderRelations,
  pairOf,
  RELATION_ORDERS,
  type RelationChoices,
  relationChoices,
  relationColor,
  relationKey,
  relationName,
} from "./relation-words";
import { keyText, runAction, useShell } from "./shell-context";

const ROW = 28;
const ROW_WITH_LABELS = 52;
const MOST_ROWS = 5;
const KEPT_ORDER = "relation-order";
type Order = (typeof RELATION_ORDERS)[number];
const SIGNS = {
  right: ["→", "to the second"],
  left: ["←", "to the first"],
  bi: ["↔", "both ways"],
} as const;

function End({ region }: { region: Region }) {
  const { store } = useShell();
  const light = (id: string | null) => () => {
    store.hover.value = id;
  };
  return (
    <button
      type="button"
      class="lsw-end"
      tabIndex={-1}
      aria-label={`Region ${describe(region, false, false)}`}
      onClick={() => {
        store.selection.value = [region.id];
      }}
      onPointerEnter={light(region.id)}
      onPointerLeave={light(null)}
      onFocus={light(region.id)}
      onBlur={light(null)}
    >
      <span class="lsw-dot" style={{ background: region.color }} />
      <span class="lsw-cut">
        {region.ordinal} {endText(region)}
      </span>
    </button>
  );
}

interface RowProps {
  readonly row: RelationRow;
  readonly choices: RelationChoices;
  /** Whether Tab comes to this row. */
  readonly current: boolean;
  readonly labelled: boolean;
  /** Up and down. */
  step(by: number): void;
  /** The focus goes to what takes its place. */
  gone(): void;
}

function Row({ row, choices, current, labelled, step, gone }: RowProps) {
  const shell = useShell();
  const { store, view } = shell;
  const { from, to } = row;
  const [sign, way] = SIGNS[row.direction];
  const editable = !store.readOnly.value;
  const name = `${from.ordinal} and ${to.ordinal}`;
  const hidden = view.unseen.value.has(relationKey(row));
  const link = (ids: readonly string[]) => () => {
    view.linked.value = ids;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of a list is no fieldset
    <div
      class={`lsw-relation${isPair(view.relation.value, row) ? " lsw-hover" : ""}${hidden ? " lsw-hidden" : ""}`}
      role="group"
      aria-label={relationName(row)}
      aria-description={RELATION_KEYS}
      data-relation={relationKey(row)}
      tabIndex={current ? 0 : -1}
      style={{
        height: `${labelled ? ROW_WITH_LABELS : ROW}px`,
        "--lsw-color": relationColor(choices, row.labels),
      }}
      onPointerEnter={link(pairOf(row))}
      onPointerLeave={link([])}
      onFocusIn={() => {
        view.relation.value = pairOf(row);
        view.linked.value = pairOf(row);
      }}
      onFocusOut={link([])}
      onKeyDown={(event) => {
        const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (event.target !== event.currentTarget || event.altKey) return;
        if (by) step(by);
        else if (!onRelationKey(event, row, shell, choices)) return;
        if (!store.relations.peek().some((one) => isPair(pairOf(row), one))) gone();
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <div class="lsw-relationline">
        <End region={from} />
        <Button
          label={`Relation of ${name} goes ${way}${editable ? ", turn it" : ""}`}
          why={editable ? "" : "Read-only"}
          onClick={() => store.turnRelation(from.id, to.id)}
        >
          {sign}
        </Button>
        <End region={to} />
        <Button
          label={`${hidden ? "Show" : "Hide"} the arrow of ${name}`}
          icon={hidden ? EYE_OFF : EYE}
          pressed={hidden}
          onClick={() => toggleArrow(shell, row)}
        />
        {editable && (
          <Button
            label={`Delete the relation of ${name}`}
            icon={TRASH}
            onClick={() => store.unrelate(from.id, to.id)}
          />
        )}
      </div>
      {labelled && <RelationLabels row={row} choices={choices} editable={editable} />}
    </div>
  );
}

export function RelationList() {
  const shell = useShell();
  const { store, view, root } = shell;
  const all = store.relations.value;
  const order = useSignal(
    RELATION_ORDERS.find(([one]) => one === root.remembered(KEPT_ORDER)) ?? (RELATION_ORDERS[0] as Order),
  );
  const [by, orderName] = order.value;
  const rows = useMemo(() => orderRelations(all, by), [all, by]);
  const tree = store.tree.value;
  const choices = useMemo(() => relationChoices(tree), [tree]);
  const list = useRef<HTMLElement>(null);
  const wanted = useSignal(-1);
  const pair = view.relation.value;
  const active = rows.findIndex((row) => isPair(pair, row));
  const going = wanted.value;
  useLayoutEffect(() => {
    const row = rows[going];
    wanted.value = -1;
    if (!row) return;
    const key = relationKey(row);
    for (const element of list.current?.querySelectorAll<HTMLElement>("[data-relation]") ?? [])
      if (element.dataset.relation === key) element.focus({ preventScroll: true });
  }, [going]);
  if (rows.length === 0) return null;
  const labelled = choices.list.length > 0 || rows.some(({ labels }) => labels.length > 0);
  const height = labelled ? ROW_WITH_LABELS : ROW;
  const allHidden = view.unseen.value.size > 0;
  return (
    <section class="lsw-relations" aria-label="Relations" ref={list}>
      <div class="lsw-listhead">
        <strong class="lsw-grow">
          Relations <span class="lsw-quiet">{rows.length}</span>
        </strong>
        {rows.length > 1 && (
          <Button
            label={`Relations ordered ${orderName}, change the order`}
            onClick={() => {
              const next = RELATION_ORDERS.findIndex(([one]) => one === by) + 1;
              order.value = RELATION_ORDERS[next % RELATION_ORDERS.length] as Order;
              root.remember(KEPT_ORDER, order.value[0]);
            }}
          >
            {orderName}
          </Button>
        )}
        <Button
          label={allHidden ? "Show all arrows" : "Hide all arrows"}
          icon={allHidden ? EYE_OFF : EYE}
          keys={keyText(shell, "region:relation-arrows")}
          onClick={() => runAction(shell, "region:relation-arrows")}
        />
      </div>
      <ListWindow
        root={root}
        count={rows.length}
        rowHeight={height}
        active={active}
        attrs={{ style: { height: `${Math.min(rows.length, labelled ? 3 : MOST_ROWS) * height}px` } }}
        row={(index) => {
          const row = rows[index];
          return (
            row && (
              <Row
                key={relationKey(row)}
                row={row}
                choices={choices}
                current={index === Math.max(0, active)}
                labelled={labelled}
                gone={() => {
                  wanted.value = Math.min(index, rows.length - 2);
                }}
                step={(by) => {
                  const to = rows[index + by];
                  if (!to) return;
                  view.relation.value = pairOf(to);
                  wanted.value = index + by;
                }}
              />
            )
          );
        }}
      />
    </section>
  );
}
