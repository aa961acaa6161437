// The store of one view: the editor that tags, actions and shell use, and what the protocol feeds.
import { computed, effect, type ReadonlySignal, untracked } from "@preact/signals-core";
import type { Summary, TaskRows } from "../generated/wire";
import { followSelection } from "./active-labels";
import { answers } from "./answers";
import { createWriter } from "./commit";
import type { Editor } from "./editor";
import { flag } from "./facts";
import { newId } from "./ids";
import { type Late, late } from "./late";
import { type Lifecycle, lifecycle } from "./lifecycle";
import { type Navigation, navigation } from "./navigation";
import { type Remote, remote } from "./remote";
import type { Scope } from "./scope";
import { createState, type Ports, regionById, type State, say } from "./state";
import type { Versions } from "./versions";

type Shown = Pick<
  State,
  | "annotations"
  | "cursor"
  | "asked"
  | "total"
  | "progress"
  | "save"
  | "waiting"
  | "why"
  | "lastSaved"
  | "link"
  | "title"
  | "storeState"
  | "notices"
  | "warnings"
>;

export interface Store
  extends Editor,
    Late,
    Shown,
    Lifecycle,
    Versions,
    Omit<Navigation, "spent" | "restart">,
    Remote {
  /** Name of this page load among the authors of ops. */
  readonly client: string;
  /** What undo and redo would do, or null. */
  readonly undoLabel: ReadonlySignal<string | null>;
  readonly redoLabel: ReadonlySignal<string | null>;
  /** Rows of the task list whose text matches. */
  tasks(query: string, start: number, count: number): Promise<TaskRows>;
  /** How often each label and choice was given. */
  summary(): Promise<Summary>;
  dismiss(notice: number): void;
}

export type { Link, Ports } from "./state";

export function createStore(ports: Ports, scope: Scope, client: string = newId(12)): Store {
  const state = createState();
  const writer = createWriter(state, ports, client);
  const moving = navigation(state, ports);
  const parts = late(writer, (tab) => life.openTab(tab));
  const life = lifecycle(writer, moving, parts.refusals);
  const { spent: _spent, restart: _restart, ...going } = moving;

  scope.add(followSelection(state));
  scope.add(
    effect(() => {
      state.selection.value;
      untracked(() => {
        for (const [control, end] of [...state.flushes]) {
          const node = state.look.value.index.controls.get(control);
          if (node && (flag(node, "perRegion") || flag(node, "perItem"))) end();
        }
      });
    }),
  );

  return {
    ...state,
    ...parts.editor,
    ...answers(writer),
    ...life,
    ...going,
    goto(index) {
      state.asked.value++;
      moving.goto(index);
    },
    ...remote(state, moving, ports, client),
    client,
    undoLabel: computed(() => state.history.value.undo.at(-1)?.label ?? null),
    redoLabel: computed(() => state.history.value.redo.at(-1)?.label ?? null),
    region: (id) => regionById(state, id),
    say: (text, tone, detail) => say(state, text, tone, detail),
    tasks: ports.rows,
    summary: ports.summary,
    reply: (chat, messages, signal) => ports.reply(state.task.peek()?.key ?? "", chat, messages, signal),
    dismiss(notice) {
      state.notices.value = state.notices.value.filter(({ id }) => id !== notice);
    },
  };
}
