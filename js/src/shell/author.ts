import type { Store } from "../core/store";
import type { AnnotationState } from "../generated/wire";

/** Who made an annotation, in one word. */
export function authorOf(annotation: AnnotationState, me: string): string {
  const by = annotation.fields.completed_by;
  const name =
    by !== null && typeof by === "object"
      ? String((by as { email?: unknown; id?: unknown }).email ?? (by as { id?: unknown }).id ?? "")
      : String(by ?? "");
  return name === "" || name === me ? "you" : name;
}

/** Whether there is more than one thing to look at. */
export function hasTabs(store: Store): boolean {
  return store.predictions.value.length > 0 || store.annotations.value.length > 1;
}

/** Whether what is seen is not the person's own work. */
export function isForeign(store: Store): boolean {
  if (store.tab.value?.kind === "prediction") return true;
  const annotation = store.annotation.value;
  return (
    annotation !== null && annotation.rev > 0 && authorOf(annotation, store.options.value.annotator) !== "you"
  );
}
