// Where a floating piece goes: beside its anchor, inside the bounds, never under its own anchor.
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Placed {
  readonly left: number;
  readonly top: number;
  readonly maxHeight: number;
}

const GAP = 4;
const MARGIN = 8;

/** Below the anchor when it fits or there is more room than above; `end` aligns the right edges. */
export function place(
  anchor: Box,
  size: { width: number; height: number },
  bounds: Box,
  align: "start" | "end",
): Placed {
  const below = bounds.bottom - MARGIN - anchor.bottom - GAP;
  const above = anchor.top - GAP - bounds.top - MARGIN;
  const down = size.height <= below || below >= above;
  const maxHeight = Math.max(80, down ? below : above);
  const height = Math.min(size.height, maxHeight);
  const wanted = align === "start" ? anchor.left : anchor.right - size.width;
  const left = Math.max(bounds.left + MARGIN, Math.min(wanted, bounds.right - MARGIN - size.width));
  const top = down ? anchor.bottom + GAP : anchor.top - GAP - height;
  return { left, top: Math.max(bounds.top + MARGIN, top), maxHeight };
}

/** In the middle of what can be seen of `view`, near its top. */
export function center(view: Box, size: { width: number; height: number }, bounds: Box): Placed {
  const left = Math.max(view.left, bounds.left);
  const right = Math.min(view.right, bounds.right);
  const top = Math.max(view.top, bounds.top) + 40;
  const maxHeight = Math.max(160, bounds.bottom - bounds.top - 2 * MARGIN);
  const height = Math.min(size.height, maxHeight);
  const room = (from: number, to: number, length: number, at: number) =>
    Math.max(from + MARGIN, Math.min(at, to - MARGIN - length));
  return {
    left: room(bounds.left, bounds.right, size.width, (left + right - size.width) / 2),
    top: room(bounds.top, bounds.bottom, height, top),
    maxHeight,
  };
}
