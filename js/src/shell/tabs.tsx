// Annotations and predictions of the task, when there is more than one thing to look at.

import type { Tab } from "../core/editor";
import type { AnnotationState, PredictionState } from "../generated/wire";
import { Button } from "../ui/button";
import { COPY } from "../ui/icons";
import { authorOf } from "./author";
import { showScore } from "./region-rows";
import { useShell } from "./shell-context";
import { TABS_CSS } from "./tabs.css";

export function predictionName(prediction: PredictionState): string {
  const score = prediction.score === null ? "" : ` ${showScore(prediction.score)}`;
  return `${prediction.model_version || "prediction"}${score}`;
}

/** What tells whether it is submitted: a sign for the eye, a word for the ear. */
function mark(annotation: AnnotationState): readonly [string, string] {
  const { status } = annotation.fields;
  if (annotation.pending) return ["•", "changed since the last submit"];
  if (status === "submitted") return ["✓", "submitted"];
  return status === "skipped" ? ["–", "skipped"] : ["", "not submitted"];
}

/** Arrows go to the tab beside and open it. */
function walk(event: KeyboardEvent & { currentTarget: HTMLElement }) {
  const { nextElementSibling: after, previousElementSibling: before } = event.currentTarget;
  const next = { ArrowRight: after, ArrowLeft: before }[event.key] as HTMLElement | null | undefined;
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.click();
}

export function Tabs() {
  const { store, root } = useShell();
  root.css("tabs", TABS_CSS);
  const annotations = store.annotations.value;
  const predictions = store.predictions.value;
  const open = store.tab.value;
  const me = store.options.value.annotator;
  const tab = (to: Tab | null, name: string, said: string, look: string) => {
    const selected = to !== null && open?.kind === to.kind && open.id === to.id;
    return (
      <button
        key={to?.id ?? "new"}
        type="button"
        role="tab"
        class={`lsw-tab ${look}`}
        aria-selected={selected}
        aria-label={said}
        tabIndex={selected ? 0 : -1}
        title={said}
        onClick={() => (to ? store.openTab(to) : store.newAnnotation())}
        onKeyDown={walk}
      >
        {name}
      </button>
    );
  };
  return (
    <div class="lsw-tabs" role="tablist" aria-label="Annotations and predictions">
      {annotations.length === 0 && tab(null, "you", "Your annotation, not begun", "")}
      {annotations.map((annotation) => {
        const [sign, word] = mark(annotation);
        const author = authorOf(annotation, me);
        return tab(
          { kind: "annotation", id: annotation.id },
          `${author} ${sign}`,
          `Annotation by ${author}, ${word}`,
          "",
        );
      })}
      {predictions.map((prediction) => {
        const name = predictionName(prediction);
        return tab({ kind: "prediction", id: prediction.id }, name, `Prediction ${name}`, "lsw-machine");
      })}
    </div>
  );
}

/** Says that what is seen is not one's own work, and offers to copy it. */
export function Whose() {
  const { store, root } = useShell();
  root.css("tabs", TABS_CSS);
  const tab = store.tab.value;
  const live = store.link.value === "live" && !store.options.value.read_only;
  if (tab?.kind === "prediction") {
    const prediction = store.predictions.value.find(({ id }) => id === tab.id);
    return (
      <div class="lsw-banner lsw-machine">
        <span class="lsw-grow">
          Prediction by <strong>{prediction ? predictionName(prediction) : "a model"}</strong>: read-only
        </span>
        {live && (
          <Button
            class="lsw-line"
            label="Copy as mine"
            icon={COPY}
            onClick={() => store.copyPrediction(tab.id)}
          >
            Copy as mine
          </Button>
        )}
      </div>
    );
  }
  const annotation = store.annotation.value;
  const author = annotation && authorOf(annotation, store.options.value.annotator);
  return (
    <div class="lsw-banner">
      <span class="lsw-grow">
        Annotation by <strong>{author}</strong>
      </span>
      {live && (
        <Button class="lsw-line" label="Copy as mine" icon={COPY} onClick={() => store.duplicateAnnotation()}>
          Copy as mine
        </Button>
      )}
    </div>
  );
}
