// Several annotations of one task: begun, copied, deleted.
import type { Diff, Item } from "../generated/wire";
import { blank, isShown, isVoid } from "./annotations";
import { created, type Writer } from "./commit";
import type { Fields } from "./diff";
import type { Tab } from "./editor";
import { newId } from "./ids";
import { clone } from "./json";
import { begin, copied } from "./opening";

export interface Versions {
  newAnnotation(): void;
  copyPrediction(id: string): void;
  duplicateAnnotation(): void;
  deleteAnnotation(): void;
}

export function versions(writer: Writer, open: (tab: Tab) => void): Versions {
  const { state } = writer;

  /** Stores a copy as a new annotation and shows it. */
  function add(label: string, result: Item[], fields: Fields): void {
    const record = state.record.value;
    if (!record || state.options.value.read_only || !state.storeState.value.writable) return;
    const annotation = blank(newId(), record.state.key, result, fields);
    if (!writer.write(record, annotation, { kind: "create", label, diff: created(annotation, {}) })) return;
    open({ kind: "annotation", id: annotation.id });
  }

  return {
    newAnnotation() {
      const record = state.record.value;
      if (record) open({ kind: "annotation", id: begin(state, record).id });
    },
    copyPrediction(id) {
      const prediction = state.predictions.value.find((one) => one.id === id);
      if (prediction) add("Copy prediction", copied(prediction.result), { parent_prediction: id });
    },
    duplicateAnnotation() {
      const annotation = state.annotation.value;
      if (annotation)
        add("Duplicate annotation", clone(annotation.result), { parent_annotation: annotation.id });
    },
    deleteAnnotation() {
      const record = state.record.value;
      const annotation = state.annotation.value;
      if (!record || !annotation || state.readOnly.value) return;
      if (isVoid(annotation)) {
        record.annotations.value = record.annotations.value.filter((one) => one !== annotation);
        record.fresh.delete(annotation.id);
      } else {
        const fields: Diff["fields"] = { status: [annotation.fields.status, "deleted"] };
        if (!writer.edit("Delete annotation", { fields }, "delete")) return;
      }
      const next = record.annotations.value.findLast(isShown) ?? begin(state, record);
      open({ kind: "annotation", id: next.id });
    },
  };
}
