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
import type { Editor, Geometry, ItemFacts, ShapeName } from "../../core/editor";
import type { Scope } from "../../core/scope";
import type { TagNode } from "../../generated/wire";
import type { Point } from "../../geometry/affine";
import type { Rules } from "../shapes/shape";
import { createImageControls } from "./image-controls";
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
  stepLabel,
} from "./image-gesture";
import { type Mark, type MarkCache, marksOf, stackAt } from "./image-marks";
import type { Look } from "./image-paint";
import type { AnyShape, Painter, PaintTool, ShapeTable, Tool } from "./image-shapes";
import type { ImageView } from "./image-view";

export type Mode = "pan" | "move" | Tool;

export interface Draft {
  readonly shape: AnyShape;
  readonly figure: unknown;
  readonly color: string;
}

export interface ImageSurface {
  readonly name: string;
  readonly view: ImageView;
  readonly marks: ReadonlySignal<readonly Mark[]>;
  readonly gesture: ReadonlySignal<Gesture | null>;
  /** Tools that the config's controls bring, without move and pan. */
  readonly tools: ReadonlySignal<readonly Tool[]>;
  readonly mode: ReadonlySignal<Mode>;
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
  cancel(): boolean;
  tool(name: string): void;
}

/** Pixels around a region that still hit it. */
const SLACK = 3;
/** The reference's default box is 30 pixels of its unzoomed canvas: 30 to 31.6 on the screen. */
const STANDARD = 31;

const shapesOf = (tool: Tool): readonly ShapeName[] => ("paints" in tool ? tool.shapes : [tool.shape]);

export const paintTool = (mode: Mode): PaintTool | null =>
  typeof mode !== "string" && "paints" in mode ? mode : null;

export function createImageSurface(
  editor: Editor,
  node: TagNode,
  view: ImageView,
  page: number | null,
  shapes: ReadonlySignal<ShapeTable>,
  scope: Scope,
): ImageSurface {
  const name = node.name ?? "";
  const gesture = signal<Gesture | null>(null);
  const nudged = signal<{
    verb: string;
    marks: readonly Mark[];
    figures: ReadonlyMap<string, unknown>;
  } | null>(null);
  const crosshair = signal<Point | null>(null);
  const said = signal("");
  const painter = signal<Painter | null>(null);

  const controls = createImageControls(editor, name);
  const { tools } = controls;

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

  const chosen = computed(() => editor.tools.value.get(name));
  const wanted = computed(
    () => tools.value.find((tool) => tool.name === chosen.value) ?? tools.value[0] ?? null,
  );
  const allowed = computed(() => {
    const tool = wanted.value;
    if (!tool) return null;
    const answers = shapesOf(tool).map((shape) => editor.canDraw(name, shape));
    return answers.find(({ ok }) => ok) ?? answers[0] ?? null;
  });
  const mode = computed<Mode>(() => {
    if (chosen.value === "pan" || chosen.value === "move") return chosen.value;
    return (allowed.value?.ok && wanted.value) || "move";
  });

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
    return {
      size: view.size.value ?? { width: 0, height: 0 },
      least: SLACK / scale,
      standard: (STANDARD * view.zoom.value) / scale,
      slack: SLACK / scale,
      ...controls.attributes(mark?.region ?? null),
    };
  };
  const movable = (mark: Mark) => editor.canEdit(mark.id) && !editor.locked.value.has(mark.id);
  const stack = (at: Point) => stackAt(marks.value, at, SLACK / (view.scale.value || 1));

  const scene = (): Scene => {
    const current = mode.value;
    const refused = allowed.value && !allowed.value.ok && chosen.value !== "move" && !editor.readOnly.value;
    return {
      marks: marks.value,
      selected: editor.selection.value,
      tool: typeof current === "string" || "paints" in current ? null : current,
      pan: current === "pan",
      relating: editor.relating.value,
      refusal: refused && allowed.value && !allowed.value.ok ? allowed.value.reason : "",
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

  const reshape = (changes: readonly (readonly [Mark, unknown])[], label: string) => {
    const { size } = rules(null);
    const geometries = new Map<string, Geometry>();
    for (const [mark, figure] of changes) {
      geometries.set(mark.id, mark.shape.format(figure, size, mark.region.geometry));
      said.value = mark.shape.describe(figure);
    }
    editor.reshape(geometries, label);
  };

  const perform = (act: Effect) => {
    if (act.type === "select") editor.selection.value = act.ids;
    else if (act.type === "relate") editor.partner(act.to);
    else if (act.type === "pan") view.panBy(act.by);
    else if (act.type === "refuse") editor.say(act.reason);
    else if (act.type === "reshape") reshape(act.changes, act.label);
    else {
      const shape = shapes.peek()[act.shape];
      if (!shape) return;
      const id = editor.draw(name, act.shape, shape.format(act.figure, rules(null).size, {}), facts());
      if (id) said.value = shape.describe(act.figure);
    }
  };

  const go = ([next, effects]: Step) =>
    batch(() => {
      gesture.value = next;
      effects.forEach(perform);
    });

  const cancel = () => {
    const stroke = painter.peek()?.cancel() ?? false;
    const open = stroke || gesture.value !== null || nudged.value !== null;
    gesture.value = null;
    nudged.value = null;
    return open;
  };

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

  const open = { object: name, cancel: () => void cancel() };
  const busy = computed(() => {
    const kind = gesture.value?.kind ?? "press";
    return nudged.value !== null || painter.value?.busy.value || (kind !== "press" && kind !== "pan");
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
  // Who picks a label wants to draw: the move and pan tools make way for it.
  scope.add(
    effect(() => {
      const picked = controls.active.value !== "" && editor.selection.peek().length === 0;
      const tool = editor.tools.peek().get(name);
      if (picked && (tool === "move" || tool === "pan")) setTool(null);
    }),
  );
  // A region chosen in the list comes into sight.
  scope.add(
    effect(() => {
      const [id, more] = editor.selection.value;
      if (id === undefined || more !== undefined) return;
      untracked(() => {
        const mark = marks.value.find((one) => one.id === id);
        if (mark) view.show(mark.bounds);
      });
    }),
  );
  function setTool(tool: string | null) {
    const next = new Map(editor.tools.peek());
    if (tool === null) next.delete(name);
    else next.set(name, tool);
    editor.tools.value = next;
  }

  return {
    name,
    view,
    marks,
    gesture,
    tools,
    mode,
    crosshair,
    said,
    painter,
    facts,
    lifted,
    movable,
    rules,
    settle,
    cancel,
    edited: computed(() => nudged.value?.figures ?? edited(gesture.value, { rules })),
    draft: computed(() => {
      const now = gesture.value;
      if (now?.kind !== "draw") return null;
      const shape = shapes.value[now.tool.shape];
      const figure = now.tool.preview(now.state, now.rules);
      const color = allowed.value?.ok ? allowed.value.color : "currentColor";
      return shape && figure !== null ? { shape, figure, color } : null;
    }),
    look: (mark) => controls.look(mark.region),
    pointer(event) {
      if (event.type === "down") {
        settle();
        crosshair.value = null;
      }
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
        if (gesture.value) said.value = "First corner set";
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
    nudge(verb, change) {
      const chosenMarks = marks.value.filter(
        (mark) => editor.selection.value.includes(mark.id) && movable(mark),
      );
      if (!chosenMarks.length) return false;
      if (nudged.value && nudged.value.verb !== verb) settle();
      const before = nudged.value?.figures;
      const figures = chosenMarks.map(
        (mark) => [mark.id, change(mark, before?.get(mark.id) ?? mark.figure, rules(mark))] as const,
      );
      crosshair.value = null;
      nudged.value = { verb, marks: chosenMarks, figures: new Map(figures) };
      return true;
    },
    tool(tool) {
      cancel();
      setTool(tool);
    },
  };
}
