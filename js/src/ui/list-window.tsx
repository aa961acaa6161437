// A list of rows of one height, of which only those in sight exist. Something of any height may stand
// under a row.
import { useSignal } from "@preact/signals";
import type { ComponentChildren, HTMLAttributes } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Root } from "./context";
import { LIST_CSS } from "./list-window.css";

const SPARE = 6;

export interface ListWindowProps {
  readonly root: Root;
  readonly count: number;
  readonly rowHeight: number;
  row(index: number): ComponentChildren;
  /** Name of a row, for lists whose rows have something under them. */
  keyOf?(index: number): string;
  /** What stands under a row, as high as it likes. */
  under?: ((index: number) => ComponentChildren) | undefined;
  /** Row kept in sight when it changes. */
  readonly active?: number;
  /** Rows now rendered, for lists that load what is in sight. */
  onRange?(start: number, end: number): void;
  readonly attrs?: HTMLAttributes<HTMLDivElement>;
}

export function rowsInSight(top: number, height: number, rowHeight: number, count: number) {
  const start = Math.max(0, Math.floor(top / rowHeight) - SPARE);
  return { start, end: Math.min(count, Math.ceil((top + height) / rowHeight) + SPARE) };
}

/** The same where rows are of different heights: `tops` has one entry more than there are rows. */
export function unevenRowsInSight(top: number, height: number, tops: readonly number[]) {
  const count = tops.length - 1;
  const first = tops.findIndex((_, index) => index === count || (tops[index + 1] ?? 0) > top);
  const last = tops.findIndex((at) => at >= top + height);
  return { start: Math.max(0, first - SPARE), end: Math.min(count, (last < 0 ? count : last) + SPARE) };
}

export function ListWindow(props: ListWindowProps) {
  const { root, count, rowHeight, row, under, keyOf = String, active, onRange, attrs } = props;
  root.css("list", LIST_CSS);
  const box = useRef<HTMLDivElement>(null);
  const extra = useRef(new Map<string, number>());
  const sight = useSignal({ top: 0, height: 600, extra: 0 });
  const { top, height } = sight.value;
  const tops = [0];
  if (under) {
    const usual = extra.current.values().next().value ?? rowHeight;
    for (let index = 0; index < count; index++)
      tops.push((tops[index] ?? 0) + rowHeight + (extra.current.get(keyOf(index)) ?? usual));
  }
  const topOf = (index: number) => (under ? (tops[index] ?? 0) : index * rowHeight);
  const { start, end } = under
    ? unevenRowsInSight(top, height, tops)
    : rowsInSight(top, height, rowHeight, count);
  const look = () => {
    const { scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    const seen = { top: scrollTop, height: clientHeight || 600 };
    let measured = 0;
    for (const element of box.current?.querySelectorAll<HTMLElement>("[data-under]") ?? []) {
      extra.current.set(element.dataset.under ?? "", element.offsetHeight);
      measured += element.offsetHeight;
    }
    const old = sight.peek();
    if (old.top !== seen.top || old.height !== seen.height || old.extra !== measured)
      sight.value = { ...seen, extra: measured };
  };
  // Measuring forces a layout: only when the size changes, or what stands under rows may have.
  useLayoutEffect(() => {
    if (under) look();
  });
  useLayoutEffect(() => {
    look();
    const observer = new ResizeObserver(look);
    const inner = under && box.current?.querySelector("[data-rows]");
    for (const element of [box.current, inner]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, [!under]);
  useLayoutEffect(() => {
    const list = box.current;
    if (!list || active === undefined || active < 0) return;
    const [top, bottom] = [topOf(active), topOf(active + 1)];
    if (top < list.scrollTop) list.scrollTop = top;
    else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight;
  }, [active, rowHeight]);
  useLayoutEffect(() => onRange?.(start, end), [start, end, onRange]);
  const rows: ComponentChildren[] = [];
  for (let index = start; index < end; index++) {
    rows.push(row(index));
    const more = under?.(index);
    if (under && !more) extra.current.set(keyOf(index), 0);
    if (more)
      rows.push(
        <div key={`under ${keyOf(index)}`} role="presentation" data-under={keyOf(index)}>
          {more}
        </div>,
      );
  }
  return (
    <div class="lsw-list" ref={box} onScroll={look} {...attrs}>
      <div role="presentation" style={{ height: `${topOf(count)}px` }}>
        <div role="presentation" data-rows="" style={{ transform: `translateY(${topOf(start)}px)` }}>
          {rows}
        </div>
      </div>
    </div>
  );
}
