import { useRef } from "preact/hooks";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { DOWN, MAXIMIZE, MINIMIZE, MORE } from "../ui/icons";
import { lazy, Nothing } from "../ui/lazy";
import { ActionButton } from "./action-button";
import { hasTabs } from "./author";
import { keyText, useShell } from "./shell-context";
import { UndoRedo } from "./undo-redo";

interface Anchored {
  readonly anchor: Element | null;
}
const Tabs = lazy("tabs", "Tabs", Nothing);
const Menu = lazy<Anchored>("menus", "Menu", Nothing);
const TaskList = lazy<Anchored>("menus", "TaskList", Nothing);

export function Head({ undo }: { undo: boolean }) {
  const shell = useShell();
  const { store, view, root } = shell;
  const tasks = useRef<HTMLSpanElement>(null);
  const menu = useRef<HTMLSpanElement>(null);
  const floating = view.floating.value;
  const total = store.total.value;
  const full = root.full.value;
  return (
    <header class="lsw-head">
      <h2 class="lsw-title lsw-cut">{store.title.value}</h2>
      {total > 0 && (
        <span ref={tasks}>
          <Button
            label={`Task ${store.cursor.value + 1} of ${total}, open the task list`}
            keys={keyText(shell, "view:tasks")}
            expanded={floating === "tasks"}
            onClick={() => {
              view.floating.value = floating === "tasks" ? null : "tasks";
            }}
          >
            <span class="lsw-wide">Task </span>
            {store.cursor.value + 1} of {total}
            <Icon path={DOWN} />
          </Button>
        </span>
      )}
      <span class="lsw-grow" />
      {hasTabs(store) && <Tabs />}
      {undo && <UndoRedo />}
      {view.hasPanel.value && (
        <ActionButton
          action="view:panel"
          label="Side panel"
          pressed={view.panel.value}
          class="lsw-panelbutton"
        />
      )}
      <ActionButton action="view:help" label="Help" class="lsw-wide" />
      <ActionButton action="view:palette" class="lsw-wide" />
      <ActionButton
        action="view:full-screen"
        icon={full ? MINIMIZE : MAXIMIZE}
        label={full ? "Leave full screen" : "Full screen"}
      />
      <span ref={menu}>
        <Button
          label="Menu"
          icon={MORE}
          expanded={floating === "menu"}
          onClick={() => {
            view.floating.value = floating === "menu" ? null : "menu";
          }}
        />
      </span>
      {floating === "tasks" && <TaskList anchor={tasks.current} />}
      {floating === "menu" && <Menu anchor={menu.current} />}
    </header>
  );
}
