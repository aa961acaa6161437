// Where on the image a change was that is too large to be saved, until something else changes.
import { computed, signal } from "@preact/signals-core";
import type { Editor, Region } from "../../core/editor";
import type { Bounds } from "../../geometry/affine";

export type Unsaved = ReturnType<typeof createUnsaved>;

export function createUnsaved({ regions }: Pick<Editor, "regions">) {
  const last = signal<{ readonly bounds: Bounds; readonly before: readonly Region[] } | null>(null);
  return {
    /** In image pixels; null when the last change was saved. */
    bounds: computed(() => (last.value?.before === regions.value ? last.value.bounds : null)),
    /** Makes a change that must show in the regions, unless it cannot be saved. */
    watch(bounds: Bounds, change: () => void): void {
      const before = regions.peek();
      change();
      last.value = regions.peek() === before ? { bounds, before } : null;
    },
  };
}
