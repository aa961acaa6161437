// A list of rows of one height, of which only those in sight exist.
import type { ComponentChildren, HTMLAttributes } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Root } from "./context";
import { LIST_CSS } from "./list-window.css";

const SPARE = 6;

export interface ListWindowProps {
  readonly root: Root;
  readonly count: number;
  readonly rowHeight: number;
  row(index: number): ComponentChildren;
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

export function ListWindow({ root, count, rowHeight, row, active, onRange, attrs }: ListWindowProps) {
  root.css("list", LIST_CSS);
  const box = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState({ top: 0, height: 600 });
  const { start, end } = rowsInSight(sight.top, sight.height, rowHeight, count);
  const look = () => {
    const { scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    setSight((old) =>
      old.top === scrollTop && old.height === (clientHeight || 600)
        ? old
        : { top: scrollTop, height: clientHeight || 600 },
    );
  };
  useLayoutEffect(look);
  useLayoutEffect(() => {
    const list = box.current;
    if (!list || active === undefined || active < 0) return;
    const top = active * rowHeight;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + rowHeight > list.scrollTop + list.clientHeight)
      list.scrollTop = top + rowHeight - list.clientHeight;
  }, [active, rowHeight]);
  useLayoutEffect(() => onRange?.(start, end), [start, end, onRange]);
  const rows: ComponentChildren[] = [];
  for (let index = start; index < end; index++) rows.push(row(index));
  return (
    <div class="lsw-list" ref={box} onScroll={look} {...attrs}>
      <div role="presentation" style={{ height: `${count * rowHeight}px` }}>
        <div role="presentation" style={{ transform: `translateY(${start * rowHeight}px)` }}>
          {rows}
        </div>
      </div>
    </div>
  );
}
