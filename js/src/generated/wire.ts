// Written by js/generate.py from ls_widgets/model/wire.py and ls_widgets/widgets/messages.py. Do not edit.

/** One element of Label Studio's `result` list, unknown keys included. */
export interface Item {
  id?: string;
  from_name?: string;
  to_name?: string;
  type: string;
  value?: { [key: string]: unknown };
  [key: string]: unknown;
}

/** `void`: not there yet, or its creation was undone. Only submitted and skipped ones are exported. */
export type Status = "void" | "draft" | "submitted" | "skipped" | "deleted";

export type OpKind = "create" | "edit" | "submit" | "update" | "skip" | "delete" | "undo" | "redo";

/** An item and its position in the `result` list. */
export interface Placed {
  at: number;
  item: Item;
}

/** One change of one annotation; absent parts are empty. Undo, autosave and history all use it. */
export interface Diff {
  /** Positions in the list before the change, ascending. */
  removed?: Placed[];
  /** Pairs `[from, to]` with the same key; the position stays. */
  updated?: [Item, Item][];
  /** Positions in the list after the change, ascending. */
  added?: Placed[];
  /** `[from, to]` of annotation fields (`status`, `ground_truth`...); null stands for absent. */
  fields?: { [key: string]: [unknown, unknown] };
}

/** Names an operation: `seq` counts from 1 within one `client`. */
export interface OpRef {
  client: string;
  seq: number;
}

/** One recorded step of a person or a script. Applied once for each `(client, seq)`. */
export interface Op {
  client: string;
  seq: number;
  task: string;
  annotation: string;
  /** Revision of the annotation that the author saw; 0 for one that does not exist yet. */
  base_rev: number;
  kind: OpKind;
  /** What undo calls the step, such as `Draw box`. */
  label: string;
  diff: Diff;
  /** ISO 8601 UTC time at the author's clock. */
  at: string;
  /** For `undo` and `redo`: the op that is taken back or done again. */
  target: OpRef | null;
}

/** An annotation as the view works on it. */
export interface AnnotationState {
  id: string;
  task: string;
  /** Grows by one with each op; 0 before the first. */
  rev: number;
  result: Item[];
  /** True when `result` differs from what was last submitted or updated. */
  pending: boolean;
  /** `status`, and Label Studio's annotation fields except `id` and `result`. */
  fields: { [key: string]: unknown };
}

/** A prediction, read-only in the view. */
export interface PredictionState {
  id: string;
  result: Item[];
  score: number | null;
  model_version: string | null;
}

/** A tag of the config, normalised: canonical names, typed attributes, inferred `to_name`. */
export interface TagNode {
  /** Stable path such as `0.2.1`; expanded and dynamic children get ids of their own. */
  id: string;
  tag: string;
  name: string | null;
  to_name: string[];
  /** Canonical attribute names; only attributes that were written. `$variables` still unresolved. */
  attrs: { [key: string]: unknown };
  text: string | null;
  children: TagNode[];
  line: number;
}

/** One task as the view needs it. */
export interface TaskState {
  key: string;
  index: number;
  /**
   * Node id -> attribute -> value with variables resolved, for attributes that hold variables.
   *
   * Media values are `{"media": id, "type": mime, "width": w, "height": h, "size": bytes}` or
   * `{"url": address}`, or `{"error": message}`; text values are plain JSON.
   */
  values: { [key: string]: { [key: string]: unknown } };
  /** Node id -> the full list of children, where the task's data changes them (Repeater, dynamic). */
  children: { [key: string]: TagNode[] };
  /** Why the task, or a part of it, cannot be shown as meant; empty for a sound task. */
  problems: string[];
  annotations: AnnotationState[];
  predictions: PredictionState[];
}

/** A row of the task list. */
export interface TaskEntry {
  key: string;
  index: number;
  title: string;
  status: "new" | "draft" | "submitted" | "skipped";
}

/** Counts of tasks. */
export interface Progress {
  total: number;
  submitted: number;
  skipped: number;
  draft: number;
}

export const PROTOCOL = 1;

/** First request of every view, and again after a gap or a lost answer. */
export interface Hello {
  id: number;
  kind: "hello";
  protocol: number;
  client: string;
  /** Whether the host carries binary buffers; else media come as base64 text. */
  buffers: boolean;
}

/** Answer to `hello`. */
export interface Welcome {
  protocol: number;
  /** Names project and store: the journal in the browser is kept under it. */
  session: string;
  title: string;
  tree: TagNode;
  options: ViewOptions;
  progress: Progress;
  /** Index of the task to show. */
  cursor: number;
  /** Highest contiguous seq stored for this client. */
  acked: number;
  /** Number of the last push sent to this client. */
  pushed: number;
  /** Newest last: steps that can be undone. */
  undo: Op[];
  /** Newest last: steps that can be done again. */
  redo: Op[];
  store: StoreState;
  warnings: string[];
}

/** Where labels are kept. */
export interface StoreState {
  /** A path, a URL without its password, or `memory`. */
  location: string;
  durable: boolean;
  writable: boolean;
  /** Empty, or one sentence for the footer. */
  notice: string;
}

/** Choices made in Python that the view follows. */
export interface ViewOptions {
  /** Action id -> keys, over the defaults. */
  hotkeys: { [key: string]: string };
  /** A new annotation starts as a copy of the newest prediction. */
  prelabel: boolean;
  deny_empty: boolean;
  select_after_create: boolean;
  keep_label: boolean;
  show_region_labels: boolean;
  read_only: boolean;
  /** A model can be asked for suggestions: see `SuggestRequest`. */
  suggest: boolean;
  /** A function can be asked for the next message of a chat: see `ReplyRequest`. */
  reply: boolean;
  annotator: string;
  /** CSS length, or empty for the default. */
  height: string;
}

/** Asks for tasks `start` to `start + count - 1`. */
export interface WindowRequest {
  id: number;
  kind: "window";
  start: number;
  count: number;
}

/** Tasks in order of their index. */
export interface Window {
  tasks: TaskState[];
}

/** A batch: at most 50 ops or 256 KiB, one batch in flight. */
export interface OpsRequest {
  id: number;
  kind: "ops";
  client: string;
  ops: Op[];
}

/** Two authors changed the same items: the later change shows, the earlier state is kept. */
export interface Conflict {
  annotation: string;
  /** Id of the annotation that holds the earlier state. */
  kept_as: string;
  message: string;
}

/** Everything up to `seq` is durable. */
export interface Ack {
  seq: number;
  /** Annotation id -> its revision now. */
  revs: { [key: string]: number };
  conflicts: Conflict[];
  progress: Progress;
}

/** A byte range of a medium; the answer's first buffer holds the bytes. */
export interface MediaRequest {
  id: number;
  kind: "media";
  media: string;
  offset: number;
  length: number;
}

/**
 * A tile of a large picture; the answer's first buffer holds the encoded image.
 *
 * Level 0 is the full size, each further one half of it; tiles count from the top left corner as seen.
 */
export interface TileRequest {
  id: number;
  kind: "tile";
  media: string;
  level: number;
  x: number;
  y: number;
}

/** Answer to `tile` without a buffer: the picture is being prepared, ask again soon. */
export interface TileWait {
  /** Part of the work that is done, 0 to 1; missing when the buffer holds the tile. */
  done?: number;
}

/** A lazy part of the bundle; the answer's first buffer holds gzip bytes. */
export interface ChunkRequest {
  id: number;
  kind: "chunk";
  name: string;
  hash: string;
}

/** Rows of the task list, searched by text when `query` is not empty. */
export interface TasksRequest {
  id: number;
  kind: "tasks";
  query: string;
  start: number;
  count: number;
}

/** Rows of the task list and how many match in all. */
export interface TaskRows {
  rows: TaskEntry[];
  total: number;
}

/** Asks how often each label and choice was given. */
export interface SummaryRequest {
  id: number;
  kind: "summary";
}

/** What one control was given. */
export interface Given {
  control: string;
  /** The most frequent ones and how often each was given, most first. */
  values: [string, number][];
  /** How many other values there are. */
  more: number;
}

/** Counts over the submitted annotations. */
export interface Summary {
  controls: Given[];
  /** False when there are too many annotations to count while a view waits: then nothing is counted. */
  complete: boolean;
}

/**
 * Asks the model of `suggest=` what a prompt means; a newer one for the same task ends an older one.
 *
 * `result` holds the prompt region's results, those connected with it before them.
 */
export interface SuggestRequest {
  id: number;
  kind: "suggest";
  task: string;
  result: Item[];
}

/** What the model proposes: whole results with ids of their own, none of them stored. */
export interface Suggestions {
  result: Item[];
}

/** Asks the function of `reply=` for the next message; one for the same chat ends an older one. */
export interface ReplyRequest {
  id: number;
  kind: "reply";
  task: string;
  /** Name of the Chat. */
  chat: string;
  /** All messages so far, those of the task first. */
  messages: { [key: string]: unknown }[];
}

/** The next message, with `role` and `content`; not stored yet. */
export interface Replied {
  message: { [key: string]: unknown };
}

/** Tells which task and annotation are shown and what is selected; answered with an empty body. */
export interface CursorRequest {
  id: number;
  kind: "cursor";
  index: number;
  annotation: string | null;
  selection: string[];
  /** Number of the last push that the view had followed: an older answer to where it is does not count. */
  seen: number;
}

/** Gives up on the request `re`. */
export interface CancelRequest {
  id: number;
  kind: "cancel";
  re: number;
}

/** Answer to one request: `body` or `error`. */
export interface Reply {
  re: number;
  body?: unknown;
  error?: string;
  /** With `error`: the same request can never succeed. A full disk can be freed, a malformed op cannot. */
  final?: boolean;
  /** Base64 bytes, where the host has no binary buffers. */
  buffer?: string;
}

/**
 * Changes made by Python or by another view: diffs, so that their size does not depend on the annotation.
 *
 * A view that knows the annotation at `base_rev` applies the diff; else it asks for the task again.
 */
export interface PushOps {
  n: number;
  push: "ops";
  ops: Op[];
  /** Annotation id -> its revision after these ops. */
  revs: { [key: string]: number };
  progress: Progress;
  undo: Op[];
  redo: Op[];
}

/** New predictions of a task. */
export interface PushPredictions {
  n: number;
  push: "predictions";
  task: string;
  predictions: PredictionState[];
}

/** Python asks the view to do what a person could do. */
export interface PushCommand {
  n: number;
  push: "command";
  name: "goto" | "select" | "submit" | "skip" | "undo" | "redo" | "show";
  index?: number;
  ids?: string[];
  annotation?: string;
}

/** A sentence for the person: a failed callback, a store that cannot write. */
export interface PushNotice {
  n: number;
  push: "notice";
  tone: "info" | "warning" | "error";
  text: string;
  detail: string;
}

export type Request = Hello | WindowRequest | OpsRequest | MediaRequest | TileRequest | ChunkRequest | TasksRequest | SummaryRequest | SuggestRequest | ReplyRequest | CursorRequest | CancelRequest;

export type Push = PushOps | PushPredictions | PushCommand | PushNotice;
