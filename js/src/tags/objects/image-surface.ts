// One page of an Image tag: joins its view, the gestures and the editor. No DOM.
import {
  batch,
  computed,
  effect,
  type ReadonlySignal,
  type Signal,
  signal,
  untracked,
} from "@preact/signals-core";
import type { Editor, Geometry, ItemFacts, Region } from "../../core/editor";
import type { Scope } from "../../core/scope";
import type { TagNode } from "../../generated/wire";
import type { Bounds, Point } from "../../geometry/affine";
import type { Rules } from "../shapes/shape";
import { createImageControls } from "./image-controls";
import { type Dots, dotsOf, PLAIN_DOTS } from "./image-dots";
import { back, finished, forward, kept, progress } from "./image-drawing";
import {
  drawAt,
  type Effect,
  edited,
  type Gesture,
  nextInStack,
  type PointerStep,
  related,
  type Scene,
  type Step,
  step,
} from "./image-gesture";
import { createImageGroup, type ImageGroup } from "./image-group";
import { type Mark, type MarkCache, marksOf, onPage, stackAt } from "./image-marks";
import { createNudge } from "./image-nudge";
import type { Look } from "./image-paint";
import { createImagePoints, type ImagePoints } from "./image-points";
import type { AnyShape, Painter, ShapeKit, ShapeTable } from "./image-shapes";
import { createImageTools, type ImageTools, paintTool, shapesOf, toolName } from "./image-tools";
import { createUnsaved, type Unsaved } from "./image-unsaved";
import type { ImageView } from "./image-view";

export interface Draft {
  readonly shape: AnyShape;
  readonly figure: unknown;
  readonly color: string;
  /** Points that are set, and the one where a click ends the drawing. */
  readonly points: readonly Point[];
  readonly goal: Point | null;
  readonly dots: Dots;
}

export interface ImageSurface {
  readonly name: string;
  readonly view: ImageView;
  readonly marks: ReadonlySignal<readonly Mark[]>;
  /** A mark that is shown, by its region's id. */
  mark(id: string): Mark | undefined;
  readonly gesture: ReadonlySignal<Gesture | null>;
  readonly tools: ImageTools["tools"];
  readonly mode: ImageTools["mode"];
  readonly hand: ImageTools;
  readonly group: ImageGroup;
  readonly points: ImagePoints;
  /** Figures as a gesture shows them, not in the data yet. */
  readonly edited: ReadonlySignal<ReadonlyMap<string, unknown>>;
  readonly draft: ReadonlySignal<Draft | null>;
  /** Regions that the overlay shows, so the canvas does not. */
  readonly lifted: ReadonlySignal<ReadonlySet<string>>;
  /** The keyboard's crosshair, in image pixels. */
  readonly crosshair: Signal<Point | null>;
  /** For screen readers. */
  readonly said: Signal<string>;
  /** Set when the part `masks` is here. */
  readonly painter: Signal<Painter | null>;
  /** Size and page, for results of new regions. */
  facts(): ItemFacts;
  /** Marks of regions that are not in the data: suggestions, and the prompts for them. */
  proposed(regions: readonly Region[]): readonly Mark[];
  readonly unsaved: Unsaved;
  movable(mark: Mark): boolean;
  rules(mark: Mark | null): Rules;
  look(mark: Mark): Look;
  pointer(event: PointerStep): void;
  hover(at: Point | null): void;
  /** A click at the crosshair: draws whatever lies below, or selects. */
  press(at: Point): void;
  /** Moves the open corner of a drawing with the crosshair. */
  follow(at: Point): void;
  /** Whether Enter may start a drawing: a tool is ready and nothing is selected. */
  canStart(): boolean;
  /** Shows figures that the keyboard moves; `settle` makes them one step of undo. */
  nudge(verb: string, change: (mark: Mark, figure: unknown, rules: Rules) => unknown): boolean;
  settle(): void;
  /** Enter while drawing by points: ends it; false when there is nothing to end. */
  finish(): boolean;
  /** Takes back the point that was set last, or sets it again; false when there is none. */
  undo(): boolean;
  redo(): boolean;
  cancel(): boolean;
  tool(name: string): void;
}

/** Pixels around a region that still hit it. */
const SLACK = 3;
/** The reference's default box is 30 pixels of its unzoomed canvas: 30 to 31.6 on the screen. */
const STANDARD = 31;

export function createImageSurface(
  editor: Editor,
  node: TagNode,
  view: ImageView,
  page: number | null,
  kits: ReadonlySignal<readonly ShapeKit[]>,
  scope: Scope,
): ImageSurface {
  const name = node.name ?? "";
  const gesture = signal<Gesture | null>(null);
  const crosshair = signal<Point | null>(null);
  const said = signal("");
  const painter = signal<Painter | null>(null);

  const shapes = computed(
    (): ShapeTable => Object.assign({}, ...kits.value.map((kit) => kit.shapes), painter.value?.shapes),
  );
  const controls = createImageControls(editor, name, kits);
  const hand = createImageTools(editor, name, controls, scope);
  const { mode } = hand;

  let cache: MarkCache = new WeakMap();
  const sized = computed(() => {
    cache = new WeakMap();
    return { size: view.size.value, table: shapes.value };
  });
  const marks = computed(() => {
    const { size, table } = sized.value;
    if (!size) return [];
    const hidden = editor.hidden.value;
    const all = marksOf(editor.regions.value, name, page, size, table, cache);
    return hidden.size ? all.filter((mark) => !hidden.has(mark.id)) : all;
  });

  /** Without a table of thousands that each change would make anew. */
  const mark = (id: string): Mark | undefined => {
    const region = marks.value.length && !editor.hidden.value.has(id) ? editor.region(id) : undefined;
    const here = region?.object === name && onPage(region, page);
    return (here && cache.get(region)) || undefined;
  };

  const moving = computed(() => {
    const open = gesture.value;
    if (open?.kind === "move") return open.marks;
    return open?.kind === "pull" ? open.mark : null;
  });
  const lifted = computed(() => {
    const ids = new Set(editor.selection.value);
    for (const mark of [moving.value ?? []].flat() as Mark[]) ids.add(mark.id);
    return ids;
  });

  const rules = (mark: Mark | null): Rules => {
    const scale = view.scale.value || 1;
    const current = mode.value;
    const shape = typeof current === "string" ? null : (shapesOf(current)[0] ?? null);
    return {
      size: view.size.value ?? { width: 0, height: 0 },
      least: SLACK / scale,
      standard: (STANDARD * view.zoom.value) / scale,
      slack: SLACK / scale,
      unit: view.zoom.value / scale,
      ...controls.attributes(mark?.region ?? null, shape),
    };
  };
  const movable = (mark: Mark) => editor.canEdit(mark.id) && !editor.locked.value.has(mark.id);
  const stack = (at: Point) => stackAt(marks.value, at, SLACK / (view.scale.value || 1));

  const scene = (): Scene => {
    const current = mode.value;
    return {
      marks: marks.value,
      selected: editor.selection.value,
      tool: typeof current === "string" || "paints" in current ? null : current,
      pan: current === "pan",
      relating: editor.relating.value,
      refusal: hand.refusal.value,
      point: points.active.value,
      stack,
      movable,
      rules,
    };
  };

  const facts = (): ItemFacts => ({
    original_width: view.size.value?.width ?? 0,
    original_height: view.size.value?.height ?? 0,
    image_rotation: view.turns.value * 90,
    ...(page !== null && { item_index: page }),
  });

  const unsaved = createUnsaved(editor);
  const reshape = (changes: readonly (readonly [Mark, unknown])[], label: string) => {
    const { size } = rules(null);
    const geometries = new Map<string, Geometry>();
    let large: Bounds | null = null;
    for (const [mark, figure] of changes) {
      const { region, shape } = mark;
      const geometry = shape.format(figure, size, region.geometry);
      if (geometry === region.geometry) {
        if (figure !== mark.figure)
          editor.say(`No pixel of the ${shape.noun} would be left: it stays as it was.`);
        continue;
      }
      geometries.set(mark.id, geometry);
      said.value = shape.describe(figure);
      if (shape.layered) large = shape.bounds(figure);
    }
    const change = () => editor.reshape(geometries, label);
    if (large) unsaved.watch(large, change);
    else if (geometries.size) change();
  };

  /** With Alt a key point says what does not belong to the thing that a model is asked for. */
  let against = false;
  const perform = (act: Effect) => {
    if (act.type === "select") editor.selection.value = act.ids;
    else if (act.type === "relate") editor.partner(act.to);
    else if (act.type === "pan") view.panBy(act.by);
    else if (act.type === "refuse") editor.say(act.reason);
    else if (act.type === "point") points.choose(act.handle);
    else if (act.type === "reshape") reshape(act.changes, act.label);
    else {
      const shape = shapes.peek()[act.shape];
      if (!shape) return;
      const geometry = shape.format(act.figure, rules(null).size, {});
      const id = editor.draw(name, act.shape, geometry, {
        ...facts(),
        ...(against && { is_positive: false }),
      });
      if (id) said.value = shape.describe(act.figure);
    }
  };

  const nudges = createNudge({ editor, marks, movable, rules, reshape });
  const { nudged, settle } = nudges;
  const shownAs = computed(() => nudged.value?.figures ?? edited(gesture.value, { rules }));
  const group = createImageGroup({ editor, marks, edited: shownAs, movable, rules, reshape });

  const nudge: ImageSurface["nudge"] = (verb, change) => {
    const nudging = nudges.by(verb, change);
    if (nudging) crosshair.value = null;
    return nudging;
  };
  const performAll = (effects: readonly Effect[]) => batch(() => effects.forEach(perform));
  const points = createImagePoints({ editor, marks, said, movable, rules, perform: performAll, nudge });

  const go = ([next, effects]: Step) =>
    batch(() => {
      const refused = effects.find((act) => act.type === "draw") && refusedDraw(gesture.value);
      if (refused) return editor.say(refused);
      gesture.value = next;
      effects.forEach(perform);
    });
  /** Points that took long to set are not lost because the label was let go meanwhile. */
  const refusedDraw = (now: Gesture | null): string => {
    if (now?.kind !== "draw" || !now.tool.points) return "";
    const allowed = editor.canDraw(name, now.tool.shape);
    return allowed.ok ? "" : allowed.reason;
  };
  const take = (next: Step | null): boolean => {
    if (next) go(next);
    return next !== null;
  };
  // An open stroke is a step of its own: it is thrown away, and what was before stays.
  const undo = () => painter.peek()?.cancel() || take(back(gesture.value));
  const redo = () => painter.peek()?.busy.peek() || take(forward(gesture.value));

  const cancel = () => {
    const stroke = painter.peek()?.cancel() ?? false;
    const scaling = group.cancel();
    const open = stroke || scaling || gesture.value !== null || nudged.value !== null;
    const whole = kept(gesture.value);
    gesture.value = null;
    nudged.value = null;
    performAll(whole);
    return open;
  };

  const open = { object: name, cancel: () => void cancel(), undo, redo };
  const busy = computed(() => {
    const kind = gesture.value?.kind ?? "press";
    if (nudged.value !== null || group.figures.value !== null) return true;
    return painter.value?.busy.value || (kind !== "press" && kind !== "pan");
  });
  scope.add(
    effect(() => {
      if (busy.value) editor.gesture.value = open;
      else if (editor.gesture.peek() === open) editor.gesture.value = null;
    }),
  );
  scope.add(() => {
    if (editor.gesture.peek() === open) editor.gesture.value = null;
  });
  // A region chosen in the list comes into sight.
  scope.add(
    effect(() => {
      const [id, more] = editor.selection.value;
      if (id === undefined || more !== undefined) return;
      untracked(() => {
        const chosen = mark(id);
        if (chosen) view.show(chosen.bounds);
      });
    }),
  );
  return {
    name,
    view,
    marks,
    mark,
    gesture,
    tools: hand.tools,
    mode,
    hand,
    crosshair,
    said,
    painter,
    facts,
    proposed(regions) {
      const { size, table } = sized.value;
      return size ? marksOf(regions, name, page, size, table, cache) : [];
    },
    lifted,
    movable,
    rules,
    unsaved,
    settle,
    cancel,
    group,
    points,
    finish: () => take(finished(gesture.value)),
    undo,
    redo,
    edited: computed(() => group.figures.value ?? shownAs.value),
    draft: computed(() => {
      const now = gesture.value;
      if (now?.kind !== "draw") return null;
      const shape = shapes.value[now.tool.shape];
      const figure = now.tool.preview(now.state, now.rules);
      if (!shape || figure === null) return null;
      const { tool, state, rules: own } = now;
      const goal = tool.goal?.(state, own) ?? null;
      const dots = (own.control && dotsOf(own.control)) ?? PLAIN_DOTS;
      return { shape, figure, color: hand.color.value, points: tool.points?.(state) ?? [], goal, dots };
    }),
    look: (mark) => controls.look(mark.region),
    pointer(event) {
      against = event.alt && editor.autoAnnotate.value && editor.options.value.suggest;
      if (event.type === "down") {
        settle();
        crosshair.value = null;
      }
      if (!gesture.value && group.pointer(event)) return;
      const tool = paintTool(mode.value);
      if (!gesture.value && tool && painter.value?.pointer(event, tool)) return;
      go(step(gesture.value, event, scene()));
    },
    hover(at) {
      const inside = at && mode.value !== "pan" ? stack(at) : [];
      editor.hover.value = inside[0]?.id ?? null;
    },
    press(at) {
      const now = scene();
      if (now.relating !== null) related(stack(at), now).forEach(perform);
      else if (gesture.value?.kind === "draw" || (now.tool && now.selected.length === 0)) {
        go(drawAt(gesture.value, at, now));
        if (gesture.value) said.value = progress(gesture.value);
      } else if (now.refusal && !stack(at).length) editor.say(now.refusal);
      else editor.selection.value = nextInStack(stack(at), now.selected);
    },
    follow(at) {
      const open = gesture.value;
      if (open?.kind !== "draw") return;
      gesture.value = {
        ...open,
        state: open.tool.step(open.state, { type: "move", at, shift: false, alt: false }, open.rules).state,
      };
    },
    canStart: () => typeof mode.value !== "string" && editor.selection.value.length === 0,
    nudge,
    tool(tool) {
      if (!hand.reacts(tool)) return;
      cancel();
      hand.choose(tool);
      said.value = `${toolName(hand.shown.value)} tool`;
    },
  };
}
