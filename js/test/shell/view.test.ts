// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from "vitest";
import type { AnnotationState } from "../../src/generated/wire";
import { taskOf } from "../support/tree";
import { type Mounted, mounted, settle } from "./mounted";

const CHOICES =
  `<View><Header value="How is it?"/><Choices name="mood" toName="txt" choice="single-radio">` +
  `<Choice value="good" hotkey="g"/><Choice value="bad"/></Choices></View>`;
const SPANS =
  `<View><Labels name="ner" toName="txt"><Label value="PER"/><Label value="LOC"/></Labels>` +
  `<Text name="txt" value="x"/></View>`;

function span(id: string, start: number, label: string) {
  const value = { start, end: start + 4, text: `text${start}`, labels: [label] };
  return { id, from_name: "ner", to_name: "txt", type: "labels", value, origin: "manual" };
}

function annotated(...result: ReturnType<typeof span>[]) {
  const annotation: AnnotationState = {
    id: "a1",
    task: "task0",
    rev: 1,
    result,
    pending: false,
    fields: { status: "draft" },
  };
  return [taskOf(0, { annotations: [annotation] }), taskOf(1)];
}

const views: Mounted[] = [];
async function open(...args: Parameters<typeof mounted>): Promise<Mounted> {
  const view = await mounted(...args);
  views.push(view);
  return view;
}
afterEach(() => {
  for (const view of views.splice(0)) view.scope.end();
});

describe("the frame", () => {
  it("has the hooks that automation relies on", async () => {
    const view = await open(CHOICES);
    expect(view.root.dataset.state).toBe("ready");
    expect(view.root.dataset.task).toBe("task0");
    for (const name of ["Submit", "Skip", "Undo", "Redo", "Next", "Previous"])
      expect(view.button(name)).toBeTruthy();
    view.button("Next").click();
    await settle();
    expect(view.root.dataset.task).toBe("task1");
  });

  it("every button has a name, and one that cannot act says why", async () => {
    const view = await open(SPANS, annotated(span("r1", 0, "PER")));
    view.store.selection.value = ["r1"];
    await settle();
    for (const button of view.all("button")) {
      expect(button.getAttribute("aria-label") || button.textContent).toBeTruthy();
      if (button.getAttribute("aria-disabled")) expect(button.title.length).toBeGreaterThan(5);
    }
    expect(view.button("Previous").title).toBe("This is the first task");
    expect(view.button("Delete")).toBeTruthy();
  });

  it("has no region list where nothing makes regions", async () => {
    const view = await open(CHOICES);
    expect(view.all("[aria-label='Side panel']")).toEqual([]);
  });

  it("says what undo takes back, and Update after Submit", async () => {
    const view = await open(CHOICES, [taskOf(0)]);
    view.press("g");
    await settle();
    expect(view.store.value("mood")).toEqual(["good"]);
    expect(view.button("Undo").title).toMatch(/^Undo: .+\(Ctrl\+Z\)$/);
    view.press("Enter", { ctrlKey: true });
    await settle();
    expect(view.button("Update").title).toMatch(/changed/);
    view.press("z", { ctrlKey: true });
    await settle();
    expect(view.all("button[aria-label=Submit]")).toHaveLength(1);
  });

  it("shows a banner when the kernel is silent, and a card when there are no tasks", async () => {
    const view = await open(CHOICES);
    view.store.link.value = "silent";
    await settle();
    expect(view.$("[role=alert]").textContent).toContain("Run the cell again");
    expect(view.root.dataset.state).toBe("error");
    const empty = await open(CHOICES, []);
    expect(empty.box.textContent).toContain("a.project.add_tasks");
  });

  it("a task with problems says which, and the rest works", async () => {
    const view = await open(CHOICES, [taskOf(0, { problems: ["no column <b>image</b>"] })]);
    expect(view.$(".lsw-warning").textContent).toContain("no column <b>image</b>");
    expect(view.all("b")).toEqual([]);
    expect(view.button("Skip").getAttribute("aria-disabled")).toBe(null);
  });

  it("replaces the task by a closing card once all is done, until the person looks back", async () => {
    const view = await open(CHOICES, [taskOf(0)]);
    view.store.progress.value = { total: 1, submitted: 1, skipped: 0, draft: 0 };
    await settle();
    expect(view.box.textContent).toContain("a.to_frame()");
    view.button("Look at the last task").click();
    await settle();
    expect(view.all("[data-control=mood]")).toHaveLength(1);
  });

  it("keeps notices apart from data, with details to open", async () => {
    const view = await open(CHOICES);
    view.store.say("It broke", "error", "Traceback <script>");
    await settle();
    expect(view.$(".lsw-notice").getAttribute("role")).toBe("alert");
    view.button("Details").click();
    await settle();
    expect(view.$("pre").textContent).toBe("Traceback <script>");
    view.button("Dismiss").click();
    await settle();
    expect(view.all(".lsw-notice")).toEqual([]);
  });
});

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
    const view = await open(CHOICES);
    const heard: string[] = [];
    const listener = (event: Event) => heard.push((event as KeyboardEvent).key);
    document.addEventListener("keydown", listener);
    view.box.focus();
    for (const [key, more] of CHORDS) view.press(key, more);
    document.removeEventListener("keydown", listener);
    expect(heard).toEqual([]);
  });

  it("the host is asked to hold back its shortcuts only while the focus is inside", async () => {
    const view = await open(CHOICES);
    const suppressed = () => view.root.getAttribute("data-lm-suppress-shortcuts");
    expect(suppressed()).toBe(null);
    view.box.focus();
    expect(suppressed()).toBe("true");
    view.box.blur();
    await settle();
    expect(suppressed()).toBe(null);
  });

  it("keys pressed outside do nothing", async () => {
    const view = await open(CHOICES);
    view.press("g", {}, document.body);
    expect(view.store.value("mood")).toBe(undefined);
  });

  it("chords of ours never reach the browser, even when they cannot act", async () => {
    const view = await open(SPANS);
    for (const key of ["s", "d", "h", "k", "b"])
      expect(view.press(key, { ctrlKey: true }).defaultPrevented).toBe(true);
    expect(view.press("c", { ctrlKey: true }).defaultPrevented).toBe(false);
    expect(view.press("f", { ctrlKey: true }).defaultPrevented).toBe(false);
  });

  it("letters typed into a field stay text; submit works there", async () => {
    const view = await open(
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
    const view = await open(SPANS, annotated(span("r1", 0, "PER")));
    view.store.selection.value = ["r1"];
    expect(view.press("Enter", {}, view.button("Next")).defaultPrevented).toBe(false);
  });

  it("Escape goes one level out at a time, then back to the notebook", async () => {
    const view = await open(SPANS, annotated(span("r1", 0, "PER")));
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
    const view = await open(CHOICES, undefined, {
      hotkeys: {
        "annotation:skip": "s",
        "choice:mood:bad": "p",
        "annotation:fly": "f",
        "task:next": "hyper+n",
      },
    });
    view.press("p");
    expect(view.store.value("mood")).toEqual(["bad"]);
    view.press("s");
    await settle();
    expect(view.root.dataset.task).toBe("task1");
    const said = view.store.notices.value.map(({ text }) => text).join("\n");
    expect(said).toContain('"hyper+n" for task:next is not a key');
    expect(view.box.textContent).toContain("p");
  });
});

describe("the region list", () => {
  const three = () => annotated(span("r1", 0, "PER"), span("r2", 5, "LOC"), span("r3", 10, "PER"));
  const rows = (view: Mounted) => view.all("[role=option]");

  it("is a listbox with one named option for each region", async () => {
    const view = await open(SPANS, three());
    expect(view.$("[role=listbox]").getAttribute("aria-label")).toBe("Regions");
    expect(rows(view).map((row) => row.dataset.region)).toEqual(["r1", "r2", "r3"]);
    expect(rows(view)[1]?.getAttribute("aria-label")).toBe("2, LOC, text5");
  });

  it("selects by click, with Ctrl and with Shift, and by arrows", async () => {
    const view = await open(SPANS, three());
    const click = async (at: number, more: MouseEventInit = {}) => {
      rows(view)[at]?.dispatchEvent(new MouseEvent("click", { bubbles: true, ...more }));
      await settle();
      return view.store.selection.value;
    };
    expect(await click(0)).toEqual(["r1"]);
    expect(await click(2, { ctrlKey: true })).toEqual(["r1", "r3"]);
    expect(await click(1)).toEqual(["r2"]);
    expect(await click(2, { shiftKey: true })).toEqual(["r2", "r3"]);
    const list = view.$("[role=listbox]");
    view.press("Home", {}, list);
    await settle();
    expect(view.store.selection.value).toEqual(["r1"]);
    view.press("ArrowDown", {}, list);
    await settle();
    expect(view.store.selection.value).toEqual(["r2"]);
    expect(list.getAttribute("aria-activedescendant")).toBe("lsw-region-r2");
    view.press("a", { ctrlKey: true }, list);
    expect(view.store.selection.value).toEqual(["r1", "r2", "r3"]);
  });

  it("keys delete, hide, lock, cycle and select by number", async () => {
    const view = await open(SPANS, three());
    view.press(".", { altKey: true, code: "Period" });
    expect(view.store.selection.value).toEqual(["r1"]);
    view.press("#", { altKey: true, shiftKey: true, code: "Digit3" });
    expect(view.store.selection.value).toEqual(["r3"]);
    view.press("h", { altKey: true });
    expect([...view.store.hidden.value]).toEqual(["r3"]);
    view.press("l", { altKey: true });
    expect([...view.store.locked.value]).toEqual(["r3"]);
    view.press("l", { altKey: true });
    view.press("Delete");
    await settle();
    expect(rows(view).map((row) => row.dataset.region)).toEqual(["r1", "r2"]);
    view.press("z", { ctrlKey: true });
    await settle();
    expect(rows(view)).toHaveLength(3);
  });

  it("shows and edits the selected region", async () => {
    const view = await open(SPANS, three());
    view.store.selection.value = ["r2"];
    await settle();
    const note = view.$("textarea[aria-label='Note on the region']") as HTMLTextAreaElement;
    note.value = "check";
    note.dispatchEvent(new Event("change", { bubbles: true }));
    await settle();
    expect(view.store.region("r2")?.note).toBe("check");
    const select = view.$("select") as HTMLSelectElement;
    select.value = "PER";
    select.dispatchEvent(new Event("change", { bubbles: true }));
    await settle();
    expect(view.store.region("r2")?.labels).toEqual(["PER"]);
  });

  it("a list of thousands holds only what is in sight", async () => {
    const many = Array.from({ length: 5000 }, (_, at) => span(`r${at}`, at * 5, "PER"));
    const view = await open(SPANS, annotated(...many));
    expect(rows(view).length).toBeGreaterThan(10);
    expect(rows(view).length).toBeLessThan(60);
  });
});

describe("several versions", () => {
  it("predictions are tabs, read-only, and can be copied", async () => {
    const prediction = { id: "p1", result: [span("r1", 0, "PER")], score: 0.82, model_version: "model" };
    const view = await open(SPANS, [taskOf(0, { predictions: [prediction] })]);
    const tab = view.all("[role=tab]").find((one) => one.textContent === "model 0.82");
    tab?.click();
    await settle();
    expect(view.box.textContent).toContain("read-only");
    expect(view.button("Submit").title).toContain("copy it first");
    view.button("Copy as mine").click();
    await settle();
    expect(view.store.tab.value?.kind).toBe("annotation");
    expect(view.store.region("r1")?.labels).toEqual(["PER"]);
    expect(view.all("[role=tab][aria-selected=true]").map((one) => one.textContent?.trim())).toEqual(["you"]);
  });
});

describe("menus", () => {
  it("help lists the keys that work now, the palette finds actions by name and runs them", async () => {
    const view = await open(CHOICES);
    view.box.focus();
    view.press("?", { shiftKey: true });
    await settle();
    const help = view.$("[aria-label='Keys that work now'][role=dialog]");
    expect(help.textContent).toContain("Choice good");
    expect(help.textContent).not.toContain("Delete region");
    view.press("Escape", {}, help);
    await settle();
    expect(view.all("[role=dialog]")).toEqual([]);
    view.press("k", { ctrlKey: true });
    await settle();
    const input = view.$("[role=dialog] input") as HTMLInputElement;
    input.value = "skip";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await settle();
    expect(view.all("[role=option]").map((row) => row.textContent)).toEqual(["SkipCtrl+Space"]);
    view.press("Enter", {}, input);
    await settle();
    expect(view.root.dataset.task).toBe("task1");
  });
});

describe("the end of a view", () => {
  it("200 views come and go without a trace", async () => {
    const before = document.body.childNodes.length;
    for (let turn = 0; turn < 200; turn++) (await mounted(CHOICES)).scope.end();
    expect(document.body.childNodes.length).toBe(before);
  }, 30_000);
});
