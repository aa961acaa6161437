import { useSignal } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { nearness, type Watch } from "../../ui/nearness";
import { cellText, type Grid, SAMPLE } from "./table-data";

/** Above it rows come in blocks, of which only those near what is in sight exist. */
export const LONG = 200;
const BLOCK = 50;
/** Height of a row that was never seen. */
const ROW = 28;
const [NARROWEST, WIDEST] = [5, 44];

/** Room for what the columns hold, in `ch`. */
export function columnWidths({ columns, rows }: Grid): readonly number[] {
  return columns.map((name, column) => {
    const longest = rows
      .slice(0, SAMPLE)
      .reduce((most, row) => Math.max(most, cellText(row[column]).length), name.length);
    return Math.min(WIDEST, Math.max(NARROWEST, longest) + 3);
  });
}

interface Props {
  readonly grid: Grid;
  /** Positions of the rows, as they are shown. */
  readonly order: readonly number[];
  readonly numbers: readonly boolean[];
  readonly box: { readonly current: HTMLElement | null };
}

export function Rows({ box, ...shown }: Props) {
  const { length } = shown.order;
  const size = length > LONG ? BLOCK : length;
  const starts = Array.from({ length: Math.ceil(length / size) }, (_, at) => at * size);
  const watch = useMemo(() => nearness(box, "600px"), [box]);
  return (
    <>
      {starts.map((start) => (
        <Block key={start} {...shown} start={start} size={size} watch={length > LONG ? watch : null} />
      ))}
    </>
  );
}

interface BlockProps extends Omit<Props, "box"> {
  readonly start: number;
  readonly size: number;
  /** Null where all rows are always there. */
  readonly watch: Watch | null;
}

function Block({ grid, order, numbers, start, size, watch }: BlockProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const near = useSignal(start === 0 || !watch);
  const mine = order.slice(start, start + size);
  const height = useRef(mine.length * ROW);
  useLayoutEffect(() => {
    const element = body.current;
    if (!watch || !element) return;
    return watch(element, (is) => {
      if (near.peek() && !is) height.current = element.getBoundingClientRect().height;
      near.value = is;
    });
  }, [watch]);
  return (
    <tbody ref={body}>
      {near.value ? (
        mine.map((at, place) => (
          <tr key={at} aria-rowindex={start + place + 2}>
            {grid.columns.map((_, column) => (
              <Cell key={column} value={grid.rows[at]?.[column]} number={numbers[column]} />
            ))}
          </tr>
        ))
      ) : (
        <tr>
          <td colSpan={grid.columns.length} style={{ height: `${height.current}px`, padding: 0 }} />
        </tr>
      )}
    </tbody>
  );
}

function Cell({ value, number = false }: { readonly value: unknown; readonly number?: boolean | undefined }) {
  if (number) return <td class="lsw-table-number">{cellText(value)}</td>;
  if (value === null) return <td class="lsw-quiet">null</td>;
  return <td class={typeof value === "object" ? "lsw-table-code" : undefined}>{cellText(value)}</td>;
}
