// Puts a view into an element and takes it out again.
import "@preact/signals";
import { effect, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import { render } from "preact";
import type { ActionContext } from "../actions/action";
import { createViewState, NARROW } from "../actions/view-state";
import { renderNode } from "../catalog";
import { factsOf } from "../core/facts";
import type { Scope } from "../core/scope";
import type { Store } from "../core/store";
import type { TagNode } from "../generated/wire";
import { type Chunks, ChunksContext, createChunks, type LoadChunk } from "../ui/chunks";
import { type ImageCommands, type MediaSource, View } from "../ui/context";
import { Blocks, lazy } from "../ui/lazy";
import { createRoot } from "../ui/root";
import { Area, startsWithLabels } from "./area";
import { Foot } from "./foot";
import { Head } from "./head";
import { createKeyboard, listen } from "./keyboard";
import { Notices } from "./notices";
import { type Pace, startPace, step } from "./pace";
import { saveFacts } from "./save-facts";
import { dataState } from "./save-text";
import { SHELL_CSS } from "./shell.css";
import { Shell, useShell } from "./shell-context";
import { Lost } from "./warnings";

export interface MountOptions {
  /** Element of the page that gets the view as its child. */
  readonly host: HTMLElement;
  readonly store: Store;
  readonly media: MediaSource;
  /** Fetches a lazy part of the bundle: named as in `chunks/`. */
  readonly chunks: LoadChunk;
  /** Ends the view. */
  readonly scope: Scope;
}

const Panel = lazy("regions", "Panel", true);
const Done = lazy<{ started: number; again(): void }>("menus", "Done");
const Empty = lazy("menus", "Empty");
const Palette = lazy("menus", "Palette", true);
const Help = lazy("menus", "Help", true);

interface Run {
  readonly pace: ReadonlySignal<Pace>;
  readonly started: number;
  /** Whether the closing card is shown in place of the task. */
  readonly done: Signal<boolean>;
}

export function mount({ host, store, media, chunks, scope }: MountOptions): void {
  const root = createRoot(host, scope);
  root.css("shell", SHELL_CSS);
  const view = createViewState(root);
  const images = new Map<string, ImageCommands>();
  const context: ActionContext = { store, view, root, images };
  const parts = createChunks(chunks);
  const { keymap, keyOf } = createKeyboard(context, parts);
  const run = follow(store, scope);

  scope.add(
    effect(() => {
      view.hasPanel.value = marksRegions(store.tree.value) || store.regions.value.length > 0;
      root.box.toggleAttribute("data-panel", view.hasPanel.value);
      root.host.setAttribute("data-state", dataState(saveFacts(store)));
      root.host.setAttribute("data-task", store.task.value?.key ?? "");
      root.box.setAttribute("aria-label", store.title.value ? `Labeling: ${store.title.value}` : "Labeling");
      root.box.dataset.size = root.width.value < NARROW ? "narrow" : view.over.value ? "middle" : "wide";
      root.box.style.setProperty("--lsw-height", store.options.value.height || "70vh");
    }),
  );
  root.box.setAttribute("role", "application");
  listen(keymap, context, parts, scope);
  prefetch(parts, store, scope);
  root.guardLeaving(() => store.waiting.peek() > 0);

  const children = (node: TagNode) => node.children.map(renderNode);
  render(
    <Shell.Provider value={{ ...context, keymap }}>
      <View.Provider value={{ editor: store, media, root, images, keyOf, children }}>
        <ChunksContext.Provider value={parts}>
          <App {...run} />
        </ChunksContext.Provider>
      </View.Provider>
    </Shell.Provider>,
    root.box,
  );
  scope.add(() => render(null, root.box));
}

/** Fetches what a key may open, while the kernel is likely to be free: a busy one answers late. */
function prefetch(parts: Chunks, store: Store, scope: Scope) {
  let asked = false;
  scope.add(
    effect(() => {
      if (asked || store.link.value !== "live") return;
      asked = true;
      scope.timeout(() => parts.of("menus"), 500);
    }),
  );
}

/** Whether the config can make regions, so that there is a list of them. */
function marksRegions(node: TagNode | null): boolean {
  if (!node) return false;
  const { labels, shape } = factsOf(node.tag);
  return labels === true || shape !== undefined || node.children.some(marksRegions);
}

/** Counts what gets done while the view is open. */
function follow(store: Store, scope: Scope): Run {
  const started = Date.now();
  const pace = signal<Pace | null>(null);
  const done = signal(false);
  let complete: boolean | null = null;
  let cursor = store.cursor.peek();
  scope.add(
    effect(() => {
      const { total, submitted, skipped } = store.progress.value;
      if (store.link.value === "connecting") return;
      const count = submitted + skipped;
      const before = pace.peek();
      pace.value = before ? step(before, count, Date.now()) : startPace(count, Date.now());
      const now = total > 0 && count >= total;
      if (complete === false && now) done.value = true;
      if (!now) done.value = false;
      complete = now;
    }),
  );
  scope.add(
    effect(() => {
      if (store.cursor.value !== cursor) done.value = false;
      cursor = store.cursor.value;
    }),
  );
  return { pace: pace as ReadonlySignal<Pace>, started, done };
}

function Middle({ started, done }: Run) {
  const { store } = useShell();
  if (done.value)
    return (
      <Done
        started={started}
        again={() => {
          done.value = false;
        }}
      />
    );
  if (store.task.value) return <Area />;
  if (store.link.value === "silent") return null;
  return store.link.value === "live" && store.progress.value.total === 0 ? <Empty /> : <Blocks />;
}

function App(run: Run) {
  const { store, view } = useShell();
  const floating = view.floating.value;
  return (
    <>
      <Head undo={!startsWithLabels(store.tree.value)} />
      {store.link.value === "silent" && <Lost />}
      <div class="lsw-middle">
        <Middle {...run} />
        {view.hasPanel.value && view.panel.value && <Panel />}
        <Notices />
      </div>
      <Foot pace={run.pace.value ?? startPace(0, 0)} />
      {floating === "palette" && <Palette />}
      {floating === "help" && <Help />}
    </>
  );
}
