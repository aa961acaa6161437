// Names of arrows that lie over something let it be seen while they are pointed at.

/** Follows the pointer over `box`; returns the end of it. */
export function seeThrough(layer: SVGSVGElement, box: HTMLElement): () => void {
  const look = (event: PointerEvent) => {
    for (const name of layer.querySelectorAll("[data-over]")) {
      const { left, right, top, bottom } = name.getBoundingClientRect();
      const under =
        event.type === "pointermove" &&
        event.clientX >= left &&
        event.clientX <= right &&
        event.clientY >= top &&
        event.clientY <= bottom;
      name.toggleAttribute("data-through", under);
    }
  };
  box.addEventListener("pointermove", look, { passive: true });
  box.addEventListener("pointerleave", look);
  return () => {
    box.removeEventListener("pointermove", look);
    box.removeEventListener("pointerleave", look);
  };
}
