// Pointer, wheel and touch events of the frame, as steps of the surface's machine.
import { distance, type Point } from "../../geometry/affine";
import type { PointerStep } from "./image-gesture";
import type { ImageSurface } from "./image-surface";

export interface PointerInput {
  down(event: PointerEvent): void;
  move(event: PointerEvent): void;
  up(event: PointerEvent): void;
  lost(event: PointerEvent): void;
  leave(): void;
  wheel(event: WheelEvent): void;
}

/** A press this soon and this near after the last one counts with it. */
const AGAIN_MS = 500;
const AGAIN_PX = 4;
/** Most that one wheel event zooms. */
const WHEEL_MOST = 1.3;

const handleUnder = (event: PointerEvent): string | null =>
  (event.target as Element | null)?.getAttribute?.("data-handle") ?? null;

export function createPointerInput(
  surface: ImageSurface,
  wheelZoom: boolean,
  at: { set(screen: Point | null): void },
): PointerInput {
  const { view } = surface;
  const touches = new Map<number, Point>();
  let pinch: { apart: number; middle: Point } | null = null;
  let held: number | null = null;
  // Pointer events do not count presses.
  let clicks = 1;
  let last = { time: Number.NEGATIVE_INFINITY, at: { x: 0, y: 0 }, handle: null as string | null };
  const count = (event: PointerEvent) => {
    const press = { time: event.timeStamp, at: screenOf(event), handle: handleUnder(event) };
    const near = press.time - last.time < AGAIN_MS && distance(press.at, last.at) < AGAIN_PX;
    // A point that the press before has just made was not pressed twice.
    clicks = near && press.handle === last.handle && event.button === 0 ? clicks + 1 : 1;
    last = press;
  };

  const screenOf = (event: MouseEvent): Point => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const stepOf = (
    type: PointerStep["type"],
    event: PointerEvent,
    screen: Point = screenOf(event),
  ): PointerStep => {
    const p = view.toImage(screen);
    const size = view.size.value;
    return {
      type,
      at: p,
      screen,
      button: event.button,
      handle: handleUnder(event),
      inside: size !== null && p.x >= 0 && p.y >= 0 && p.x <= size.width && p.y <= size.height,
      clicks,
      alt: event.altKey,
      shift: event.shiftKey,
      mod: event.ctrlKey || event.metaKey,
    };
  };
  /** All places the pointer passed since the last event, so that a fast stroke is not cut short. */
  const stroke = (event: PointerEvent) => {
    const { x, y } = screenOf(event);
    at.set({ x, y });
    const passed = event.getCoalescedEvents?.() ?? [];
    for (const part of passed.length ? passed : [event]) {
      const screen = { x: x + part.clientX - event.clientX, y: y + part.clientY - event.clientY };
      surface.pointer(stepOf("move", part, screen));
    }
  };
  /** What is drawn by several clicks outlives a press that is lost. */
  const drawsPoints = () => surface.gesture.value?.kind === "draw" && surface.draft.value?.points.length;
  const twoFingers = () => {
    const [a, b] = [...touches.values()] as [Point, Point];
    return { apart: distance(a, b), middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } };
  };

  return {
    down(event) {
      if (!view.size.value || (held !== null && event.pointerType !== "touch")) return;
      const frame = event.currentTarget as HTMLElement;
      frame.focus({ preventScroll: true });
      if (event.pointerType === "touch") {
        touches.set(event.pointerId, screenOf(event));
        if (touches.size === 2) {
          if (!drawsPoints()) surface.cancel();
          held = null;
          pinch = twoFingers();
        }
        if (touches.size > 1) return;
      }
      held = event.pointerId;
      count(event);
      frame.setPointerCapture?.(event.pointerId);
      surface.pointer(stepOf("down", event));
    },
    move(event) {
      if (!view.size.value) return;
      if (touches.has(event.pointerId)) touches.set(event.pointerId, screenOf(event));
      if (pinch && touches.size === 2) {
        const now = twoFingers();
        view.panBy({ x: now.middle.x - pinch.middle.x, y: now.middle.y - pinch.middle.y });
        if (pinch.apart > 0) view.zoomBy(now.apart / pinch.apart, now.middle);
        pinch = now;
        return;
      }
      if (held !== null && event.pointerId !== held) return;
      if (surface.painter.value?.busy.value) return stroke(event);
      const step = stepOf("move", event);
      at.set(step.screen);
      if (surface.gesture.value || surface.group.figures.value) surface.pointer(step);
      else surface.hover(step.inside ? step.at : null);
    },
    up(event) {
      touches.delete(event.pointerId);
      if (touches.size < 2) pinch = null;
      if (event.pointerId !== held) return;
      held = null;
      surface.pointer(stepOf("up", event));
    },
    lost(event) {
      touches.delete(event.pointerId);
      if (touches.size < 2) pinch = null;
      if (event.pointerId !== held) return;
      held = null;
      if (!drawsPoints()) surface.cancel();
    },
    leave() {
      if (held !== null) return;
      at.set(null);
      surface.hover(null);
    },
    wheel(event) {
      if (event.ctrlKey || event.metaKey) {
        if (!wheelZoom) return;
        event.preventDefault();
        const factor = Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.002));
        view.zoomBy(Math.min(Math.max(factor, 1 / WHEEL_MOST), WHEEL_MOST), screenOf(event));
      } else if (view.larger.value) {
        event.preventDefault();
        const line = event.deltaMode ? 16 : 1;
        const [x, y] = event.shiftKey && !event.deltaX ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
        view.panBy({ x: -x * line, y: -y * line });
      }
    },
  };
}
