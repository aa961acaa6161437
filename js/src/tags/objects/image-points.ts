// The chosen point of the one selected figure: for the keyboard, and for what goes on from it.
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import type { Editor } from "../../core/editor";
import type { Point } from "../../geometry/affine";
import type { Handle, Rules } from "../shapes/shape";
import type { Effect } from "./image-gesture";
import type { Mark } from "./image-marks";
import { bent, divided, handleOf, removed } from "./image-point-gesture";

export interface PointParts {
  readonly editor: Editor;
  readonly marks: ReadonlySignal<readonly Mark[]>;
  readonly said: Signal<string>;
  movable(mark: Mark): boolean;
  rules(mark: Mark | null): Rules;
  perform(effects: readonly Effect[]): void;
  nudge(verb: string, change: (mark: Mark, figure: unknown, rules: Rules) => unknown): boolean;
}

export type ImagePoints = ReturnType<typeof createImagePoints>;

type Act = (mark: Mark, handle: Handle, scene: Pick<PointParts, "rules">) => readonly Effect[];

/** Along the figure, each vertex between its control points. */
const place = ({ id }: Handle) => Number(id.slice(1)) * 3 + "bva".indexOf(id.charAt(0));

export function createImagePoints(parts: PointParts) {
  const { editor, marks, movable, rules, perform, said } = parts;
  // A point is chosen as long as the selection is the very same: a region that is selected anew has none.
  const chosen = signal<{ readonly within: readonly string[]; readonly handle: string } | null>(null);
  const only = computed(() => {
    const [id, more] = editor.selection.value;
    const mark = more === undefined ? marks.value.find((one) => one.id === id) : undefined;
    return mark && movable(mark) ? mark : null;
  });
  const handle = computed(() => {
    const mark = only.value;
    return mark && chosen.value?.within === editor.selection.value
      ? (handleOf(mark, chosen.value.handle, parts) ?? null)
      : null;
  });

  const act = (make: Act): boolean => {
    if (!only.value || !handle.value) return false;
    perform(make(only.value, handle.value, parts));
    return true;
  };

  return {
    /** Id of its handle; null when none is chosen. */
    active: computed(() => handle.value?.id ?? null),
    choose(id: string | null) {
      chosen.value = only.value && id !== null ? { within: editor.selection.value, handle: id } : null;
    },
    /** False when the selected figure has no points. */
    step(by: 1 | -1): boolean {
      const mark = only.value;
      if (!mark) return false;
      const all = mark.shape
        .handles(mark.figure, rules(mark), 0)
        .filter(({ kind }) => kind === "vertex" || kind === "control")
        .sort((a, b) => place(a) - place(b));
      if (!all.length) return false;
      const now = all.findIndex(({ id }) => id === handle.value?.id);
      const to = now < 0 ? (by > 0 ? 0 : all.length - 1) : (now + by + all.length) % all.length;
      const next = all[to] as Handle;
      chosen.value = { within: editor.selection.value, handle: next.id };
      const kind = next.kind === "vertex" ? "Point" : "Control point";
      said.value = `${kind} ${to + 1} of ${all.length} at ${Math.round(next.at.x)}, ${Math.round(next.at.y)}`;
      return true;
    },
    remove: () => act(removed),
    divide: () => act(divided),
    bend: () => act(bent),
    nudge(by: Point): boolean {
      const held = handle.value;
      if (!held) return false;
      return parts.nudge("Move point of", (mark, figure, own) => {
        const from = mark.shape.handles(figure, own, 0).find(({ id }) => id === held.id)?.at;
        if (!from) return figure;
        const to = { x: from.x + by.x, y: from.y + by.y };
        return mark.shape.pull(figure, { handle: held.id, from, to, even: false }, own);
      });
    },
  };
}
