// Anything that floats over the view: menu, task list, help, palette. In the top layer where there is one.
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { FLOAT_CSS } from "./float.css";
import { center, place } from "./place";
import type { ViewRoot } from "./root";

export interface FloatProps {
  readonly root: ViewRoot;
  readonly label: string;
  readonly role: "dialog" | "menu";
  /** Stands beside this element, or in the middle of the view without one. */
  readonly anchor?: Element | null;
  readonly align?: "start" | "end";
  onClose(): void;
  onKeyDown?(event: KeyboardEvent & { currentTarget: HTMLElement }): void;
  readonly children: ComponentChildren;
}

export function Float({
  root,
  label,
  role,
  anchor,
  align = "start",
  onClose,
  onKeyDown,
  children,
}: FloatProps) {
  root.css("float", FLOAT_CSS);
  const ref = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useLayoutEffect(() => {
    const float = ref.current;
    if (!float) return;
    const before = root.active();
    if ("showPopover" in float) float.showPopover();
    (float.querySelector<HTMLElement>("[data-first], input, button") ?? float).focus({ preventScroll: true });
    const outside = (event: Event) => {
      const path = event.composedPath();
      if (!path.includes(float) && !(anchor && path.includes(anchor))) close.current();
    };
    const end = root.onPointerDown(outside);
    return () => {
      end();
      const inside = float.contains(root.active());
      if (inside || !root.active())
        (before instanceof HTMLElement ? before : root.box).focus({ preventScroll: true });
    };
  }, [root, anchor]);
  useLayoutEffect(() => {
    const float = ref.current;
    if (!float) return;
    float.style.maxHeight = "none";
    const size = { width: float.offsetWidth, height: float.offsetHeight };
    const at = anchor
      ? place(anchor.getBoundingClientRect(), size, root.viewport(), align)
      : center(root.box.getBoundingClientRect(), size, root.viewport());
    float.style.left = `${at.left}px`;
    float.style.top = `${at.top}px`;
    float.style.maxHeight = `${at.maxHeight}px`;
  });
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is a dialog or a menu
    // biome-ignore lint/a11y/noStaticElementInteractions: the role is a dialog or a menu
    <div
      ref={ref}
      class="lsw-float"
      role={role}
      aria-label={label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      popover="manual"
      onFocusOut={(event) => {
        const to = event.relatedTarget as Node | null;
        if (to && !ref.current?.contains(to)) onClose();
      }}
    >
      {children}
    </div>
  );
}
