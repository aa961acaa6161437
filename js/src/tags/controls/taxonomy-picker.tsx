// An open Taxonomy: a search field over a tree of which only the rows in sight exist.
import { signal, useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { type Path, pathKey, pathOf } from "../../core/taxonomy-paths";
import { Button } from "../../ui/button";
import { useView } from "../../ui/context";
import { Float } from "../../ui/float";
import { CLOSE } from "../../ui/icons";
import { ListWindow } from "../../ui/list-window";
import { PLUS } from "../../ui/more-icons";
import type { ViewRoot } from "../../ui/root";
import { BranchRow, ROW } from "./taxonomy-row";
import { type Branch, rowAbove, rowsOf, type Search, search, type TaxonomyTree } from "./taxonomy-tree";

const MOST_ROWS = 11;
const PAGE = 9;

export interface PickerProps {
  /** Name of the control, and its node's id. */
  readonly name: string;
  readonly id: string;
  readonly tree: TaxonomyTree;
  /** Keys of the chosen paths. */
  readonly chosen: ReadonlySet<string>;
  readonly leafsOnly: boolean;
  /** Why nothing more can be chosen; empty when it can. */
  readonly full: string;
  readonly width: string;
  readonly anchor: Element | null;
  colorOf(branch: Branch): string | undefined;
  onToggle(branch: Branch): void;
  /** Absent where no items may be added. */
  onAdd?: ((path: Path) => void) | undefined;
  onClose(): void;
}

type Turned = ReadonlyMap<string, boolean>;

/** Branches above the chosen ones, so that these are in sight; a single root is open anyway. */
function firstOpen(tree: TaxonomyTree, chosen: ReadonlySet<string>): Turned {
  const open = new Map<string, boolean>();
  const visit = (branch: Branch): boolean => {
    const inside = branch.inner.map(visit).includes(true);
    if (inside) open.set(branch.key, true);
    return inside || chosen.has(branch.key);
  };
  tree.top.forEach(visit);
  const [only, ...others] = tree.top;
  if (only && others.length === 0) open.set(only.key, true);
  return open;
}

/** How many chosen paths go through each item. */
function insides(chosen: ReadonlySet<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of chosen) {
    const path = pathOf(key);
    for (let length = 1; length < path.length; length += 1) {
      const above = pathKey(path.slice(0, length));
      counts.set(above, (counts.get(above) ?? 0) + 1);
    }
  }
  return counts;
}

export function Picker(props: PickerProps) {
  const { name, id, tree, chosen, leafsOnly, full, width, anchor, onToggle, onAdd, onClose } = props;
  const { root } = useView();
  const field = useRef<HTMLInputElement>(null);
  const newItem = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const typed = useSignal("");
  const byHand = useMemo(() => signal(firstOpen(tree, chosen)), []);
  const inSearch = useSignal<Turned>(new Map());
  const active = useSignal<string | null>(null);
  const query = typed.value;
  const found = useMemo(() => search(tree, query), [tree, query]);
  const turned = (found ? inSearch : byHand).value;
  const rows = useMemo(() => rowsOf(tree, found, turned), [tree, found, turned]);
  const inside = useMemo(() => insides(chosen), [chosen]);
  const at = rows.findIndex(({ branch }) => branch.key === active.value);
  const current = rows[at];

  const turn = (branch: Branch, open: boolean) => {
    const held = found ? inSearch : byHand;
    held.value = new Map(held.value).set(branch.key, open);
  };
  const pick = (branch: Branch) => {
    active.value = branch.key;
    if (leafsOnly && branch.inner.length > 0)
      turn(branch, !rows.some(({ branch: { key }, open }) => key === branch.key && open));
    else if (!full || chosen.has(branch.key)) onToggle(branch);
  };
  const look = (text: string) => {
    typed.value = text;
    inSearch.value = new Map();
    const next = search(tree, text);
    const first = next && rowsOf(tree, next, new Map()).find((row) => isHit(row.branch, next, leafsOnly));
    active.value = first?.branch.key ?? null;
  };
  const go = (to: number) => {
    active.value = rows[Math.max(0, Math.min(to, rows.length - 1))]?.branch.key ?? null;
  };
  const list = () => box.current?.querySelector<HTMLElement>("[role=tree]");

  const onFieldKey = (event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown" && rows.length > 0) {
      if (at < 0) go(0);
      list()?.focus();
    } else if (event.key === "Enter" && current) pick(current.branch);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onTreeKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE }[event.key];
    if (event.key === "ArrowUp" && at <= 0) field.current?.focus();
    else if (step !== undefined) go(at + step);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(rows.length - 1);
    else if (event.key === "ArrowRight") {
      if (current?.open) go(at + 1);
      else if (current && current.branch.inner.length > 0) turn(current.branch, true);
    } else if (event.key === "ArrowLeft") {
      if (current?.open) turn(current.branch, false);
      else go(Math.max(rowAbove(rows, at), 0));
    } else if (event.key === "Enter" || event.key === " ") {
      if (current) pick(current.branch);
    } else if (event.key === "Backspace" || event.key.length === 1) {
      look(event.key === "Backspace" ? query.slice(0, -1) : query + event.key);
      field.current?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (query === "") return onClose();
    look("");
    field.current?.focus();
  };
  const add = () => {
    const input = newItem.current;
    const text = input?.value.trim();
    if (!input || !text) return;
    if (current) byHand.value = new Map(byHand.value).set(current.branch.key, true);
    onAdd?.([...(current?.branch.path ?? []), text]);
    input.value = "";
  };

  const nothing = query.trim() ? `Nothing matches “${query.trim()}”.` : "There are no items.";
  const where = current ? `under ${current.branch.names.at(-1)}` : "at the top";
  return (
    <Float
      // The view's root is the whole one: `Root` is the part of it that objects use.
      root={root as ViewRoot}
      label={`Choose ${name}`}
      role="dialog"
      anchor={anchor}
      onClose={onClose}
      onKeyDown={onKeyDown}
    >
      <div class="lsw-picker" ref={box} style={{ width }}>
        <input
          ref={field}
          type="search"
          data-first=""
          placeholder="Search"
          aria-label={`Search ${name}`}
          autocomplete="off"
          spellcheck={false}
          value={query}
          onInput={(event) => look(event.currentTarget.value)}
          onKeyDown={onFieldKey}
        />
        {rows.length > 0 ? (
          <ListWindow
            root={root}
            count={rows.length}
            rowHeight={ROW}
            active={at}
            attrs={{
              role: "tree",
              tabIndex: 0,
              "aria-label": name,
              "aria-multiselectable": true,
              "aria-activedescendant": current && `lsw-tax-${id}-${at}`,
              style: { height: `${Math.min(rows.length, MOST_ROWS) * ROW}px` },
              onKeyDown: onTreeKey,
              onFocus: () => {
                if (at < 0) go(0);
              },
            }}
            row={(index) => {
              const row = rows[index];
              if (!row) return null;
              const { branch } = row;
              const checkable = !leafsOnly || branch.inner.length === 0;
              const checked = chosen.has(branch.key);
              return (
                <BranchRow
                  key={branch.key}
                  id={`lsw-tax-${id}-${index}`}
                  row={row}
                  query={query}
                  active={index === at}
                  checked={checkable ? checked : null}
                  why={checkable && !checked ? full : ""}
                  inside={row.open ? 0 : (inside.get(branch.key) ?? 0)}
                  color={props.colorOf(branch)}
                  onPick={() => pick(branch)}
                  onTurn={() => turn(branch, !row.open)}
                  onAdd={
                    onAdd &&
                    (() => {
                      active.value = branch.key;
                      newItem.current?.focus();
                    })
                  }
                />
              );
            }}
          />
        ) : (
          <p class="lsw-quiet">{nothing}</p>
        )}
        <p class={full ? "lsw-quiet" : "lsw-sr"} role="status">
          {full || (found ? `${found.hits.size} found` : "")}
        </p>
        {onAdd && (
          <div class="lsw-picker-add">
            <input
              ref={newItem}
              placeholder={`New item ${where}`}
              aria-label={`New item ${where}`}
              onKeyDown={(event) => {
                if (event.key !== "Enter" || event.isComposing) return;
                event.preventDefault();
                event.stopPropagation();
                add();
              }}
            />
            {current && (
              <Button
                label="Add at the top instead"
                icon={CLOSE}
                onClick={() => {
                  active.value = null;
                }}
              />
            )}
            <Button class="lsw-line" label="Add item" icon={PLUS} onClick={add} />
          </div>
        )}
      </div>
    </Float>
  );
}

function isHit(branch: Branch, { hits }: Search, leafsOnly: boolean): boolean {
  return hits.has(branch.key) && (!leafsOnly || branch.inner.length === 0);
}
