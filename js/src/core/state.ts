// The signals of one view and what is derived from them. No behaviour: the modules beside this one
// change the state, `store.ts` puts them together.
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import type {
  AnnotationState,
  Item,
  Op,
  PredictionState,
  Progress,
  StoreState,
  Summary,
  TagNode,
  TaskRows,
  TaskState,
  ViewOptions,
} from "../generated/wire";
import { isShown, isVoid } from "./annotations";
import type { Message, Notice, OpenGesture, Region, SaveState, Tab } from "./editor";
import { factsOf, flag, payloadKey } from "./facts";
import type { History } from "./history";
import { type Active, labelTable } from "./labels";
import { type Look, pageKey, type RegionSet, regionsOf } from "./regions";
import { indexTree, instantiate } from "./tree-index";
import type { Scene } from "./visibility";

/** What the store needs from the world; `protocol/session.ts` provides it. */
export interface Ports {
  /** Hands an op to the outbox; false when it can never be sent, and then nothing changes. */
  commit(op: Op): boolean;
  /** Asks for the task at this index and its neighbours. */
  want(index: number): void;
  /** Index of a task by its key; null when there is no such task. */
  locate(key: string): Promise<number | null>;
  rows(query: string, start: number, count: number): Promise<TaskRows>;
  summary(): Promise<Summary>;
  /** Asks the model for results that fit a prompt; rejects with a plain sentence. */
  suggest(task: string, prompt: readonly Item[], signal: AbortSignal): Promise<readonly Item[]>;
  /** Asks for the next message of a chat; rejects with a plain sentence. */
  reply(task: string, chat: string, messages: readonly Message[], signal: AbortSignal): Promise<Message>;
  /** Asks again for a task whose annotations moved on without this view. */
  renew(index: number): void;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Whether the kernel answers: not asked yet, silent for too long, or live. */
export type Link = "connecting" | "live" | "silent";

/** A task in the view, with the working copies of its annotations. */
export interface TaskRecord {
  readonly state: TaskState;
  readonly annotations: Signal<readonly AnnotationState[]>;
  readonly predictions: Signal<readonly PredictionState[]>;
  /** Tab to return to. */
  tab: Tab | null;
  /** What annotations begun here start with: preselected choices, a prediction to correct. */
  readonly fresh: Map<string, Pick<AnnotationState, "result" | "fields">>;
  /** Results as last submitted or skipped. */
  readonly clean: Map<string, readonly Item[]>;
  /** By op: those before and after it, so that undo brings them back. */
  readonly cleanings: Map<string, readonly [before: readonly Item[] | undefined, after: readonly Item[]]>;
  /** Results of invisible controls that a submit left out: they come back when shown again. */
  readonly dropped: Map<string, readonly Item[]>;
  /** Working time in milliseconds since the last submit. */
  spent: number;
}

/** What holds until Python has said otherwise. */
export const DEFAULT_OPTIONS: ViewOptions = {
  hotkeys: {},
  prelabel: false,
  deny_empty: false,
  select_after_create: false,
  keep_label: false,
  show_region_labels: false,
  read_only: false,
  annotator: "",
  height: "",
  suggest: false,
  reply: false,
};

export type State = ReturnType<typeof createState>;

export function createState() {
  const base = signal<TagNode | null>(null);
  const record = signal<TaskRecord | null>(null);
  const tab = signal<Tab | null>(null);
  const options = signal<ViewOptions>(DEFAULT_OPTIONS);
  const storeState = signal<StoreState>({ location: "", durable: true, writable: true, notice: "" });
  const history = signal<History>({ undo: [], redo: [] });
  const selection = signal<readonly string[]>([]);

  const task = computed(() => record.value?.state ?? null);
  const tree = computed(() => base.value && task.value && instantiate(base.value, task.value));
  const look = computed((): Look => {
    const index = indexTree(tree.value);
    return { index, labels: labelTable(index) };
  });
  const annotation = computed(() => {
    const shown = tab.value;
    return (
      (shown?.kind === "annotation" && record.value?.annotations.value.find(({ id }) => id === shown.id)) ||
      null
    );
  });
  const predictions = computed(() => record.value?.predictions.value ?? []);
  const result = computed((): readonly Item[] => {
    const shown = tab.value;
    if (shown?.kind !== "prediction") return annotation.value?.result ?? [];
    return predictions.value.find(({ id }) => id === shown.id)?.result ?? [];
  });
  let previous: RegionSet | null = null;
  const regionSet = computed(() => {
    previous = regionsOf(result.value, look.value, previous);
    return previous;
  });
  const regions = computed(() => regionSet.value.list);
  const annotations = computed(() => {
    const open = annotation.value;
    return (record.value?.annotations.value ?? []).filter(
      (one) => isShown(one) || (one === open && isVoid(one)),
    );
  });
  const readOnly = computed(
    () =>
      options.value.read_only ||
      !storeState.value.writable ||
      tab.value?.kind === "prediction" ||
      !annotation.value,
  );

  return {
    base,
    record,
    tab,
    options,
    storeState,
    history,
    task: task as ReadonlySignal<TaskState | null>,
    tree: tree as ReadonlySignal<TagNode | null>,
    look,
    annotation: annotation as ReadonlySignal<AnnotationState | null>,
    /** Those that have a tab: stored ones, and the one being begun. */
    annotations,
    predictions,
    result,
    regionSet,
    regions,
    readOnly,
    selection,
    hover: signal<string | null>(null),
    hidden: signal<ReadonlySet<string>>(new Set()),
    locked: signal<ReadonlySet<string>>(new Set()),
    labels: signal<Active>(new Map()),
    tools: signal<ReadonlyMap<string, string>>(new Map()),
    relating: signal<string | null>(null),
    gesture: signal<OpenGesture | null>(null),
    pages: signal<ReadonlyMap<string, number>>(new Map()),
    autoAnnotate: signal(false),
    autoAccept: signal(false),
    problems: signal<ReadonlyMap<string, string>>(new Map()),
    cursor: signal(0),
    /** Grows when a task is asked for by name, be it the one that is shown. */
    asked: signal(0),
    total: signal(0),
    progress: signal<Progress>({ total: 0, submitted: 0, skipped: 0, draft: 0 }),
    title: signal(""),
    link: signal<Link>("connecting"),
    save: signal<SaveState>("saved"),
    /** Changes that the kernel has not acknowledged. */
    waiting: signal(0),
    /** Why they wait; empty when nothing is wrong. */
    why: signal(""),
    lastSaved: signal<number | null>(null),
    notices: signal<readonly Notice[]>([]),
    warnings: signal<readonly string[]>([]),
    /** Tasks in the browser by key, and the key at each known index. */
    records: new Map<string, TaskRecord>(),
    keys: new Map<number, string>(),
    flushes: new Map<string, () => void>(),
    checks: new Map<string, () => string>(),
  };
}

export function regionById(state: State, id: string): Region | undefined {
  return state.regionSet.value.byId.get(id);
}

/** `page`: of an object's list, for controls that ask on each. */
export function itemOf(set: RegionSet, control: string, region?: Region, page?: number): Item | undefined {
  if (region) return region.items.find((one) => one.from_name === control);
  return set.answers.get(page === undefined ? control : pageKey(control, page));
}

/** The page that a control asks about; undefined when it asks once. */
export function pageFor(state: State, control: TagNode | undefined): number | undefined {
  if (!control || !flag(control, "perItem")) return undefined;
  return state.pages.value.get(control.to_name[0] ?? "") ?? 0;
}

/** What conditions and checks look at, on the pages shown or on one certain page. */
export function sceneOf(state: State, set: RegionSet = state.regionSet.value, page?: number): Scene {
  const { index } = set.look;
  return {
    index,
    regions: set.list,
    selected: state.selection.value.flatMap((id) => set.byId.get(id) ?? []),
    on: (one) => sceneOf(state, set, one),
    answer(control, region) {
      const node = index.controls.get(control);
      const shown = pageFor(state, node);
      const item = itemOf(set, control, region, shown === undefined ? shown : (page ?? shown));
      return item?.value?.[(node && factsOf(node.tag).payload) ?? payloadKey(item.type)];
    },
  };
}

/** Shows a sentence; the newest five stay. */
export function say(state: State, text: string, tone: Notice["tone"] = "info", detail = ""): void {
  const shown = state.notices.peek();
  const id = (shown.at(-1)?.id ?? 0) + 1;
  state.notices.value = [...shown, { id, tone, text, detail }].slice(-5);
}
