// Which tool is in the hand on one image: the person's choice, the active label, or what a config begins with.
import { computed, effect, type ReadonlySignal } from "@preact/signals-core";
import type { Editor, ShapeName } from "../../core/editor";
import type { Scope } from "../../core/scope";
import type { ImageControls } from "./image-controls";
import type { PaintTool, Tool } from "./image-shapes";

export type Mode = "pan" | "move" | Tool;

export interface ImageTools {
  /** Tools that the config's controls bring, without move and pan. */
  readonly tools: ReadonlySignal<readonly Tool[]>;
  readonly mode: ReadonlySignal<Mode>;
  /** Name of the tool that is shown as chosen; it may still wait for a label. */
  readonly shown: ReadonlySignal<string>;
  /** Colour of what is drawn next. */
  readonly color: ReadonlySignal<string>;
  /** Why a drag draws nothing; empty when nothing was meant to be drawn. */
  readonly refusal: ReadonlySignal<string>;
  /** Tools of other controls do nothing while a label of a combined control is active. */
  reacts(name: string): boolean;
  choose(name: string): void;
}

const SPOKEN: Readonly<Record<string, string>> = {
  move: "Select and move",
  pan: "Pan",
  rectangle: "Rectangle",
  rectangle3: "Rectangle by three points",
  ellipse: "Ellipse",
  polygon: "Polygon",
  vector: "Vector",
  keypoint: "Key point",
  brush: "Brush",
  eraser: "Eraser",
  fill: "Fill",
  wand: "Magic wand",
};

export const toolName = (name: string): string => SPOKEN[name] ?? name;

export const shapesOf = (tool: Tool): readonly ShapeName[] => ("paints" in tool ? tool.shapes : [tool.shape]);

export const paintTool = (mode: Mode): PaintTool | null =>
  typeof mode !== "string" && "paints" in mode ? mode : null;

export function createImageTools(
  editor: Editor,
  name: string,
  controls: ImageControls,
  scope: Scope,
): ImageTools {
  const { tools, activeShape } = controls;
  const chosen = computed(() => editor.tools.value.get(name));
  const find = (wanted: string | undefined) => tools.value.find((tool) => tool.name === wanted) ?? null;
  /** The selected mask, which a painting tool goes on with, whatever may be drawn anew. */
  const painted = (tool: Tool) => {
    const [id = "", more] = editor.selection.value;
    const region = "paints" in tool && more === undefined ? editor.region(id) : undefined;
    const own = region?.object === name && region.shape !== null && shapesOf(tool).includes(region.shape);
    return own && editor.canEdit(id) ? region : undefined;
  };
  const answer = (tool: Tool) => {
    const held = painted(tool);
    if (held) return { ok: true as const, color: held.color };
    const answers = shapesOf(tool).map((shape) => editor.canDraw(name, shape));
    return answers.find(({ ok }) => ok) ?? answers[0] ?? { ok: false as const, reason: "" };
  };
  const fits = (tool: Tool) => activeShape.value === null || shapesOf(tool).includes(activeShape.value);

  const tool = computed<Tool | null>(() => {
    const own = find(chosen.value);
    if (own && fits(own) && (answer(own).ok || (own.name === "eraser" && !editor.readOnly.value))) return own;
    const shape = activeShape.value;
    const labelled = shape && tools.value.find((one) => shapesOf(one).includes(shape));
    if (labelled) return answer(labelled).ok ? labelled : null;
    // Only a bare Rectangle draws without its tool being taken first.
    const box = own ? null : find("rectangle");
    return box && answer(box).ok ? box : null;
  });
  const mode = computed<Mode>(() => {
    if (chosen.value === "pan" || chosen.value === "move") return chosen.value;
    return tool.value ?? "move";
  });

  const refusal = computed(() => {
    if (mode.value !== "move" || chosen.value === "move" || editor.readOnly.value) return "";
    const own =
      find(chosen.value) ?? tools.value.find((one) => shapesOf(one).some((s) => s === activeShape.value));
    if (own) {
      const allowed = answer(own);
      return allowed.ok ? "" : allowed.reason;
    }
    const ready = tools.value.filter((one) => answer(one).ok);
    if (ready.length) return `Choose a tool first: ${ready.map((one) => toolName(one.name)).join(", ")}.`;
    const first = tools.value[0];
    const allowed = first && answer(first);
    return allowed && !allowed.ok ? allowed.reason : "";
  });

  const put = (wanted: string | null) => {
    const next = new Map(editor.tools.peek());
    if (wanted === null) next.delete(name);
    else next.set(name, wanted);
    editor.tools.value = next;
  };
  // Who picks a label wants to draw with it: a tool that cannot makes way.
  scope.add(
    effect(() => {
      const picked = controls.active.value !== "" && editor.selection.peek().length === 0;
      const held = editor.tools.peek().get(name);
      if (!picked || held === undefined) return;
      const own = find(held);
      if (held === "move" || held === "pan" || (own && !fits(own))) put(null);
    }),
  );

  return {
    tools,
    mode,
    shown: computed(() => {
      const now = mode.value;
      if (now !== "move") return typeof now === "string" ? now : now.name;
      const own = find(chosen.value);
      return own && fits(own) ? own.name : "move";
    }),
    color: computed(() => {
      const now = tool.value;
      const allowed = now && answer(now);
      return allowed?.ok ? allowed.color : "currentColor";
    }),
    refusal,
    reacts(wanted) {
      const own = find(wanted);
      return own === null ? wanted === "move" || wanted === "pan" : fits(own);
    },
    choose(wanted) {
      const own = find(wanted);
      if (own ? fits(own) : wanted === "move" || wanted === "pan") put(wanted);
    },
  };
}
