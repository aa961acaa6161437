// Selected regions that the keyboard moves: shown at once, one step of undo when the key is let go.
import { batch, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Editor } from "../../core/editor";
import type { Rules } from "../shapes/shape";
import { stepLabel } from "./image-gesture";
import type { Mark } from "./image-marks";

export type Reshape = (changes: readonly (readonly [Mark, unknown])[], label: string) => void;

interface Nudging {
  readonly verb: string;
  readonly marks: readonly Mark[];
  readonly figures: ReadonlyMap<string, unknown>;
}

export interface NudgeParts {
  readonly editor: Editor;
  readonly marks: ReadonlySignal<readonly Mark[]>;
  movable(mark: Mark): boolean;
  rules(mark: Mark | null): Rules;
  readonly reshape: Reshape;
}

export function createNudge({ editor, marks, movable, rules, reshape }: NudgeParts) {
  const nudged = signal<Nudging | null>(null);

  const settle = () => {
    const pending = nudged.value;
    if (!pending) return;
    const changes = pending.marks
      .map((mark) => [mark, pending.figures.get(mark.id)] as const)
      .filter(([mark, figure]) => figure !== mark.figure);
    batch(() => {
      nudged.value = null;
      if (changes.length) reshape(changes, stepLabel(pending.verb, pending.marks));
    });
  };

  return {
    nudged,
    settle,
    /** False when nothing that can be changed is selected. */
    by(verb: string, change: (mark: Mark, figure: unknown, rules: Rules) => unknown): boolean {
      if (nudged.value && nudged.value.verb !== verb) settle();
      const selected = new Set(editor.selection.value);
      const chosen = selected.size
        ? marks.value.filter((mark) => selected.has(mark.id) && movable(mark))
        : [];
      if (!chosen.length) return false;
      const before = nudged.value?.figures;
      const figures = chosen.map(
        (mark) => [mark.id, change(mark, before?.get(mark.id) ?? mark.figure, rules(mark))] as const,
      );
      nudged.value = { verb, marks: chosen, figures: new Map(figures) };
      return true;
    },
  };
}
