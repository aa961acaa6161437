import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { text } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { Button } from "../../ui/button";
import { type TagProps, useView } from "../../ui/context";
import { COPY } from "../../ui/icons";
import { DataCard } from "./data-card";
import { TABLE_CSS } from "./table.css";
import {
  copied,
  type Direction,
  formOf,
  type Grid,
  gridOf,
  numberColumns,
  type Parsed,
  sortedRows,
} from "./table-data";
import { columnWidths, LONG, Rows } from "./table-rows";

export function Table({ node }: TagProps) {
  const { editor, root } = useView();
  root.css("table", TABLE_CSS);
  const parsed = useParsed(node);
  if (!editor.visible(node)) return null;
  if (!parsed) return <DataCard node={node} problem="Loading…" />;
  if ("problem" in parsed) return <DataCard node={node} {...parsed} />;
  return <Sheet node={node} grid={parsed} />;
}

/** The table of the node; null while it is fetched (`valueType` with `url`). */
function useParsed(node: TagNode): Parsed | null {
  const { media } = useView();
  const { value } = node.attrs;
  const valueType = text(node, "valueType");
  const form = useMemo(() => formOf(valueType), [valueType]);
  const remote = form.url && typeof value === "string" && value !== "";
  const fetched = useSignal<{ readonly value: unknown; readonly parsed: Parsed } | null>(null);
  useEffect(() => {
    if (!remote) return;
    const stop = new AbortController();
    const load = async () => {
      const url = await media.url({ url: value }, stop.signal);
      const answer = await fetch(url, { signal: stop.signal, credentials: "omit" });
      if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
      return gridOf(await answer.text(), form);
    };
    load()
      .catch(({ message }: Error): Parsed => {
        return { problem: `The table could not be loaded. ${message}`, given: String(value) };
      })
      .then((parsed) => {
        if (!stop.signal.aborted) fetched.value = { value, parsed };
      });
    return () => stop.abort();
  }, [remote, value, form]);
  const local = useMemo(() => (remote ? null : gridOf(value, form)), [remote, value, form]);
  const there = fetched.value;
  return local ?? (there && there.value === value ? there.parsed : null);
}

/** In `ch`: columns of a short table wrap down to this width, then the table scrolls. */
const WRAPPED = 24;
const ARROWS = { ascending: "▲", descending: "▼" };

function Sheet({ node, grid }: { readonly node: TagNode; readonly grid: Grid }) {
  const { root, editor } = useView();
  const box = useRef<HTMLDivElement>(null);
  const sort = useSignal<{ readonly column: number; readonly direction: Direction } | null>(null);
  const { columns, rows } = grid;
  const by = sort.value;
  const order = useMemo(
    () => (by ? sortedRows(rows, by.column, by.direction) : rows.map((_, at) => at)),
    [rows, by],
  );
  const numbers = useMemo(() => numberColumns(grid), [grid]);
  const long = rows.length > LONG;
  const widths = useMemo(() => columnWidths(grid), [grid]);
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [by]);
  /** Up, down, and as the data have it. */
  const turn = (column: number) => {
    const direction = by?.column === column ? by.direction : null;
    if (direction === "descending") sort.value = null;
    else sort.value = { column, direction: direction ? "descending" : "ascending" };
  };
  const copy = async () => {
    const done = await root.copyText(copied(grid, order));
    editor.say(
      done ? "The table is in the clipboard." : "The browser refuses the clipboard.",
      done ? "info" : "warning",
    );
  };
  return (
    <div class={`lsw-table${long ? " lsw-table-long" : ""}`} data-object={node.name}>
      {/* biome-ignore lint/a11y/useSemanticElements: a region that is scrolled by keyboard */}
      <div
        class="lsw-table-box"
        data-surface=""
        ref={box}
        role="region"
        aria-label={`Table ${node.name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard
        tabIndex={0}
      >
        <table
          aria-label={node.name ?? undefined}
          aria-rowcount={rows.length + 1}
          aria-colcount={columns.length}
        >
          {/* Fixed, so that no column moves while rows come and go. */}
          {long && (
            <colgroup>
              {widths.map((width, at) => (
                <col key={at} style={{ width: `${width}ch` }} />
              ))}
            </colgroup>
          )}
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((name, at) => {
                const direction = by?.column === at ? by.direction : undefined;
                return (
                  <th
                    key={at}
                    scope="col"
                    aria-sort={direction}
                    style={{ minWidth: `${Math.min(widths[at] ?? 0, WRAPPED)}ch` }}
                    class={numbers[at] ? "lsw-table-number" : undefined}
                  >
                    <button type="button" title="Sort" onClick={() => turn(at)}>
                      {name || "\u00a0"}
                      {direction && <span aria-hidden="true">{ARROWS[direction]}</span>}
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <Rows grid={grid} order={order} numbers={numbers} box={box} />
        </table>
      </div>
      <div class="lsw-table-foot lsw-quiet">
        <span>
          {rows.length.toLocaleString()} {rows.length === 1 ? "row" : "rows"}
        </span>
        <Button label="Copy the table" icon={COPY} onClick={() => void copy()} />
      </div>
    </div>
  );
}
