import { useComputed, useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { removeRegions, toggled } from "../actions/regions";
import type { RegionOrder } from "../actions/view-state";
import type { Region } from "../core/editor";
import { givesLabels } from "../core/labels";
import type { TagNode } from "../generated/wire";
import { spanTexts } from "../tags/shapes/span-texts";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { ListWindow } from "../ui/list-window";
import { EYE, EYE_OFF, LOCK, TRASH, UNLOCK } from "../ui/more-icons";
import {
  describe,
  excerpt,
  isPredicted,
  nextSelection,
  type Row,
  regionRows,
  showScore,
} from "./region-rows";
import { RegionTexts, rowTexts } from "./region-texts";
import { keyText, type ShellValue, useShell } from "./shell-context";

const ROW = 28;
const ORDERS: readonly [RegionOrder, string][] = [
  ["time", "by time"],
  ["label", "by label"],
  ["score", "by score"],
];

/** For the pointer only: the keyboard has actions for the same. */
function RowIcon(props: { icon: string; title: string; on?: boolean; run(): void }) {
  return (
    <span
      class={`lsw-rowicon${props.on ? " lsw-on" : ""}`}
      aria-hidden="true"
      title={props.title}
      onClick={(event) => {
        event.stopPropagation();
        props.run();
      }}
    >
      <Icon path={props.icon} />
    </span>
  );
}

function optionId(region: Region): string {
  return `lsw-region-${region.id}`;
}

interface RowProps {
  readonly region: Region;
  readonly text: string;
  choose(event: MouseEvent): void;
}

function RegionRow({ region, text, choose }: RowProps) {
  const shell = useShell();
  const { store, view } = shell;
  const { id } = region;
  // Each asks for itself alone: what befalls one region draws one row.
  const hidden = useComputed(() => store.hidden.value.has(id)).value;
  const locked = useComputed(() => store.locked.value.has(id)).value || region.readonly;
  const selected = useComputed(() => store.selection.value.includes(id)).value;
  const hovered = useComputed(() => store.hover.value === id || view.linked.value.includes(id)).value;
  const predicted = isPredicted(region) || store.tab.value?.kind === "prediction";
  const editable = !store.readOnly.value && !locked;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list holds the focus (aria-activedescendant)
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys
    <div
      role="option"
      id={optionId(region)}
      data-region={id}
      class={`lsw-row${hidden ? " lsw-hidden" : ""}${hovered ? " lsw-hover" : ""}`}
      aria-selected={selected}
      aria-label={describe(region, hidden, locked, text)}
      onClick={choose}
      onPointerEnter={() => {
        store.hover.value = id;
      }}
      onPointerLeave={() => {
        store.hover.value = null;
      }}
    >
      <span
        class={`lsw-dot${predicted ? " lsw-ring" : ""}`}
        style={{ background: region.color, borderColor: region.color }}
      />
      <span class="lsw-quiet lsw-number">{region.ordinal}</span>
      {region.labels.length > 0 && <span class="lsw-bold lsw-cut">{region.labels.join(", ")}</span>}
      <span class="lsw-cut lsw-grow lsw-quiet">{excerpt(region, text)}</span>
      {region.note && <span title={region.note}>✎</span>}
      {region.score !== null && <span class="lsw-quiet">{showScore(region.score)}</span>}
      <RowIcon
        icon={locked ? LOCK : UNLOCK}
        title={`${locked ? "Unlock" : "Lock"} (${keyText(shell, "region:lock")})`}
        on={locked}
        run={() => {
          store.locked.value = toggled(store.locked.value, [id]);
        }}
      />
      <RowIcon
        icon={hidden ? EYE_OFF : EYE}
        title={`${hidden ? "Show" : "Hide"} (${keyText(shell, "region:visibility")})`}
        on={hidden}
        run={() => {
          store.hidden.value = toggled(store.hidden.value, [id]);
        }}
      />
      {editable && <RowIcon icon={TRASH} title="Delete" run={() => removeRegions(shell, [id])} />}
    </div>
  );
}

function marksByLabel(node: TagNode | null): boolean {
  return node !== null && (givesLabels(node) || node.children.some(marksByLabel));
}

function ListHead({ shell }: { shell: ShellValue }) {
  const { store, view } = shell;
  const count = store.regions.value.length;
  const at = ORDERS.findIndex(([order]) => order === view.order.value);
  const name = ORDERS[at]?.[1];
  const next = ORDERS[(at + 1) % ORDERS.length]?.[0] ?? "time";
  const allHidden = count > 0 && store.hidden.value.size >= count;
  return (
    <div class="lsw-listhead">
      <strong class="lsw-grow">
        Regions <span class="lsw-quiet">{count}</span>
      </strong>
      <Button
        label={`Ordered ${name}, change the order`}
        onClick={() => {
          view.order.value = next;
        }}
      >
        {name}
      </Button>
      <Button
        label="Group by label"
        pressed={view.byLabel.value}
        onClick={() => {
          view.byLabel.value = !view.byLabel.value;
        }}
      >
        group
      </Button>
      <Button
        label={allHidden ? "Show all regions" : "Hide all regions"}
        icon={allHidden ? EYE_OFF : EYE}
        keys={keyText(shell, "region:visibility-all")}
        onClick={() => {
          store.hidden.value = allHidden
            ? new Set()
            : new Set(store.regions.value.map((region) => region.id));
        }}
      />
    </div>
  );
}

export function RegionList() {
  const shell = useShell();
  const { store, view } = shell;
  const regions = store.regions.value;
  const selection = store.selection.value;
  const [order, byLabel] = [view.order.value, view.byLabel.value];
  const rows = useMemo(() => regionRows(regions, order, byLabel), [regions, order, byLabel]);
  const shown = useRef(rows);
  shown.current = rows;
  const cursor = useSignal<string | null>(null);
  const at = selection.includes(cursor.value ?? "") ? cursor.value : (selection.at(-1) ?? null);
  const active = at === null ? -1 : rows.indexOf(at);
  const activeRow = rows.at(active);
  const tree = store.tree.value;
  const texts = useMemo(() => rowTexts(tree), [tree]);
  const textsOf = (row: Row | undefined) =>
    row?.kind === "region" ? texts.filter((node) => node.to_name.includes(row.region.object)) : [];

  const select = (id: string, how: "only" | "toggle" | "range") => {
    cursor.value = id;
    store.selection.value = nextSelection(shown.current.ids(), store.selection.peek(), id, how);
  };
  const choose = (id: string, event: MouseEvent) => {
    if (store.partner(id)) return;
    const selected = store.selection.peek();
    const only = selected.length === 1 && selected[0] === id;
    if (event.shiftKey) select(id, "range");
    else select(id, event.ctrlKey || event.metaKey || only ? "toggle" : "only");
  };
  // A row follows its own signals: the same node again costs nothing when the list is drawn anew.
  const rowOf = useMemo(() => {
    const textOf = spanTexts(tree);
    const nodes = new WeakMap<Region, VNode>();
    return (region: Region) => {
      const { id } = region;
      const node = nodes.get(region) ?? (
        <RegionRow key={id} region={region} text={textOf(region)} choose={(event) => choose(id, event)} />
      );
      nodes.set(region, node);
      return node;
    };
  }, [tree, store]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const ids = rows.ids();
    const from = ids.indexOf(at ?? "");
    const steps: { [key: string]: number } = {
      ArrowDown: from + 1,
      ArrowUp: from < 0 ? 0 : from - 1,
      Home: 0,
      End: ids.length - 1,
      PageDown: from + 10,
      PageUp: from - 10,
    };
    const to = steps[event.key];
    const all = event.key === "a" && (event.ctrlKey || event.metaKey);
    if (event.altKey || (to === undefined && !all)) return;
    event.preventDefault();
    if (to === undefined) {
      store.selection.value = ids;
      return;
    }
    const id = ids[Math.max(0, Math.min(ids.length - 1, to))];
    if (id) select(id, event.shiftKey ? "range" : "only");
  };
  return (
    <section class="lsw-regions" aria-label="Region list">
      <ListHead shell={shell} />
      {rows.count > 0 && (
        <ListWindow
          root={shell.root}
          count={rows.count}
          rowHeight={ROW}
          active={active}
          keyOf={(index) => {
            const row = rows.at(index);
            return row?.kind === "region" ? row.region.id : `group ${row?.label}`;
          }}
          under={
            texts.length === 0
              ? undefined
              : (index) => {
                  const row = rows.at(index);
                  const nodes = textsOf(row);
                  return row?.kind === "region" && nodes.length > 0 ? (
                    <RegionTexts key={row.region.id} region={row.region} nodes={nodes} />
                  ) : null;
                }
          }
          attrs={{
            role: "listbox",
            "aria-label": "Regions",
            "aria-multiselectable": true,
            "aria-activedescendant": activeRow?.kind === "region" ? optionId(activeRow.region) : undefined,
            tabIndex: 0,
            onKeyDown,
          }}
          row={(index) => {
            const row = rows.at(index);
            if (row?.kind === "region") return rowOf(row.region);
            return (
              row && (
                <div key={`group ${row.label}`} role="presentation" class="lsw-row lsw-group">
                  <span class="lsw-dot" style={{ background: row.color }} />
                  <span class="lsw-cut">{row.label}</span> <span class="lsw-quiet">{row.count}</span>
                </div>
              )
            );
          }}
        />
      )}
      {regions.length === 0 && (
        <p class="lsw-quiet lsw-hint">
          {marksByLabel(tree) ? "None yet. Choose a label, then mark." : "None yet."}
        </p>
      )}
    </section>
  );
}
