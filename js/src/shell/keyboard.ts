// One table of keys for the view, rebuilt when config, task or the person's keys change.
import { computed, effect, type ReadonlySignal } from "@preact/signals-core";
import type { Action, ActionContext } from "../actions/action";
import { ACTIONS } from "../actions/all";
import { assignKeys, type Hotkeys } from "../actions/assign";
import type { handleClipboard } from "../actions/clipboard";
import { buildKeymap, handleKey, type Keymap } from "../actions/keymap";
import { parseKeys, showChord } from "../actions/keys";
import { type Press, pressActions, pressId } from "../actions/pressed";
import type { Scope } from "../core/scope";
import type { TagNode } from "../generated/wire";
import type { Chunks } from "../ui/chunks";

export interface Keyboard {
  readonly keymap: ReadonlySignal<Keymap>;
  /** What a label, choice or rating shows on its badge. */
  keyOf(node: TagNode): string | undefined;
}

const NONE: Hotkeys = { keys: new Map(), nodes: [] };

/** What a chunk may bring besides components. */
interface WithActions {
  readonly ACTIONS?: readonly Action[];
  readonly PRESS?: { readonly [tag: string]: Press };
  readonly handleClipboard?: typeof handleClipboard;
}

export function createKeyboard(context: ActionContext, chunks: Chunks): Keyboard {
  const { store, root } = context;
  const actions = computed(() => [
    ...ACTIONS,
    ...chunks.here.value.flatMap((module) => (module as WithActions).ACTIONS ?? []),
  ]);
  const hotkeys = computed(() => {
    const tree = store.tree.value;
    if (!tree) return NONE;
    const mine = store.options.value.hotkeys;
    const taken = new Set<string>();
    for (const action of actions.value)
      for (const chord of parseKeys(mine[action.id] ?? "", root.mac) ?? []) taken.add(chord);
    const overrides = new Map(
      assignKeys(tree).nodes.flatMap(({ node, control }) => {
        const keys = mine[pressId(node, control)];
        return keys === undefined ? [] : [[node.id, keys] as const];
      }),
    );
    return assignKeys(tree, taken, overrides);
  });
  const keymap = computed(() => {
    const press = new Map(
      chunks.here.value.flatMap((module) => Object.entries((module as WithActions).PRESS ?? {})),
    );
    const own = pressActions(hotkeys.value, ({ tag }) => press.get(tag));
    return buildKeymap([...actions.value, ...own], store.options.value.hotkeys, root.mac);
  });
  const badges = computed(() => {
    const shown = new Map<string, string>();
    for (const [id, keys] of hotkeys.value.keys) {
      const chord = parseKeys(keys, root.mac)?.[0];
      if (chord) shown.set(id, showChord(chord, root.mac));
    }
    return shown;
  });
  return { keymap, keyOf: (node) => badges.value.get(node.id) };
}

/** Keys act while the focus is inside, and never travel on to the notebook. */
export function listen(
  keymap: ReadonlySignal<Keymap>,
  whole: ReadonlySignal<boolean>,
  context: ActionContext,
  chunks: Chunks,
  scope: Scope,
): void {
  const { root, store } = context;
  scope.listen(root.box, "keydown", (event: KeyboardEvent) => {
    handleKey(event, keymap.peek(), context);
  });
  for (const type of ["keyup", "keypress"])
    scope.listen(root.box, type, (event: KeyboardEvent) => event.stopPropagation());
  for (const type of ["copy", "cut", "paste"])
    scope.listen(root.box, type, (event: ClipboardEvent) => {
      event.stopPropagation();
      for (const module of chunks.here.peek())
        (module as WithActions).handleClipboard?.(event, keymap.peek().actions, context);
    });
  const said = new Set<string>();
  scope.add(
    effect(() => {
      // Before all actions are here, their keys are not wrong.
      if (!store.tree.value || !whole.value) return;
      for (const problem of keymap.value.problems) {
        if (!said.has(problem)) queueMicrotask(() => store.say(problem, "warning"));
        said.add(problem);
      }
    }),
  );
}
