// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from "vitest";
import { Scope } from "../../src/core/scope";
import { createRoot } from "../../src/ui/root";
import { taskOf } from "../support/tree";
import { annotated, CHOICES, closeViews, mounted, openView, SPANS, settle, span } from "./mounted";

afterEach(closeViews);

describe("the frame", () => {
  it("has the hooks that automation relies on", async () => {
    const view = await openView(CHOICES);
    expect(view.root.dataset.state).toBe("ready");
    expect(view.root.dataset.task).toBe("task0");
    for (const name of ["Submit", "Skip", "Undo", "Redo", "Next", "Previous"])
      expect(view.button(name)).toBeTruthy();
    view.button("Next").click();
    await settle();
    expect(view.root.dataset.task).toBe("task1");
  });

  it("every button has a name, and one that cannot act says why", async () => {
    const view = await openView(SPANS, annotated(span("r1", 0, "PER")));
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
    const view = await openView(CHOICES);
    expect(view.all("[aria-label='Side panel']")).toEqual([]);
  });

  it("says what undo takes back, and Update after Submit", async () => {
    const view = await openView(CHOICES, [taskOf(0)]);
    view.press("g");
    await settle();
    expect(view.store.value("mood")).toEqual(["good"]);
    expect(view.button("Undo").title).toMatch(/^Undo: .+\(Ctrl\+Z\)$/);
    view.press("Enter", { ctrlKey: true });
    await settle();
    expect(view.button("Update").title).toMatch(/look at the tasks again/);
    view.button("Look at the tasks again").click();
    await settle();
    expect(view.button("Update").title).toMatch(/changed/);
    view.press("z", { ctrlKey: true });
    await settle();
    expect(view.box.textContent).toContain("Undid: Submit");
    expect(view.all("button[aria-label=Submit]")).toHaveLength(1);
  });

  it("shows a banner when the kernel is silent, and a card when there are no tasks", async () => {
    const view = await openView(CHOICES);
    view.store.link.value = "silent";
    await settle();
    expect(view.$("[role=alert]").textContent).toContain("Run the cell again");
    expect(view.root.dataset.state).toBe("error");
    const empty = await openView(CHOICES, []);
    expect(empty.box.textContent).toContain("a.project.add_tasks");
  });

  it("a task with problems says which, and the rest works", async () => {
    const view = await openView(CHOICES, [taskOf(0, { problems: ["no column <b>image</b>"] })]);
    expect(view.$(".lsw-warning").textContent).toContain("no column <b>image</b>");
    expect(view.all("b")).toEqual([]);
    expect(view.button("Skip").getAttribute("aria-disabled")).toBe(null);
  });

  it("replaces the task by a closing card once all is done, until the person looks back", async () => {
    const view = await openView(CHOICES, [taskOf(0)]);
    view.store.progress.value = { total: 1, submitted: 1, skipped: 0, draft: 0 };
    await settle();
    expect(view.box.textContent).toContain("a.to_frame()");
    view.button("Look at the tasks again").click();
    await settle();
    expect(view.all("[data-control=mood]")).toHaveLength(1);
  });

  it("counts what was given on the closing card", async () => {
    const view = await openView(CHOICES, [taskOf(0)]);
    const { store } = view;
    const values: [string, number][] = [
      ["good", 4],
      ["<b>bad</b>", 1],
    ];
    const counted = { controls: [{ control: "mood", values, more: 4 }], complete: true };
    const open = await openView(
      CHOICES,
      [taskOf(0)],
      {},
      {
        store: { ...store, summary: () => Promise.resolve(counted) },
      },
    );
    store.progress.value = { total: 1, submitted: 1, skipped: 0, draft: 0 };
    await settle();
    const rows = open.all(".lsw-bars tr").map((row) => row.textContent);
    expect(rows).toEqual(["submitted1", "skipped0", "good4", "<b>bad</b>1"]);
    expect(open.box.textContent).toContain("and 4 more");
    expect(open.all(".lsw-bars td span").map((bar) => bar.style.width)).toEqual([
      "100%",
      "0%",
      "100%",
      "25%",
    ]);
  });

  it("leaves the closing card when a task is asked for, also the one that is open", async () => {
    const view = await openView(CHOICES, [taskOf(0)]);
    view.store.progress.value = { total: 1, submitted: 1, skipped: 0, draft: 0 };
    view.store.goto(0);
    await settle();
    expect(view.all("[data-control=mood]")).toHaveLength(1);
  });

  it("changes nothing behind the closing card", async () => {
    const view = await openView(CHOICES, [taskOf(0)]);
    const { store } = view;
    store.progress.value = { total: 1, submitted: 1, skipped: 0, draft: 0 };
    await settle();
    expect(view.box.textContent).toContain("All done: 1 task");
    view.press("g");
    view.press(" ", { ctrlKey: true });
    expect(store.value("mood")).toBe(undefined);
    view.button("Look at the tasks again").click();
    await settle();
    view.press("g");
    expect(store.value("mood")).toEqual(["good"]);
  });

  it("shows the tasks when a finished project is opened", async () => {
    const { store } = await openView(CHOICES, [taskOf(0)]);
    store.progress.value = { total: 1, submitted: 1, skipped: 0, draft: 0 };
    const again = await openView(CHOICES, [taskOf(0)], {}, { store });
    expect(again.box.textContent).not.toContain("All done");
    expect(again.all("[data-control=mood]")).toHaveLength(1);
  });

  it("says in the foot where labels are and how they are doing, with all of it a press away", async () => {
    const view = await openView(CHOICES);
    const { store } = view;
    const notice = "Labels are kept in memory only: they end with the kernel.";
    store.storeState.value = { location: "memory", durable: false, writable: true, notice };
    store.lastSaved.value = Date.now();
    view.press("g");
    store.waiting.value = 1;
    store.save.value = "unsaved";
    store.why.value = "the kernel is busy";
    await settle();
    const foot = view.$(".lsw-saved > button");
    expect(foot.textContent).toBe("1 not saved yet·the kernel is busy · in memory");
    expect(foot.title).toMatch(/^Saved \d\d:\d\d:\d\d\n/);
    expect(foot.title).toContain(notice);
    expect(view.$(".lsw-saved [aria-live]").textContent).toContain("not saved yet");
    foot.click();
    await settle();
    const card = view.$("[role=dialog]");
    expect(card.textContent).toContain(notice);
    expect(card.textContent).toContain("1 change in 1 task");
    const saved: Blob[] = [];
    URL.createObjectURL = (blob) => `blob:${saved.push(blob as Blob)}`;
    const clicked: string[] = [];
    HTMLAnchorElement.prototype.click = function () {
      clicked.push(this.download);
    };
    view.button("Download unsaved labels").click();
    expect(clicked[0]).toMatch(/^unsaved-labels-Test-.*\.json$/);
    const content = JSON.parse(await (saved[0] as Blob).text());
    expect(content.ops[0].diff.added[0].item.value).toEqual({ choices: ["good"] });
  });

  it("keeps notices apart from data, with details to open", async () => {
    const view = await openView(CHOICES);
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

describe("several versions", () => {
  it("predictions are tabs, read-only, and can be copied", async () => {
    const prediction = { id: "p1", result: [span("r1", 0, "PER")], score: 0.82, model_version: "model" };
    const view = await openView(SPANS, [taskOf(0, { predictions: [prediction] })]);
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
    const view = await openView(CHOICES);
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

describe("the page around the view", () => {
  it("the saved preview is out of sight while the view lives, and comes back", async () => {
    const area = document.createElement("div");
    area.className = "jp-OutputArea";
    const child = document.createElement("div");
    child.className = "jp-OutputArea-child";
    const preview = document.createElement("div");
    preview.className = "lsw-static";
    child.append(preview);
    const place = document.createElement("div");
    area.append(child, place);
    document.body.append(area);
    const scope = new Scope();
    const root = createRoot(place, scope);
    expect(child.style.display).toBe("none");
    expect(area.contains(root.host)).toBe(true);
    scope.end();
    expect(child.style.display).toBe("");
    area.remove();
  });

  it("focus stays inside when the focused thing goes away", async () => {
    const view = await openView(SPANS, annotated(span("r1", 0, "PER")));
    view.store.selection.value = ["r1"];
    await settle();
    const button = view.button("Delete");
    button.focus();
    button.click();
    await settle();
    expect(view.root.shadowRoot?.activeElement).toBe(view.box);
    expect(view.root.getAttribute("data-lm-suppress-shortcuts")).toBe("true");
  });

  it("follows the background that is there", async () => {
    const place = document.createElement("div");
    place.style.backgroundColor = "rgb(17, 17, 17)";
    document.body.append(place);
    const scope = new Scope();
    const root = createRoot(place, scope);
    expect(root.dark.value).toBe(true);
    scope.end();
    place.remove();
  });
});

describe("the end of a view", () => {
  it("200 views come and go without a trace", async () => {
    const before = document.body.childNodes.length;
    for (let turn = 0; turn < 200; turn++) (await mounted(CHOICES)).scope.end();
    expect(document.body.childNodes.length).toBe(before);
  }, 30_000);
});
