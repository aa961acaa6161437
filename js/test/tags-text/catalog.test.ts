// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from "vitest";
import type { TagNode } from "../../src/generated/wire";
import { closeViews, openView, settle } from "../shell/mounted";
import { taskOf, treeOf } from "../support/tree";

afterEach(closeViews);

const CONFIG = `<View><Header value="Pages"/><Repeater on="$pages"><Choices name="q_{{idx}}" toName="t_{{idx}}"><Choice value="yes"/></Choices>
  <Text name="t_{{idx}}" value="$pages[{{idx}}]"/></Repeater><Video name="v" value="$v"/></View>`;

/** The copies as Python sends them: a View for each element, with names and ids of its own. */
function copies(count: number): TagNode[] {
  const template = treeOf(CONFIG).children[1] as TagNode;
  return Array.from({ length: count }, (_, at) => {
    const text = JSON.stringify({ ...template, tag: "View" })
      .replaceAll("{{idx}}", String(at))
      .replaceAll(`"id":"${template.id}`, `"id":"${template.id}#${at}`);
    return JSON.parse(text) as TagNode;
  });
}

describe("the table of tags", () => {
  it("shows the copies of a Repeater, each with its own answer", async () => {
    const view = await openView(CONFIG, [taskOf(0, { children: { "0.1": copies(2) } })]);
    const boxes = view.all("[data-control^=q_] input") as HTMLInputElement[];
    expect(view.all("[data-control]").map((control) => control.dataset.control)).toEqual(["q_0", "q_1"]);
    boxes[1]?.click();
    await settle();
    expect(view.store.annotation.value?.result.map((item) => [item.from_name, item.to_name])).toEqual([
      ["q_1", "t_1"],
    ]);
    expect(
      (view.all("[data-control^=q_] input") as HTMLInputElement[]).map(({ checked }) => checked),
    ).toEqual([false, true]);
  });

  it("names a tag that it does not know", async () => {
    const view = await openView(CONFIG, [taskOf(0, { children: { "0.1": [] } })]);
    expect(view.$("h4").textContent).toBe("Pages");
    expect(view.$("[data-unsupported]").dataset.unsupported).toBe("Video");
  });
});
