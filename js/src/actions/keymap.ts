// From actions and the person's own keys to a table of chords, and from key events to actions.
import { type Action, type ActionContext, works } from "./action";
import { chordsOf, isPressable, isTyping, parseKeys } from "./keys";

export interface Keymap {
  readonly actions: readonly Action[];
  /** Chord -> actions that want it, in order of precedence. */
  readonly byChord: ReadonlyMap<string, readonly Action[]>;
  /** Action id -> chords. */
  readonly chords: ReadonlyMap<string, readonly string[]>;
  /** What is wrong with the remapped keys, in sentences. */
  readonly problems: readonly string[];
}

/** Families that only some configs have, and that come with their chunk. */
const COMES_LATER = /^(region|tool|image|annotation|text|phrase):/;

export function buildKeymap(
  actions: readonly Action[],
  overrides: { readonly [id: string]: string },
  mac: boolean,
): Keymap {
  const byChord = new Map<string, Action[]>();
  const chords = new Map<string, readonly string[]>();
  const problems: string[] = [];
  const mine = new Map(Object.entries(overrides));
  for (const action of actions) {
    const usual = mac ? (action.macKeys ?? action.keys) : action.keys;
    const wanted = mine.get(action.id);
    let parsed = usual ? (parseKeys(usual, mac) ?? []) : [];
    if (wanted !== undefined) {
      const own = wanted === "" ? [] : parseKeys(wanted, mac);
      if (own) parsed = own;
      else problems.push(`hotkeys: "${wanted}" for ${action.id} is not a key`);
      for (const chord of own ?? []) {
        const other = byChord.get(chord)?.find((taken) => mine.has(taken.id));
        if (other) problems.push(`hotkeys: ${chord} is given to both ${other.id} and ${action.id}`);
      }
      mine.delete(action.id);
    }
    chords.set(action.id, parsed);
    for (const chord of parsed) {
      const list = byChord.get(chord) ?? [];
      // A key that a person chose comes before a default.
      if (wanted === undefined) list.push(action);
      else list.unshift(action);
      byChord.set(chord, list);
    }
  }
  for (const id of mine.keys())
    if (!COMES_LATER.test(id) || actions.some((action) => action.id.startsWith(id.replace(/:.*/, ":"))))
      problems.push(`hotkeys: there is no action "${id}" here`);
  return { actions, byChord, chords, problems };
}

/** Handles a key that was pressed inside the view; the host never hears of it. */
export function handleKey(event: KeyboardEvent, keymap: Keymap, context: ActionContext): Action | null {
  event.stopPropagation();
  if (event.defaultPrevented || event.isComposing) return null;
  const target = event.composedPath()[0] ?? event.target;
  const typing = isTyping(target);
  for (const chord of chordsOf(event)) {
    if ((chord === "enter" || chord === "space") && isPressable(target)) return null;
    const wanting = (keymap.byChord.get(chord) ?? []).filter((action) => !typing || action.typing);
    const native = wanting.some(
      (action) => action.clipboard && keymap.chords.get(action.id)?.includes(chord),
    );
    if (native && /^(ctrl|meta)\+[cxv]$/.test(chord)) return null;
    const action = wanting.find((candidate) => works(candidate, context));
    // The browser's own meaning of a chord of ours would surprise even when it does nothing now.
    const ours = wanting.some((one) => !one.yields) && /^(ctrl|alt|meta)\+/.test(chord);
    if (action || ours) event.preventDefault();
    if (action) {
      action.run(context);
      return action;
    }
  }
  return null;
}
