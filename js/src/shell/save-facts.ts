import type { Store } from "../core/store";
import type { SaveFacts } from "./save-text";

/** Reads the signals; call it inside a computed or an effect. */
export function saveFacts(store: Store): SaveFacts {
  return {
    link: store.link.value,
    save: store.save.value,
    waiting: store.waiting.value,
    why: store.why.value,
    lastSaved: store.lastSaved.value,
    settled: store.task.value !== null || store.progress.value.total === 0,
  };
}
