import { describe, expect, it } from "vitest";
import { NER } from "../support/replay";
import { taskOf } from "../support/tree";
import { type View, viewOf } from "../support/view";

const TWO = `<View><Labels name="ner" toName="txt"><Label value="PER"/><Label value="ORG"/></Labels><Text name="txt" value="$t"/>
  <RectangleLabels name="box" toName="img"><Label value="Car"/></RectangleLabels><Image name="img" value="$i"/></View>`;

const span = (start: number) => ({ start, end: start + 4, text: "Anna" });
const active = ({ store }: View, control = "ner") => store.labels.value.get(control) ?? [];

function drawn(view: View, label: string, start: number): string {
  view.store.pressLabel("ner", label);
  return view.store.draw("txt", "span", span(start)) ?? "";
}

describe("active labels", () => {
  it("are those of the selected region, and go with the selection", () => {
    const view = viewOf(NER);
    const [one, two] = [drawn(view, "PER", 0), drawn(view, "ORG", 10)];
    expect(active(view)).toEqual([]);
    view.store.selection.value = [one];
    expect(active(view)).toEqual(["PER"]);
    view.store.selection.value = [two];
    expect(active(view)).toEqual(["ORG"]);
    view.store.selection.value = [one, two];
    expect(active(view)).toEqual([]);
    view.store.selection.value = [one];
    view.store.selection.value = [];
    expect(active(view)).toEqual([]);
  });

  it("follow a relabel, its undo, and a deletion", () => {
    const view = viewOf(NER);
    view.store.selection.value = [drawn(view, "PER", 0)];
    view.store.pressLabel("ner", "ORG");
    expect(active(view)).toEqual(["ORG"]);
    view.store.undo();
    expect(active(view)).toEqual(["PER"]);
    view.store.remove(view.store.selection.value);
    expect(active(view)).toEqual([]);
  });

  it("draw the next region like the selected one, and are released then", () => {
    const view = viewOf(NER);
    view.store.selection.value = [drawn(view, "ORG", 0)];
    view.store.draw("txt", "span", span(10));
    expect(view.store.regions.value.map(({ labels }) => labels)).toEqual([["ORG"], ["ORG"]]);
    expect(view.store.selection.value).toEqual([]);
    expect(active(view)).toEqual([]);
  });

  it("of another object stay as they were pressed", () => {
    const view = viewOf(TWO);
    const id = drawn(view, "PER", 0);
    view.store.pressLabel("box", "Car");
    view.store.selection.value = [id];
    expect([active(view), active(view, "box")]).toEqual([["PER"], ["Car"]]);
    view.store.selection.value = [];
    expect([active(view), active(view, "box")]).toEqual([[], ["Car"]]);
  });

  it("are kept after the selection on wish, and begin anew with the next task", () => {
    const kept = viewOf(NER, [taskOf(0)], { keep_label: true });
    kept.store.selection.value = [drawn(kept, "ORG", 0)];
    kept.store.selection.value = [];
    expect(active(kept)).toEqual(["ORG"]);

    const xml = NER.replace('value="PER"', 'value="PER" selected="true"');
    const view = viewOf(xml, [taskOf(0), taskOf(1)]);
    view.store.selection.value = [view.store.draw("txt", "span", span(0)) ?? ""];
    view.store.next();
    expect(active(view)).toEqual(["PER"]);
  });
});
