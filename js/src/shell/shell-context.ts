// What every part of the shell can reach.
import type { ReadonlySignal } from "@preact/signals-core";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { type Action, type ActionContext, works } from "../actions/action";
import type { Keymap } from "../actions/keymap";
import { showChord } from "../actions/keys";

export interface ShellValue extends ActionContext {
  readonly keymap: ReadonlySignal<Keymap>;
}

export const Shell = createContext<ShellValue | null>(null);

export function useShell(): ShellValue {
  const shell = useContext(Shell);
  if (!shell) throw new Error("used outside the shell");
  return shell;
}

/** The first key of an action, as people read it; empty without one. */
export function keyText(shell: ShellValue, id: string): string {
  const chord = shell.keymap.value.chords.get(id)?.[0];
  return chord ? showChord(chord, shell.root.mac) : "";
}

export function actionOf(shell: ShellValue, id: string): Action | undefined {
  return shell.keymap.value.actions.find((action) => action.id === id);
}

export function runAction(shell: ShellValue, id: string): void {
  const action = actionOf(shell, id);
  if (action && works(action, shell)) action.run(shell);
}
