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

/** Most that one wheel event zooms. */
const WHEEL_MOST = 1.3;

export function createPointerInput(
  surface: ImageSurface,
  wheelZoom: boolean,
  at: { set(screen: Point | null): void },
): PointerInput {
  const { view } = surface;
  const touches = new Map<number, Point>();
  let pinch: { apart: number; middle: Point } | null = null;
  let held: number | null = null;

  const screenOf = (event: MouseEvent): Point => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const stepOf = (type: PointerStep["type"], event: PointerEvent): PointerStep => {
    const screen = screenOf(event);
    const p = view.toImage(screen);
    const size = view.size.value;
    return {
      type,
      at: p,
      screen,
      button: event.button,
      handle: (event.target as Element).getAttribute?.("data-handle") ?? null,
      inside: size !== null && p.x >= 0 && p.y >= 0 && p.x <= size.width && p.y <= size.height,
      clicks: event.detail,
      alt: event.altKey,
      shift: event.shiftKey,
      mod: event.ctrlKey || event.metaKey,
    };
  };
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
          surface.cancel();
          pinch = twoFingers();
        }
        if (touches.size > 1) return;
      }
      held = event.pointerId;
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
      const step = stepOf("move", event);
      at.set(step.screen);
      if (surface.gesture.value) surface.pointer(step);
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
      surface.cancel();
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
