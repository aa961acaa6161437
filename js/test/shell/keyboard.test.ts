// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import { annotated, CHOICES, closeViews, openView, SPANS, settle, span } from "./mounted";

afterEach(closeViews);

describe("keys and the notebook", () => {
  // What JupyterLab would do with each of them: delete, cut, insert, convert, run, save, restart…
  const CHORDS: [string, KeyboardEventInit][] = [
    ["d", {}],
    ["x", {}],
    ["a", {}],
    ["b", {}],
    ["m", {}],
    ["y", {}],
    ["0", {}],
    ["ArrowDown", {}],
    ["ArrowUp", {}],
    ["Enter", {}],
    ["Enter", { ctrlKey: true }],
    ["Enter", { shiftKey: true }],
    ["s", { ctrlKey: true }],
    ["b", { ctrlKey: true }],
    ["z", { ctrlKey: true }],
    ["Escape", {}],
  ];

  it("none of them leaves a view that has the focus", async () => {
    const view = await openView(CHOICES);
    const heard: string[] = [];
    const listener = (event: Event) => heard.push((event as KeyboardEvent).key);
    document.addEventListener("keydown", listener);
    view.box.focus();
    for (const [key, more] of CHORDS) view.press(key, more);
    document.removeEventListener("keydown", listener);
    expect(heard).toEqual([]);
  });

  it("the host is asked to hold back its shortcuts only while the focus is inside", async () => {
    const view = await openView(CHOICES);
    const suppressed = () => view.root.getAttribute("data-lm-suppress-shortcuts");
    expect(suppressed()).toBe(null);
    view.box.focus();
    expect(suppressed()).toBe("true");
    view.box.blur();
    await settle();
    expect(suppressed()).toBe(null);
  });

  it("keys pressed outside do nothing", async () => {
    const view = await openView(CHOICES);
    view.press("g", {}, document.body);
    expect(view.store.value("mood")).toBe(undefined);
  });

  it("chords of ours never reach the browser, even when they cannot act", async () => {
    const view = await openView(SPANS);
    for (const key of ["s", "d", "h", "k", "b"])
      expect(view.press(key, { ctrlKey: true }).defaultPrevented).toBe(true);
    expect(view.press("c", { ctrlKey: true }).defaultPrevented).toBe(false);
    expect(view.press("f", { ctrlKey: true }).defaultPrevented).toBe(false);
  });

  it("letters typed into a field stay text; submit works there", async () => {
    const view = await openView(
      `<View><Choices name="mood" toName="txt"><Choice value="good" hotkey="g"/></Choices>` +
        `<TextArea name="why" toName="txt"/></View>`,
    );
    const field = view.$("textarea");
    expect(view.press("g", {}, field).defaultPrevented).toBe(false);
    expect(view.store.value("mood")).toBe(undefined);
    view.press("Enter", { ctrlKey: true }, field);
    await settle();
    expect(view.root.dataset.task).toBe("task1");
  });

  it("Enter on a button presses the button", async () => {
    const view = await openView(SPANS, annotated(span("r1", 0, "PER")));
    view.store.selection.value = ["r1"];
    expect(view.press("Enter", {}, view.button("Next")).defaultPrevented).toBe(false);
  });

  it("Escape goes one level out at a time, then back to the notebook", async () => {
    const view = await openView(SPANS, annotated(span("r1", 0, "PER")));
    const cell = document.createElement("div");
    cell.className = "jp-Cell";
    cell.tabIndex = -1;
    document.body.append(cell);
    cell.append(view.page);
    view.box.focus();
    view.store.selection.value = ["r1"];
    let cancelled = 0;
    view.store.gesture.value = {
      object: "txt",
      cancel: () => {
        cancelled += 1;
        view.store.gesture.value = null;
      },
    };
    view.press("Escape");
    expect([cancelled, view.store.selection.value.length]).toEqual([1, 1]);
    view.press("Escape");
    expect(view.store.selection.value).toEqual([]);
    expect(document.activeElement).not.toBe(cell);
    for (let level = 0; level < 3 && document.activeElement !== cell; level++) view.press("Escape");
    expect(document.activeElement).toBe(cell);
    cell.remove();
  });

  it("are remapped from Python; wrong ones are reported", async () => {
    const view = await openView(CHOICES, undefined, {
      hotkeys: {
        "annotation:skip": "s",
        "choice:mood:bad": "p",
        "annotation:fly": "f",
        "annotation:new": "n",
        "task:next": "hyper+n",
      },
    });
    view.press("p");
    expect(view.store.value("mood")).toEqual(["bad"]);
    view.press("s");
    await settle();
    expect(view.root.dataset.task).toBe("task1");
    const said = () => view.store.notices.value.map(({ text }) => text);
    await vi.waitFor(() =>
      expect(said()).toEqual([
        'hotkeys: "hyper+n" for task:next is not a key',
        'hotkeys: there is no action "annotation:fly" here',
      ]),
    );
    expect(view.box.textContent).toContain("p");
  });
});
