import type { Signal } from "@preact/signals";
import type { ImageSurface } from "./image-surface";

export interface ToolbarOptions {
  readonly zoom: boolean;
  readonly select: boolean;
  readonly rotate: boolean;
  readonly brightness: Signal<number> | null;
  readonly contrast: Signal<number> | null;
  readonly pages: number;
  readonly page: number;
  turn(by: number): void;
}

/** Our own drawings on a 24 px grid. */
const ICONS = {
  move: "M5 3l6 16 2.3-6.7L20 10z",
  pan: "M12 3v18M3 12h18M12 3l-3 3M12 3l3 3M12 21l-3-3M12 21l3-3M3 12l3-3M3 12l3 3M21 12l-3-3M21 12l-3 3",
  rectangle: "M4 6h16v12H4z",
  rectangle3: "M3 14 14 4l7 7-11 10z",
  out: "M5 12h14",
  in: "M5 12h14M12 5v14",
  fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  left: "M4 4v6h6M5 10a8 8 0 1 1-1 5",
  right: "M20 4v6h-6M19 10a8 8 0 1 0 1 5",
  previous: "M15 6l-6 6 6 6",
  next: "M9 6l6 6-6 6",
} as const;

const NAMES: Readonly<Record<string, readonly [string, string]>> = {
  move: ["Select and move", "V"],
  pan: ["Pan", "H"],
  rectangle: ["Rectangle", "R"],
  rectangle3: ["Rectangle by three points", "Shift+R"],
};

interface ToolProps {
  readonly icon: keyof typeof ICONS;
  readonly label: string;
  readonly keys?: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  run(): void;
}

function Tool({ icon, label, keys, pressed, disabled, run }: ToolProps) {
  return (
    <button
      type="button"
      class="lsw-button lsw-iconic"
      aria-label={label}
      aria-pressed={pressed}
      aria-disabled={disabled || undefined}
      title={keys ? `${label} (${keys})` : label}
      onClick={run}
    >
      <svg class="lsw-icon" viewBox="0 0 24 24" aria-hidden="true">
        <path d={ICONS[icon]} />
      </svg>
    </button>
  );
}

export function ImageToolbar({ surface, options }: { surface: ImageSurface; options: ToolbarOptions }) {
  const { view } = surface;
  if (!view.scale.value && options.pages < 2) return <div class="lsw-image-tools" />;
  const mode = surface.mode.value;
  const active = typeof mode === "string" ? mode : mode.name;
  const drawing = surface.tools.value.map((tool) => tool.name);
  const names = [
    ...(options.select && drawing.length ? ["move"] : []),
    ...drawing,
    ...(options.zoom && view.larger.value ? ["pan"] : []),
  ];
  return (
    <div class="lsw-image-tools" role="toolbar" aria-label={`Tools of ${surface.name}`}>
      {names.map((name) => (
        <Tool
          key={name}
          icon={name as keyof typeof ICONS}
          label={NAMES[name]?.[0] ?? name}
          keys={NAMES[name]?.[1] ?? ""}
          pressed={active === name}
          run={() => surface.tool(name)}
        />
      ))}
      <span class="lsw-image-gap" />
      {options.pages > 1 && <Pages options={options} />}
      {options.brightness && <Slider label="Brightness" value={options.brightness} />}
      {options.contrast && <Slider label="Contrast" value={options.contrast} />}
      {options.rotate && (
        <>
          <Tool icon="left" label="Rotate left" keys="Alt+Left" run={() => view.rotate(-1)} />
          <Tool icon="right" label="Rotate right" keys="Alt+Right" run={() => view.rotate(1)} />
        </>
      )}
      {options.zoom && (
        <>
          <Tool icon="out" label="Zoom out" keys="Ctrl+-" run={() => view.stepZoom(-1)} />
          <button type="button" class="lsw-button" title="Zoom to 100 % (Shift+2)" onClick={view.actual}>
            {Math.round(view.scale.value * 100)}%
          </button>
          <Tool icon="in" label="Zoom in" keys="Ctrl++" run={() => view.stepZoom(1)} />
          <Tool icon="fit" label="Zoom to fit" keys="Shift+1" run={view.fit} />
        </>
      )}
    </div>
  );
}

function Pages({ options: { page, pages, turn } }: { options: ToolbarOptions }) {
  const last = pages - 1;
  return (
    <>
      <Tool
        icon="previous"
        label="Previous image"
        keys="Ctrl+Left"
        disabled={page === 0}
        run={() => turn(-1)}
      />
      <span aria-live="polite">
        {page + 1} / {pages}
      </span>
      <Tool icon="next" label="Next image" keys="Ctrl+Right" disabled={page === last} run={() => turn(1)} />
    </>
  );
}

function Slider({ label, value }: { label: string; value: Signal<number> }) {
  return (
    <label class="lsw-image-slider">
      {label}
      <input
        type="range"
        min="0"
        max="400"
        value={value.value}
        onInput={(event) => {
          value.value = Number(event.currentTarget.value);
        }}
        onDblClick={() => {
          value.value = 100;
        }}
      />
    </label>
  );
}
