import { Button } from "../ui/button";
import { CLOSE } from "../ui/icons";
import { lazy, Nothing } from "../ui/lazy";
import { Details } from "./details";
import { PANEL_CSS } from "./panel.css";
import { RegionList } from "./region-list";
import { useShell } from "./shell-context";

const RelationList = lazy("relations", "RelationList", Nothing);

const LEAST = 200;
const MOST = 480;

/** Pulls the border of the panel; arrows do the same. */
function Divider() {
  const { view, root } = useShell();
  const set = (width: number) => {
    view.panelWidth.value = Math.max(LEAST, Math.min(MOST, width));
    root.remember("panel-width", String(view.panelWidth.value));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line between two parts that can be moved is no <hr>
    <div
      class="lsw-divider"
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the side panel"
      aria-valuenow={view.panelWidth.value}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      tabIndex={0}
      onKeyDown={(event) => {
        const step = { ArrowLeft: 16, ArrowRight: -16 }[event.key];
        if (!step) return;
        event.preventDefault();
        set(view.panelWidth.value + step);
      }}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        set(root.box.getBoundingClientRect().right - event.clientX);
      }}
    />
  );
}

export function Panel() {
  const { store, view, root } = useShell();
  root.css("panel", PANEL_CSS);
  const over = view.over.value;
  return (
    <>
      {!over && <Divider />}
      <aside
        class={`lsw-panel${over ? " lsw-drawer" : ""}`}
        aria-label="Side panel"
        style={{ width: `${view.panelWidth.value}px` }}
      >
        {over && (
          <Button
            class="lsw-closer"
            label="Close the side panel"
            icon={CLOSE}
            onClick={() => {
              view.panelChoice.value = false;
            }}
          />
        )}
        <RegionList />
        {store.relations.value.length > 0 && <RelationList />}
        <Details />
      </aside>
    </>
  );
}
