// What a tag, an action or the shell may know of the running editor. `core/store.ts` implements it.
import type { ReadonlySignal, Signal } from "@preact/signals-core";
import type {
  AnnotationState,
  Item,
  PredictionState,
  TagNode,
  TaskState,
  ViewOptions,
} from "../generated/wire";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Kinds of geometry. A shape says which keys of `value` are geometry (see `core/shapes.ts`). */
export type ShapeName =
  | "rectangle"
  | "ellipse"
  | "polygon"
  | "vector"
  | "keypoint"
  | "brush"
  | "bitmask"
  | "span"
  | "message";

/** Geometry keys of `value` in Label Studio's units: percent of the unrotated image, code points… */
export type Geometry = { [key: string]: Json };

/** A message of a chat: `role`, `content`, `createdAt` in milliseconds, and whatever else it came with. */
export type Message = { [key: string]: Json };

/** Top-level item keys that belong to the object: `original_width`, `image_rotation`, `item_index`… */
export type ItemFacts = { [key: string]: Json };

/** All results that share an id and hold geometry; derived from the items, never stored. */
export interface Region {
  readonly id: string;
  /** Position among the regions in creation order, from 1. */
  readonly ordinal: number;
  readonly object: string;
  /** Shape by what the value holds; null when this build cannot show it (still listed, kept, deletable). */
  readonly shape: ShapeName | null;
  readonly geometry: Geometry;
  readonly facts: ItemFacts;
  /** Labels of all labels controls, in item order. */
  readonly labels: readonly string[];
  /** Colour of the first label; a neutral grey without one. */
  readonly color: string;
  readonly text: string;
  readonly note: string;
  readonly score: number | null;
  readonly origin: string;
  readonly readonly: boolean;
  /** The results themselves, main one first. */
  readonly items: readonly Item[];
}

/** A relation whose two regions are there; one for each ordered pair. */
export interface RelationRow {
  readonly from: Region;
  readonly to: Region;
  readonly direction: "right" | "left" | "bi";
  readonly labels: readonly string[];
}

/** A label as the label strip shows it. */
export interface LabelChoice {
  readonly control: string;
  readonly node: TagNode;
  /** What the result stores: the alias if there is one. */
  readonly stored: string;
  readonly shown: string;
  readonly color: string;
  /** Uses left, or null without a limit. */
  readonly left: number | null;
}

export type Tab = { kind: "annotation"; id: string } | { kind: "prediction"; id: string };

export type SaveState = "saved" | "saving" | "unsaved" | "offline" | "error";

/** A sentence for the person, shown in place and read out. */
export interface Notice {
  readonly id: number;
  readonly tone: "info" | "warning" | "error";
  readonly text: string;
  readonly detail: string;
}

/** An unfinished gesture that must end before submit, such as an open polygon. */
export interface OpenGesture {
  readonly object: string;
  cancel(): void;
  /** Takes back, or sets again, a part of it such as a point; false when there is none. */
  undo?(): boolean;
  redo?(): boolean;
}

export interface Editor {
  // ---- what is shown (read) ----
  readonly options: ReadonlySignal<ViewOptions>;
  readonly task: ReadonlySignal<TaskState | null>;
  /** The config as it was given, with its variables. */
  readonly base: ReadonlySignal<TagNode | null>;
  /** The config with this task's variables, Repeaters and dynamic children in place. */
  readonly tree: ReadonlySignal<TagNode | null>;
  readonly tab: ReadonlySignal<Tab | null>;
  readonly annotation: ReadonlySignal<AnnotationState | null>;
  readonly predictions: ReadonlySignal<readonly PredictionState[]>;
  /** Of the shown annotation or prediction, in creation order. */
  readonly regions: ReadonlySignal<readonly Region[]>;
  region(id: string): Region | undefined;
  /** True on prediction tabs, when the host asked for it, and for `readonly` items (see `canEdit`). */
  readonly readOnly: ReadonlySignal<boolean>;
  canEdit(id: string): boolean;

  // ---- view state: never stored, never undone ----
  readonly selection: Signal<readonly string[]>;
  readonly hover: Signal<string | null>;
  readonly hidden: Signal<ReadonlySet<string>>;
  readonly locked: Signal<ReadonlySet<string>>;
  /** Active labels by labels control, as stored values. */
  readonly labels: Signal<ReadonlyMap<string, readonly string[]>>;
  /** Active tool by object name, e.g. `move`, `pan`, `rectangle`; absent = the object's default. */
  readonly tools: Signal<ReadonlyMap<string, string>>;
  /** Region whose partner is awaited by the relation gesture. */
  readonly relating: Signal<string | null>;
  readonly gesture: Signal<OpenGesture | null>;
  /** Page shown by each object with several (image lists); absent = the first. */
  readonly pages: Signal<ReadonlyMap<string, number>>;
  /** Control name -> message of the last refused submit. */
  readonly problems: ReadonlySignal<ReadonlyMap<string, string>>;

  // ---- labels ----
  /** Labels controls that act on this object with a shape it can draw, in config order. */
  labelControls(object: string): readonly TagNode[];
  labelChoices(control: string): readonly LabelChoice[];
  /** A click on a label or its key: relabels the selected regions, else (de)activates the label. */
  pressLabel(control: string, stored: string): void;

  // ---- regions: each call is one step of undo ----
  /** Whether a gesture with this shape may start now; the reason when it may not. */
  canDraw(object: string, shape: ShapeName): { ok: true; color: string } | { ok: false; reason: string };
  /** Makes a region with the active labels; its id, or null when `canDraw` says no. */
  draw(object: string, shape: ShapeName, geometry: Geometry, facts?: ItemFacts): string | null;
  /** New geometry for existing regions, all in one step. */
  reshape(changes: ReadonlyMap<string, Geometry>, label: string): void;
  relabel(ids: readonly string[], control: string, labels: readonly string[]): void;
  remove(ids: readonly string[]): void;
  duplicate(ids: readonly string[]): readonly string[];
  /** Shapes that a region can become: a control of its object takes them with the region's labels. */
  castable(id: string): readonly ShapeName[];
  /** Other geometries for regions, all of one shape: the first keeps the region's id, others become regions; none removes it. */
  recast(changes: ReadonlyMap<string, readonly Geometry[]>, shape: ShapeName, label: string): void;
  /** Items as Label Studio's clipboard holds them; `paste` gives new ids. */
  copy(ids: readonly string[]): Item[];
  paste(items: readonly Item[]): readonly string[];
  annotate(id: string, note: string): void;

  // ---- relations ----
  readonly relations: ReadonlySignal<readonly RelationRow[]>;
  /** Relates two regions; not a region to itself, and not twice. */
  relate(from: string, to: string): void;
  unrelate(from: string, to: string): void;
  /** Right, both ways, left, right. */
  turnRelation(from: string, to: string): void;
  /** Labels of a relation in the order they were picked; none takes them all away. */
  labelRelation(from: string, to: string, labels: readonly string[]): void;
  /** A click on a region: relates it when a partner is awaited; false when none is. */
  partner(id: string): boolean;

  // ---- suggestions: proposed by a model for a prompt, not in the data until accepted ----
  readonly suggestions: ReadonlySignal<readonly Region[]>;
  /** Regions drawn to ask the model: beside the data, gone once its answer is accepted or rejected. */
  readonly prompts: ReadonlySignal<readonly Region[]>;
  /** Whether an answer of the model is awaited. */
  readonly suggesting: ReadonlySignal<boolean>;
  /** On: each region drawn with a smart control is a prompt. Without a model it does nothing. */
  readonly autoAnnotate: Signal<boolean>;
  readonly autoAccept: Signal<boolean>;
  /** All of them when no ids are given; accepting is one step of undo. */
  accept(ids?: readonly string[]): void;
  reject(ids?: readonly string[]): void;

  // ---- controls ----
  /** Payload of a control (`choices`, `text`, `rating`…) for the task, or for one region. */
  value(control: string, region?: string): Json | undefined;
  /** Sets or, with undefined, removes the payload. */
  setValue(control: string, value: Json | undefined, label: string, region?: string): void;
  /** For a perRegion control: the one selected region of its object that it applies to. */
  regionFor(node: TagNode): Region | null;
  /** Follows visibleWhen, hidden ancestors and perRegion. */
  visible(node: TagNode): boolean;
  /** Text typed but not added yet (TextArea): flushed by submit and when the region changes. */
  pending(control: string, flush: (() => void) | null): void;
  /** What only a tag itself can check: a submit is refused with the sentence, unless that is empty. */
  check(control: string, fault: (() => string) | null): void;

  // ---- chats ----
  /** The next message, by the function of `reply=`: not in the data yet. Rejects with a plain sentence. */
  reply(chat: string, messages: readonly Message[], signal: AbortSignal): Promise<Message>;

  // ---- speaking ----
  say(text: string, tone?: Notice["tone"], detail?: string): void;
}
