// Puts a view into an element and takes it out again.
import "@preact/signals";
import { effect, type ReadonlySignal, signal } from "@preact/signals-core";
import { render } from "preact";
import type { ActionContext } from "../actions/action";
import { createViewState, NARROW } from "../actions/view-state";
import { renderNode } from "../catalog";
import type { Scope } from "../core/scope";
import type { Store } from "../core/store";
import type { Op, TagNode } from "../generated/wire";
import { ChunksContext, createChunks, type LoadChunk } from "../ui/chunks";
import { type ImageCommands, type MediaSource, type TextCommands, View } from "../ui/context";
import { Blocks, lazy, Nothing } from "../ui/lazy";
import { createPlaces } from "../ui/places";
import { createRoot } from "../ui/root";
import { Area, startsWithLabels } from "./area";
import { Foot } from "./foot";
import { Head } from "./head";
import { createKeyboard, listen } from "./keyboard";
import { Notices } from "./notices";
import { type Pace, startPace, step } from "./pace";
import { fetchParts, marksRegions } from "./parts";
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
  /** Changes that the kernel has not acknowledged. */
  unsaved(): readonly Op[];
  /** Ends the view. */
  readonly scope: Scope;
}

const Panel = lazy("regions", "Panel", PanelRoom);
const Announcer = lazy("regions", "Announcer", Nothing);
const Done = lazy<{ started: number; again(): void }>("menus", "Done");
const Empty = lazy("menus", "Empty");
const Palette = lazy("menus", "Palette", Nothing);
const Help = lazy("menus", "Help", Nothing);

interface Run {
  readonly pace: ReadonlySignal<Pace>;
  readonly started: number;
}

export function mount({ host, store, media, chunks, unsaved, scope }: MountOptions): void {
  const root = createRoot(host, scope);
  root.css("shell", SHELL_CSS);
  const view = createViewState(root);
  const images = new Map<string, ImageCommands>();
  const texts = new Map<string, TextCommands>();
  const places = createPlaces();
  const context: ActionContext = { store, view, root, images, texts, unsaved };
  const parts = createChunks(chunks);
  const { arrived, whole } = fetchParts(parts, store, root, scope);
  const { keymap, keyOf } = createKeyboard(context, parts);
  const run = follow(context, scope);

  scope.add(
    effect(() => {
      view.hasPanel.value = marksRegions(store.base.value) || store.regions.value.length > 0;
      root.box.toggleAttribute("data-panel", view.hasPanel.value);
      root.host.setAttribute("data-task", store.task.value?.key ?? "");
      root.box.setAttribute("aria-label", store.title.value ? `Labeling: ${store.title.value}` : "Labeling");
      root.box.dataset.size = root.width.value < NARROW ? "narrow" : view.over.value ? "middle" : "wide";
      root.box.style.setProperty("--lsw-height", store.options.value.height || "70vh");
    }),
  );
  scope.add(
    effect(() => {
      root.host.setAttribute("data-state", dataState(saveFacts(store, arrived.value)));
    }),
  );
  root.box.setAttribute("role", "application");
  listen(keymap, whole, context, parts, scope);
  root.guardLeaving(() => store.waiting.peek() > 0);

  const children = (node: TagNode) => node.children.map(renderNode);
  render(
    <Shell.Provider value={{ ...context, keymap }}>
      <View.Provider value={{ editor: store, media, root, images, texts, places, keyOf, children }}>
        <ChunksContext.Provider value={parts}>
          <App {...run} />
        </ChunksContext.Provider>
      </View.Provider>
    </Shell.Provider>,
    root.box,
  );
  scope.add(() => render(null, root.box));
}

/** Counts what gets done while the view is open. */
function follow({ store, view: { done } }: ActionContext, scope: Scope): Run {
  const started = Date.now();
  const pace = signal<Pace | null>(null);
  let complete: boolean | null = null;
  let before = [store.cursor.peek(), store.asked.peek()];
  scope.add(
    effect(() => {
      const { total, submitted, skipped } = store.progress.value;
      // The first task says where the person is: until then, nothing has been done here.
      if (!store.task.value && !pace.peek()) return;
      const count = submitted + skipped;
      const before = pace.peek();
      pace.value = before ? step(before, count, Date.now()) : startPace(count, Date.now());
      const now = total > 0 && count >= total;
      // Who opens a finished project comes to look at its tasks.
      if (complete !== null && now !== complete) done.value = now;
      complete = now;
    }),
  );
  scope.add(
    effect(() => {
      const now = [store.cursor.value, store.asked.value];
      if (`${now}` !== `${before}` || store.selection.value.length) done.value = false;
      before = now;
    }),
  );
  return { pace: pace as ReadonlySignal<Pace>, started };
}

/** Keeps the room of the side panel until it is here. */
function PanelRoom() {
  const { view } = useShell();
  return view.over.value ? null : <div style={{ flex: "none", width: `${view.panelWidth.value + 5}px` }} />;
}

function Middle({ started }: Run) {
  const { store, view } = useShell();
  if (view.done.value)
    return (
      <Done
        started={started}
        again={() => {
          view.done.value = false;
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
        {view.hasPanel.value && <Announcer />}
        <Notices />
      </div>
      <Foot pace={run.pace.value ?? startPace(0, 0)} />
      {floating === "palette" && <Palette />}
      {floating === "help" && <Help />}
    </>
  );
}
