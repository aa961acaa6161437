import type { Store } from "../core/store";
import type { SaveFacts } from "./save-text";

/** Reads the signals; call it inside a computed or an effect. `arrived`: the parts that the config needs. */
export function saveFacts(store: Store, arrived = true): SaveFacts {
  return {
    link: store.link.value,
    save: store.save.value,
    waiting: store.waiting.value,
    why: store.why.value,
    lastSaved: store.lastSaved.value,
    settled: arrived && (store.task.value !== null || store.progress.value.total === 0),
  };
}
