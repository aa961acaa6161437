// Menu, palette and help: three looks at the same actions.
import { useSignal } from "@preact/signals";
import { type Action, works } from "../actions/action";
import { showChord } from "../actions/keys";
import { Float } from "../ui/float";
import { Icon } from "../ui/icon";
import { MENUS_CSS } from "./menus.css";
import { type ShellValue, useShell } from "./shell-context";

function useMenus(): ShellValue {
  const shell = useShell();
  shell.root.css("menus", MENUS_CSS);
  return shell;
}

function keysOf(shell: ShellValue, action: Action): readonly string[] {
  return (shell.keymap.value.chords.get(action.id) ?? []).map((chord) => showChord(chord, shell.root.mac));
}

function close({ view }: ShellValue) {
  view.floating.value = null;
}

/** Closes first, so that what the action opens or focuses stays. */
function run(shell: ShellValue, action: Action) {
  close(shell);
  shell.root.home();
  action.run(shell);
}

const MENU = [
  "annotation:new",
  "annotation:duplicate",
  "annotation:copy-prediction",
  "annotation:delete",
  "region:delete-all",
  "view:download-unsaved",
  "view:panel",
  "view:tasks",
  "view:palette",
  "view:help",
];

export function Menu({ anchor }: { anchor: Element | null }) {
  const shell = useMenus();
  const items = MENU.flatMap((id) => shell.keymap.value.actions.find((action) => action.id === id) ?? []);
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...event.currentTarget.querySelectorAll("button")];
    const at = buttons.indexOf(shell.root.active() as HTMLButtonElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  return (
    <Float
      root={shell.root}
      label="Menu"
      role="menu"
      anchor={anchor}
      align="end"
      onClose={() => close(shell)}
      onKeyDown={onKeyDown}
    >
      <div role="presentation">
        {items
          .filter((action) => works(action, shell))
          .map((action) => (
            <button
              key={action.id}
              type="button"
              role="menuitem"
              class="lsw-item"
              onClick={() => run(shell, action)}
            >
              {action.icon ? <Icon path={action.icon} /> : <span class="lsw-icon" />}
              <span class="lsw-grow">{action.label}</span>
              <Keys keys={keysOf(shell, action).slice(0, 1)} />
            </button>
          ))}
      </div>
    </Float>
  );
}

function Keys({ keys }: { keys: readonly string[] }) {
  return (
    <>
      {keys.map((key) => (
        <kbd key={key} class="lsw-key">
          {key}
        </kbd>
      ))}
    </>
  );
}

/** Rank of an action for what was typed: 0 best, infinity for no match. */
export function rank(label: string, query: string): number {
  const name = label.toLowerCase();
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.every((word) => name.includes(word))) return Number.POSITIVE_INFINITY;
  const first = words[0];
  if (first === undefined) return 0;
  if (name.startsWith(first)) return 0;
  return name.includes(` ${first}`) ? 1 : 2;
}

export function found(shell: ShellValue, query: string): readonly Action[] {
  return shell.keymap.value.actions
    .filter((action) => !action.quiet && !action.id.startsWith("view:palette") && works(action, shell))
    .map((action) => ({ action, rank: rank(action.label, query) }))
    .filter((entry) => entry.rank < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank)
    .map((entry) => entry.action);
}

export function Palette() {
  const shell = useMenus();
  const query = useSignal("");
  const active = useSignal(0);
  const actions = found(shell, query.value);
  const at = Math.min(active.value, actions.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const action = actions[at];
    if (step && actions.length) active.value = (at + step + actions.length) % actions.length;
    else if (event.key === "Enter" && action) run(shell, action);
    else return;
    event.preventDefault();
  };
  return (
    <Float
      root={shell.root}
      label="Find an action"
      role="dialog"
      onClose={() => close(shell)}
      onKeyDown={onKeyDown}
    >
      <div class="lsw-palette">
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="lsw-palette-rows"
          aria-activedescendant={`lsw-palette-${at}`}
          aria-label="Find an action"
          placeholder="What do you want to do?"
          data-first=""
          value={query.value}
          onInput={(event) => {
            query.value = event.currentTarget.value;
            active.value = 0;
          }}
        />
        <div role="listbox" aria-label="Actions" id="lsw-palette-rows">
          {actions.map((action, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the input holds the focus
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input handles the keys
            <div
              key={action.id}
              id={`lsw-palette-${index}`}
              role="option"
              class={`lsw-item${index === at ? " lsw-hover" : ""}`}
              aria-selected={index === at}
              ref={index === at ? (row) => row?.scrollIntoView?.({ block: "nearest" }) : null}
              onClick={() => run(shell, action)}
            >
              <span class="lsw-grow">{action.label}</span>
              <Keys keys={keysOf(shell, action).slice(0, 1)} />
            </div>
          ))}
        </div>
        {actions.length === 0 && <p class="lsw-quiet lsw-hint">Nothing by this name works now.</p>}
      </div>
    </Float>
  );
}

/** The keys that work now, by group. */
export function Help() {
  const shell = useMenus();
  const groups = new Map<string, Action[]>();
  for (const action of shell.keymap.value.actions) {
    if (action.id.startsWith("region:select-") || !keysOf(shell, action).length) continue;
    if (action.id !== "view:help" && !works(action, shell)) continue;
    groups.set(action.group, [...(groups.get(action.group) ?? []), action]);
  }
  return (
    <Float root={shell.root} label="Keys that work now" role="dialog" onClose={() => close(shell)}>
      <div class="lsw-help">
        {[...groups].map(([group, actions]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {actions.map((action) => (
                <div key={action.id}>
                  <dt>{action.label}</dt>
                  <dd>
                    <Keys keys={keysOf(shell, action)} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Float>
  );
}
