// Key chords: Label Studio's spelling (`ctrl+shift+z`, `alt+.`) to one canonical form, and events to that form.

export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

const NAMES: { readonly [spelling: string]: string } = {
  " ": "space",
  spacebar: "space",
  esc: "escape",
  return: "enter",
  del: "delete",
  plus: "+",
  minus: "-",
  comma: ",",
  period: ".",
  arrowleft: "left",
  arrowright: "right",
  arrowup: "up",
  arrowdown: "down",
};

/** Keys by position, for layouts and modifiers that make another character of them. */
const CODES: { readonly [code: string]: string } = {
  Period: ".",
  Comma: ",",
  Minus: "-",
  Equal: "=",
  BracketLeft: "[",
  BracketRight: "]",
  Slash: "/",
  Backslash: "\\",
  Semicolon: ";",
  Quote: "'",
  Backquote: "`",
};

const NAMED = new Set(
  "space escape enter delete backspace tab left right up down home end pageup pagedown insert".split(" "),
);

type Modifiers = { ctrl: boolean; alt: boolean; shift: boolean; meta: boolean };

function join(on: Modifiers, key: string): string {
  return `${on.ctrl ? "ctrl+" : ""}${on.alt ? "alt+" : ""}${on.shift ? "shift+" : ""}${on.meta ? "meta+" : ""}${key}`;
}

function valid(key: string): boolean {
  return [...key].length === 1 || NAMED.has(key) || /^f([1-9]|1[0-2])$/.test(key);
}

/** Canonical chords of a spelling with `,` between alternatives; null when one of them is no chord. */
export function parseKeys(spelling: string, mac: boolean): string[] | null {
  const chords: string[] = [];
  for (const part of spelling.toLowerCase().split(/,(?=.)/)) {
    const words = part.trim().replace(/\+\+$/, "+plus").split("+");
    const word = words.pop() ?? "";
    const key = NAMES[word] ?? (part.trim() === "+" ? "+" : word);
    const on: Modifiers = { ctrl: false, alt: false, shift: false, meta: false };
    for (const modifier of words) {
      if (["ctrl", "control", "mod", "cmd", "command", "meta"].includes(modifier))
        on[mac ? "meta" : "ctrl"] = true;
      else if (modifier === "alt" || modifier === "option") on.alt = true;
      else if (modifier === "shift") on.shift = true;
      else if (part.trim() !== "+") return null;
    }
    if (!valid(key)) return null;
    if (/[~!@#$%^&*()_+{}|:"<>?]/.test(key)) on.shift = false;
    chords.push(join(on, key));
  }
  return chords;
}

/** What was pressed, in the order in which it should be looked up: by character, then by position. */
export function chordsOf(event: KeyPress): string[] {
  const on = { ctrl: event.ctrlKey, alt: event.altKey, shift: event.shiftKey, meta: event.metaKey };
  const key = event.key.toLowerCase();
  const chords = new Set<string>();
  const character = [...key].length === 1 && key !== " ";
  const letter = character && key !== key.toUpperCase();
  if (character && !letter) chords.add(join({ ...on, shift: false }, key));
  if (!character || letter) chords.add(join(on, NAMES[key] ?? key));
  const place = /^(?:Key([A-Z])|(?:Digit|Numpad)(\d))$/.exec(event.code);
  const numpadOff = event.code.startsWith("Numpad") && !character;
  const byPlace = place?.[1]?.toLowerCase() ?? place?.[2] ?? CODES[event.code];
  // A Latin letter is what it says; the position counts for other scripts and for Alt on a Mac.
  if (byPlace && !numpadOff && !/^[a-z]$/.test(key)) chords.add(join(on, byPlace));
  return [...chords];
}

const MAC = { ctrl: "⌃", alt: "⌥", shift: "⇧", meta: "⌘" } as const;
const SIGNS: { readonly [key: string]: string } = {
  enter: "⏎",
  left: "←",
  right: "→",
  up: "↑",
  down: "↓",
  backspace: "⌫",
  escape: "Esc",
  space: "Space",
  delete: "Del",
};

/** A chord as people read it: `⌘⏎` on a Mac, `Ctrl+⏎` elsewhere. */
export function showChord(chord: string, mac: boolean): string {
  const parts = chord.endsWith("+")
    ? [...chord.slice(0, -1).split("+").filter(Boolean), "+"]
    : chord.split("+");
  const key = parts.pop() ?? "";
  const shown = SIGNS[key] ?? (parts.length ? key.toUpperCase() : key);
  if (mac) return parts.map((name) => MAC[name as keyof typeof MAC]).join("") + shown;
  return [...parts.map((name) => name.charAt(0).toUpperCase() + name.slice(1)), shown].join("+");
}

/** Whether keys pressed there are text, so that only submit-type keys may act. */
export function isTyping(target: EventTarget | null): boolean {
  const element = target as (HTMLElement & { type?: string }) | null;
  const tag = element?.localName;
  if (tag === "input")
    return !/^(checkbox|radio|range|button|submit|reset|color|file|image)$/.test(element?.type ?? "");
  return tag === "textarea" || tag === "select" || element?.isContentEditable === true;
}

/** Whether Enter and Space press the thing itself. */
export function isPressable(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  return (
    /^(button|a|summary|input|select)$/.test(element?.localName ?? "") ||
    /^(button|radio|checkbox|tab|menuitem|option|switch)$/.test(element?.getAttribute?.("role") ?? "")
  );
}
