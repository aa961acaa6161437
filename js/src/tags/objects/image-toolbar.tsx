// Tools, pages and view of one image, in a line above it that wraps when it is narrow.
import type { Signal } from "@preact/signals";
import { ICONS } from "./image-icons";
import type { ImagePages } from "./image-pages";
import type { ImageSurface } from "./image-surface";
import { toolName } from "./image-tools";

export interface ToolbarOptions {
  readonly zoom: boolean;
  readonly select: boolean;
  readonly rotate: boolean;
  readonly brightness: Signal<number> | null;
  readonly contrast: Signal<number> | null;
  /** Whether texts are shown at their regions; null when regions have none. */
  readonly texts: Signal<boolean> | null;
  readonly pages: ImagePages;
}

const KEYS: Readonly<Record<string, string>> = {
  move: "V",
  pan: "H",
  rectangle: "R",
  rectangle3: "Shift+R",
  ellipse: "O",
  polygon: "P",
  vector: "P",
  keypoint: "K",
  brush: "B",
  eraser: "E",
  wand: "W",
};

interface ToolProps {
  readonly icon: string;
  readonly label: string;
  readonly keys?: string;
  readonly pressed?: boolean;
  /** Why it does nothing now. */
  readonly why?: string;
  run(): void;
}

function Tool({ icon, label, keys, pressed, why, run }: ToolProps) {
  const title = why || (keys ? `${label} (${keys})` : label);
  return (
    <button
      type="button"
      class="lsw-button lsw-iconic"
      aria-label={label}
      aria-pressed={pressed}
      aria-disabled={why ? true : undefined}
      title={title}
      onClick={run}
    >
      <svg class="lsw-icon" viewBox="0 0 24 24" aria-hidden="true">
        <path d={ICONS[icon]} />
      </svg>
    </button>
  );
}

export function ImageToolbar({ surface, options }: { surface: ImageSurface; options: ToolbarOptions }) {
  const { view, hand } = surface;
  const { texts, pages } = options;
  const many = (pages.all?.length ?? 1) > 1;
  if (!view.scale.value && !many) return <div class="lsw-image-tools" />;
  const active = hand.shown.value;
  const drawing = hand.tools.value.map((tool) => tool.name);
  const names = [
    ...(options.select && drawing.length ? ["move"] : []),
    ...drawing,
    ...(options.zoom && (drawing.length || view.larger.value) ? ["pan"] : []),
  ];
  const Painting = surface.painter.value?.Options;
  return (
    <div class="lsw-image-tools" role="toolbar" aria-label={`Tools of ${surface.name}`}>
      {names.map((name) => (
        <Tool
          key={name}
          icon={name}
          label={toolName(name)}
          keys={KEYS[name] ?? ""}
          pressed={active === name}
          why={hand.reacts(name) ? "" : "Waits while a label of another tool is active."}
          run={() => surface.tool(name)}
        />
      ))}
      {Painting && <Painting />}
      <span class="lsw-image-gap" />
      {many && <PageButtons pages={pages} />}
      {texts && (
        <Tool
          icon="texts"
          label="Texts at their regions"
          pressed={texts.value}
          run={() => {
            texts.value = !texts.value;
          }}
        />
      )}
      {options.brightness && <Slider label="Brightness" value={options.brightness} />}
      {options.contrast && <Slider label="Contrast" value={options.contrast} />}
      {options.rotate && (
        <>
          <Tool icon="left" label="Rotate left" keys="Alt+Left" run={() => view.rotate(-1)} />
          <Tool icon="right" label="Rotate right" keys="Alt+Right" run={() => view.rotate(1)} />
        </>
      )}
      {options.zoom && (
        <span class="lsw-image-group">
          <Tool icon="out" label="Zoom out" keys="Ctrl+-" run={() => view.stepZoom(-1)} />
          <button type="button" class="lsw-button" title="Zoom to 100 % (Shift+2)" onClick={view.actual}>
            {Math.round(view.scale.value * 100)}%
          </button>
          <Tool icon="in" label="Zoom in" keys="Ctrl++" run={() => view.stepZoom(1)} />
          <Tool icon="fit" label="Zoom to fit" keys="Shift+1" run={view.fit} />
        </span>
      )}
    </div>
  );
}

function PageButtons({ pages }: { readonly pages: ImagePages }) {
  const page = pages.shown ?? 0;
  const count = pages.all?.length ?? 1;
  return (
    <span class="lsw-image-group">
      <Tool
        icon="previous"
        label="Previous image"
        keys="Ctrl+Left"
        why={page === 0 ? "This is the first page." : ""}
        run={() => pages.to(page - 1)}
      />
      <span aria-live="polite">
        {page + 1} / {count}
      </span>
      <Tool
        icon="next"
        label="Next image"
        keys="Ctrl+Right"
        why={page === count - 1 ? "This is the last page." : ""}
        run={() => pages.to(page + 1)}
      />
    </span>
  );
}

function Slider({ label, value }: { label: string; value: Signal<number> }) {
  return (
    <label class="lsw-image-slider" title="Double click: 100 %">
      {label}
      <input
        type="range"
        min="0"
        max="400"
        value={value.value}
        aria-valuetext={`${value.value} %`}
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
