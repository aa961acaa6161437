// What to do next while regions are related: choose the other one, then, where the config has any, labels.
import { effect, useSignal, useSignalEffect } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { isTyping } from "../actions/keys";
import { Button } from "../ui/button";
import { CLOSE } from "../ui/icons";
import { typedRegion } from "./relation-keys";
import { endName, isPair, picked, relationChange, relationChoices } from "./relation-words";
import { useShell } from "./shell-context";

/** A relation that was just made; `keys` when it was made by typing, so that its labels are typed too. */
interface Fresh {
  readonly pair: readonly string[];
  readonly keys: boolean;
}

/** Says what changed, to who does not see the arrows. */
function RelationNews() {
  const { store } = useShell();
  const said = useSignal("");
  const before = useRef({ rows: store.relations.peek(), tab: store.tab.peek()?.id });
  useSignalEffect(() => {
    const last = before.current;
    const [rows, tab] = [store.relations.value, store.tab.value?.id];
    if (rows === last.rows) return;
    before.current = { rows, tab };
    if (tab === last.tab) said.value = relationChange(last.rows, rows) || said.peek();
  });
  return <span class="lsw-sr">{said.value}</span>;
}

export function RelationBar() {
  return (
    <>
      <RelationNews />
      <RelationSteps />
    </>
  );
}

function RelationSteps() {
  const shell = useShell();
  const { store, view, root } = shell;
  const tree = store.tree.value;
  const choices = useMemo(() => relationChoices(tree), [tree]);
  const fresh = useSignal<Fresh | null>(null);
  const before = useRef({ relating: null as string | null, rows: store.relations.peek(), typed: false });

  const follow = () => {
    const relating = store.relating.value;
    const rows = store.relations.value;
    const last = before.current;
    const made = rows.at(-1);
    if (relating !== null) {
      before.current = { relating, rows, typed: false };
      fresh.value = null;
      return;
    }
    view.typed.value = "";
    if (rows === last.rows) return;
    const grown = made && rows.length === last.rows.length + 1 && made.from.id === last.relating;
    before.current = { relating: null, rows, typed: false };
    if (!grown) return;
    view.relation.value = [made.from.id, made.to.id];
    if (choices.list.length > 0) fresh.value = { pair: view.relation.value, keys: last.typed };
  };
  useLayoutEffect(() => {
    // At once, not after the next frame: keys come faster than frames.
    const stopFollowing = effect(follow);
    let first = true;
    const stopGoingOn = effect(() => {
      void [store.selection.value, store.labels.value, store.tab.value, store.task.value];
      // Going on with anything else ends the choice of labels.
      if (!first) fresh.value = null;
      first = false;
    });
    return () => {
      stopFollowing();
      stopGoingOn();
      view.typed.value = "";
    };
  }, [store, choices]);

  const rowNow = () => {
    const { pair } = fresh.peek() ?? { pair: [] };
    return store.relations.peek().find((one) => isPair(pair, one));
  };
  const label = (at: number) => {
    const [row, choice] = [rowNow(), choices.list[at]];
    if (row && choice) store.labelRelation(row.from.id, row.to.id, picked(row.labels, choice.value, choices));
    return choice !== undefined;
  };
  const take = (enter: boolean) => {
    const regions = store.regions.peek();
    const typed = view.typed.peek();
    const region = regions[(typedRegion(typed, regions.length, enter) ?? 0) - 1];
    if (!region || region.id === store.relating.peek()) {
      // No further digit makes a region's number of it: the next one begins anew.
      if (enter || Number(typed) * 10 > regions.length) view.typed.value = "";
      return;
    }
    before.current = { ...before.current, typed: true };
    store.partner(region.id);
  };
  const key = (event: KeyboardEvent): boolean => {
    const typing = isTyping(event.composedPath()[0] ?? null);
    if (event.ctrlKey || event.altKey || event.metaKey || typing) return false;
    const digit = /^\d$/.test(event.key);
    if (store.relating.peek() !== null) {
      const typed = view.typed.peek();
      if (digit) view.typed.value = typed + event.key;
      else if (event.key === "Backspace") view.typed.value = typed.slice(0, -1);
      else if (event.key !== "Enter" || typed === "") return false;
      take(event.key === "Enter");
      return true;
    }
    if (!rowNow()) return false;
    if (event.key === "Enter" || event.key === "Escape") fresh.value = null;
    else return Boolean(fresh.peek()?.keys && digit && label(Number(event.key) - 1));
    return true;
  };
  const handler = useRef(key);
  handler.current = key;
  useLayoutEffect(() => {
    // Before everything else in the view: digits are labels' keys at other times.
    const listener = (event: KeyboardEvent) => {
      if (!handler.current(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    root.box.addEventListener("keydown", listener, true);
    return () => root.box.removeEventListener("keydown", listener, true);
  }, [root]);

  const relating = store.relating.value;
  const row = store.relations.value.find((one) => fresh.value && isPair(fresh.value.pair, one));
  const from = store.region(relating ?? "");
  if (from)
    return (
      <div class="lsw-notice lsw-info">
        <span class="lsw-grow">
          Relate {from.ordinal} {endName(from)} to: click the other region, or type its number
          {view.typed.value && <strong> {view.typed.value} ⏎</strong>}
        </span>
        <Button
          label="Relate nothing"
          keys="Esc"
          icon={CLOSE}
          onClick={() => {
            store.relating.value = null;
          }}
        />
      </div>
    );
  if (!row) return null;
  return (
    <div class="lsw-notice lsw-info">
      {choices.list.map(({ value, color }, at) => (
        <Button
          key={value}
          label={`Relation label ${value}`}
          keys={fresh.value?.keys && at < 9 ? String(at + 1) : undefined}
          pressed={row.labels.includes(value)}
          onClick={() => label(at)}
        >
          <span class="lsw-dot" style={{ background: color }} />
          {value}
          {fresh.value?.keys && at < 9 && <kbd class="lsw-key">{at + 1}</kbd>}
        </Button>
      ))}
      <Button
        label="Done with the relation"
        keys="Esc"
        icon={CLOSE}
        onClick={() => {
          fresh.value = null;
        }}
      />
    </div>
  );
}
