// The part that shows and paints masks on one page of an image.
import { computed, signal } from "@preact/signals-core";
import { h } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { distance, type Point } from "../../geometry/affine";
import type { PointerStep } from "./image-gesture";
import type { Mark } from "./image-marks";
import { createMaskCodes } from "./image-mask-codes";
import { createMaskHand } from "./image-mask-hand";
import { createWalk, middleOf } from "./image-mask-keys";
import { createMaskLayer, type Live } from "./image-mask-layer";
import { MaskOptions } from "./image-mask-options";
import { beginStroke, fillAt, type Painting, type PaintSources } from "./image-mask-stroke";
import { MaskView } from "./image-mask-view";
import { createWandTool } from "./image-mask-wand";
import type { PaintContext, Painter, PaintTool } from "./image-shapes";
import { paintTool } from "./image-tools";

interface Open {
  readonly painting: Painting;
  readonly tool: PaintTool;
  readonly from: Point;
  /** The press has ended; what it needs is still awaited. */
  readonly over: boolean;
}

/** Brings painting to the page. */
export function Masks({ context }: { readonly context: PaintContext }) {
  const { painter } = context.surface;
  useLayoutEffect(() => {
    painter.value ??= createPainter(context);
  }, []);
  return null;
}

export function createPainter({ editor, surface, scope, load }: PaintContext): Painter {
  const codes = createMaskCodes(scope);
  const live = signal<Live | null>(null);
  const open = signal<Open | null>(null);

  /** The one selected mask, if it may be changed. */
  const target = computed<Mark | null>(() => {
    const [id, more] = editor.selection.value;
    if (id === undefined || more !== undefined) return null;
    const mark = surface.mark(id);
    return mark?.shape.layered && surface.movable(mark) ? mark : null;
  });
  const hand = createMaskHand({ editor, surface, target });
  const sources: PaintSources = { editor, surface, hand, codes, target: () => target.peek() };
  const wand = createWandTool(sources, load);
  const inkOf = (mark: Mark) => hand.ink(mark);
  const layer = createMaskLayer({ surface, live, inkOf }, scope);
  const walk = createWalk(surface);

  const close = () => {
    open.value = null;
    live.value = null;
  };
  const begin = (tool: PaintTool, at: Point, from: Point) => {
    const painting =
      tool.name === "wand" ? wand.begin(at, layer.touch) : beginStroke(sources, tool, at, layer.touch);
    if (!painting) return;
    editor.hover.value = null;
    open.value = { painting, tool, from, over: false };
    live.value = painting.live;
  };
  const end = () => {
    const now = open.peek();
    if (!now || now.over) return;
    const waiting = now.painting.end();
    if (!waiting) return close();
    const mine = { ...now, over: true };
    open.value = mine;
    waiting.then(
      () => open.peek() === mine && close(),
      (error: unknown) => {
        editor.say(error instanceof Error ? error.message : String(error), "warning");
        if (open.peek() === mine) close();
      },
    );
  };
  /** Right and down count up, left and up down, by the longer way of the two. */
  const pulled = (from: Point, to: Point) => {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    return distance(from, to) * Math.sign(Math.abs(dx) > Math.abs(dy) ? dx : dy);
  };
  const go = (event: PointerStep) => {
    const now = open.peek();
    if (!now || now.over) return;
    now.painting.to(event.at);
    now.painting.pull?.(pulled(now.from, event.screen));
  };
  const resize = (by: number) => {
    const tool = paintTool(surface.mode.peek());
    if (!tool || (tool.name !== "brush" && tool.name !== "eraser")) return false;
    const size = hand.size(tool);
    // From the least size the steps go to whole fives.
    hand.resize(tool, by > 1 && size === 1 ? by : size + by);
    surface.said.value = `Brush size ${hand.size(tool)}`;
    return true;
  };
  const press = (tool: PaintTool, at: Point) => {
    surface.crosshair.value = at;
    if (open.peek()) end();
    else if (tool.name === "fill") fillAt(sources, at);
    else {
      begin(tool, at, { x: 0, y: 0 });
      surface.said.value = "Brush down";
    }
  };
  let wandPull = 0;

  return {
    shapes: codes.shapes,
    busy: computed(() => open.value !== null),
    pointer(event, tool) {
      if (open.peek()) {
        if (event.type !== "down") go(event);
        if (event.type === "up") end();
        return true;
      }
      const other = event.button !== 0 || event.shift || event.mod || event.handle || editor.relating.peek();
      if (event.type !== "down" || other || !event.inside) return false;
      if (tool.name === "fill") fillAt(sources, event.at);
      else begin(tool, event.at, event.screen);
      return true;
    },
    key(event, tool) {
      if (!tool || event.altKey || event.ctrlKey || event.metaKey) return false;
      const at = walk(event);
      const now = open.peek();
      if (at && now?.painting.pull) {
        wandPull += event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : -1;
        now.painting.pull(wandPull);
        return true;
      }
      if (at) {
        surface.crosshair.value = at;
        surface.said.value = `${Math.round(at.x)}, ${Math.round(at.y)}`;
        now?.painting.to(at);
        return true;
      }
      const starts = event.key === " " || (event.key === "Enter" && surface.crosshair.peek() !== null);
      if (!starts || event.shiftKey) return false;
      wandPull = 0;
      if (!event.repeat) press(tool, surface.crosshair.peek() ?? middleOf(surface));
      return true;
    },
    wheel(event, _tool) {
      if (!event.altKey || event.ctrlKey || event.metaKey || !event.deltaY) return false;
      event.preventDefault();
      resize(event.deltaY < 0 ? 1 : -1);
      return true;
    },
    resize,
    cancel() {
      const was = open.peek() !== null;
      close();
      return was;
    },
    Layer: () => h(MaskView, { editor, surface, hand, codes, layer, live }),
    Options: () => h(MaskOptions, { surface, hand }),
  };
}
