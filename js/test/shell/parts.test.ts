// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from "vitest";
import { Scope } from "../../src/core/scope";
import { fakeKernel } from "../../src/protocol/fake-host";
import { startSession } from "../../src/protocol/session";
import { mount } from "../../src/shell/app";
import { partsFor } from "../../src/shell/parts";
import { taskOf, treeOf } from "../support/tree";
import { CHUNKS, closeViews, openView, SPANS, settle } from "./mounted";

afterEach(closeViews);

const REVIEW = `<View><Text name="txt" value="$text"/><Choices name="mood" toName="txt"><Choice value="good"/></Choices></View>`;

/** Chunks that come when the test says so. */
function slowly() {
  const asked: string[] = [];
  const settleBy = new Map<string, (error?: Error) => void>();
  const load = (name: string) => {
    asked.push(name);
    return new Promise<unknown>((resolve, reject) => {
      settleBy.set(name, (error) => (error ? reject(error) : resolve(CHUNKS[name])));
    });
  };
  return { asked, load, come: (name: string, error?: Error) => settleBy.get(name)?.(error) };
}

describe("parts of the bundle", () => {
  it("are named by the config", () => {
    expect([...partsFor(treeOf(REVIEW))].sort()).toEqual(["controls", "text"]);
    expect([...partsFor(treeOf(SPANS))].sort()).toEqual(["controls", "regions", "text"]);
    expect(partsFor(null)).toEqual([]);
    const image = (control: string) =>
      [
        ...partsFor(treeOf(`<View><Image name="i" value="$i"/><${control} name="r" toName="i"/></View>`)),
      ].sort();
    expect(image("Rectangle")).toEqual(["image", "regions"]);
    expect(image("Polygon")).toEqual(["figures", "image", "regions"]);
    expect(image("Brush")).toEqual(["figures", "image", "masks", "regions"]);
  });

  it("that the config needs are asked for at once, and the view loads until they are here", async () => {
    const { asked, load, come } = slowly();
    const view = await openView(REVIEW, undefined, {}, { chunks: load });
    expect([...asked].sort()).toEqual(["controls", "text"]);
    come("text");
    await settle();
    expect(view.root.dataset.state).toBe("loading");
    expect(asked).toHaveLength(2);
    come("controls");
    await settle();
    expect(view.root.dataset.state).toBe("ready");
    await new Promise((done) => setTimeout(done, 150));
    expect([...asked].sort()).toEqual(["controls", "menus", "regions", "tabs", "text"]);
  });

  it("travel with the first task, right after hello, with no answer awaited in between", async () => {
    const held: (() => void)[] = [];
    const scope = new Scope();
    const page = document.createElement("div");
    document.body.append(page);
    const kernel = fakeKernel({
      welcome: { tree: treeOf(REVIEW) },
      tasks: [taskOf(0)],
      later: (run) => held.push(run),
    });
    mount({ ...startSession(kernel.host, scope), host: page, scope });
    held.shift()?.();
    await settle();
    const asked = kernel.sent.map((request) => ("name" in request ? `chunk ${request.name}` : request.kind));
    expect(asked[0]).toBe("hello");
    expect(asked.slice(1, 4).sort()).toEqual(["chunk controls", "chunk text", "window"]);
    expect(page.querySelector<HTMLElement>("[data-lsw-root]")?.dataset.state).toBe("loading");
    scope.end();
    page.remove();
  });

  it("that fail are said in their place, block nothing, and can be asked for again", async () => {
    const { asked, load, come } = slowly();
    const view = await openView(REVIEW, undefined, {}, { chunks: load });
    come("controls", new Error("The kernel does not answer."));
    come("text");
    await settle();
    expect(view.root.dataset.state).toBe("ready");
    expect(view.$("[role=alert]").textContent).toContain("The kernel does not answer.");
    view.button("Try again").click();
    expect(asked.filter((name) => name === "controls")).toHaveLength(2);
    come("controls");
    await settle();
    expect(view.all("[data-control=mood]")).toHaveLength(1);
  });
});
