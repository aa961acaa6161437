import { useSignal } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { TaskEntry } from "../generated/wire";
import { Float } from "../ui/float";
import { ListWindow } from "../ui/list-window";
import { MENUS_CSS } from "./menus.css";
import { useShell } from "./shell-context";

const ROW = 28;
const PAGE = 100;
const MARKS = { new: "", draft: "•", submitted: "✓", skipped: "–" } as const;

/** Search and jump; rows come from the kernel a page at a time. */
export function TaskList({ anchor }: { anchor: Element | null }) {
  const { store, view, root } = useShell();
  root.css("menus", MENUS_CSS);
  const query = useSignal("");
  const rows = useSignal<ReadonlyMap<number, TaskEntry>>(new Map());
  const total = useSignal(store.total.peek());
  const active = useSignal(store.cursor.peek());
  const close = () => {
    view.floating.value = null;
  };
  const queue = useRef(Promise.resolve());
  const load = useMemo(
    () => (page: number) => {
      const asked = query.peek();
      queue.current = queue.current.then(async () => {
        if (asked !== query.peek()) return;
        const answer = await store.tasks(asked, page * PAGE, PAGE).catch(() => null);
        if (!answer || asked !== query.peek()) return;
        const known = new Map(rows.peek());
        answer.rows.forEach((entry, at) => {
          known.set(page * PAGE + at, entry);
        });
        rows.value = known;
        total.value = answer.total;
      });
    },
    [store, query, rows, total],
  );
  const onRange = useMemo(
    () => (start: number, end: number) => {
      for (let page = Math.floor(start / PAGE); page * PAGE < Math.max(end, 1); page++)
        if (!rows.peek().has(page * PAGE)) load(page);
    },
    [load, rows],
  );
  const text = query.value;
  useLayoutEffect(() => {
    rows.value = new Map();
    active.value = text ? 0 : store.cursor.peek();
    load(text ? 0 : Math.floor(store.cursor.peek() / PAGE));
  }, [text, load, rows, active, store]);
  /** Without a search the rows are the tasks: no need to wait for them. */
  const indexAt = (row: number) => rows.value.get(row)?.index ?? (text ? undefined : row);
  const go = (index: number | undefined) => {
    if (index === undefined) return;
    close();
    store.goto(index);
    root.home();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (step) active.value = Math.max(0, Math.min(total.value - 1, active.value + step));
    else if (event.key === "Enter") go(indexAt(active.value));
    else return;
    event.preventDefault();
  };
  return (
    <Float root={root} label="Task list" role="dialog" anchor={anchor} onClose={close} onKeyDown={onKeyDown}>
      <div class="lsw-tasks">
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="lsw-task-rows"
          aria-activedescendant={`lsw-task-${active.value}`}
          aria-label="Search tasks"
          placeholder="Search, then ⏎"
          data-first=""
          value={text}
          onInput={(event) => {
            query.value = event.currentTarget.value;
          }}
        />
        <ListWindow
          root={root}
          count={total.value}
          rowHeight={ROW}
          active={active.value}
          onRange={onRange}
          attrs={{ role: "listbox", "aria-label": "Tasks", id: "lsw-task-rows" }}
          row={(index) => {
            const entry = rows.value.get(index);
            return (
              // biome-ignore lint/a11y/useFocusableInteractive: the search box holds the focus
              // biome-ignore lint/a11y/useKeyWithClickEvents: the search box handles the keys
              <div
                key={index}
                id={`lsw-task-${index}`}
                role="option"
                class={`lsw-row${index === active.value ? " lsw-hover" : ""}`}
                aria-selected={entry?.index === store.cursor.value}
                aria-label={entry && `Task ${entry.index + 1}, ${entry.title}, ${entry.status}`}
                onClick={() => go(indexAt(index))}
              >
                <span class="lsw-quiet lsw-number">{entry ? entry.index + 1 : "…"}</span>
                <span class="lsw-cut lsw-grow">{entry?.title}</span>
                <span class="lsw-quiet">{entry && MARKS[entry.status]}</span>
              </div>
            );
          }}
        />
        {text && total.value === 0 && <p class="lsw-quiet lsw-hint">No task has this text.</p>}
      </div>
    </Float>
  );
}
