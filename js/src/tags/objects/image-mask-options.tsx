// What the hand that paints holds, as one button beside the tools: size, form, how strong masks are shown.
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { useView } from "../../ui/context";
import { Float } from "../../ui/float";
import type { ViewRoot } from "../../ui/root";
import { LEAST_SIZE, type MaskHand, MOST_SIZE } from "./image-mask-hand";
import { MASKS_CSS } from "./image-masks.css";
import type { PaintTool } from "./image-shapes";
import type { ImageSurface } from "./image-surface";
import { paintTool } from "./image-tools";

interface OptionsProps {
  readonly surface: ImageSurface;
  readonly hand: MaskHand;
}

const isBrush = ({ name }: PaintTool): boolean => name === "brush" || name === "eraser";

export function MaskOptions({ surface, hand }: OptionsProps) {
  // Tags see a part of the root; what floats needs all of it.
  const root = useView().root as ViewRoot;
  root.css("masks", MASKS_CSS);
  const anchor = useRef<HTMLButtonElement>(null);
  const open = useSignal(false);
  const tool = paintTool(surface.mode.value);
  if (!tool) return null;
  const size = isBrush(tool) ? hand.size(tool) : null;
  const close = () => {
    open.value = false;
  };
  const name = size === null ? "Mask options" : `Brush options, size ${size}`;
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class="lsw-button lsw-mask-options"
        aria-label={name}
        aria-haspopup="dialog"
        aria-expanded={open.value}
        title="Size ([ and ], or Alt and the wheel), form, opacity"
        onClick={() => {
          open.value = !open.value;
        }}
      >
        <svg class="lsw-icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 8h8m4 0h4M4 16h4m4 0h8M14 5.5v5M10 13.5v5" />
        </svg>
        {size}
      </button>
      {open.value && (
        <Float
          root={root}
          label={name}
          role="dialog"
          anchor={anchor.current}
          onClose={close}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === "Escape") close();
          }}
        >
          <Panel tool={tool} hand={hand} />
        </Float>
      )}
    </>
  );
}

function Panel({ tool, hand }: { readonly tool: PaintTool; readonly hand: MaskHand }) {
  return (
    <div class="lsw-mask-panel">
      {isBrush(tool) && (
        <>
          <Slider
            label="Size"
            hint="[ and ], or Alt and the wheel"
            range={[LEAST_SIZE, MOST_SIZE]}
            value={hand.size(tool)}
            set={(value) => hand.resize(tool, value)}
          />
          <label class="lsw-image-slider">
            Square brush
            <input
              type="checkbox"
              checked={hand.square.value}
              onChange={(event) => {
                hand.square.value = event.currentTarget.checked;
              }}
            />
          </label>
        </>
      )}
      <Slider
        label="Opacity"
        hint="of all masks, in this view"
        range={[5, 100]}
        value={Math.round(hand.strength() * 100)}
        set={(value) => {
          hand.opacity.value = value / 100;
        }}
      />
    </div>
  );
}

interface SliderProps {
  readonly label: string;
  readonly hint: string;
  readonly range: readonly [number, number];
  readonly value: number;
  set(value: number): void;
}

function Slider({ label, hint, range: [least, most], value, set }: SliderProps) {
  return (
    <label class="lsw-image-slider" title={hint}>
      <span class="lsw-mask-name">{label}</span>
      <input
        type="range"
        min={least}
        max={most}
        value={value}
        onInput={(event) => set(Number(event.currentTarget.value))}
      />
      <output class="lsw-mask-value">{value}</output>
    </label>
  );
}
