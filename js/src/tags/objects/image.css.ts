import { CAPTION_FONT } from "./image-caption";

export const IMAGE_CSS = `
.lsw-image{display:flex;flex-direction:column;gap:4px;min-width:0}
.lsw-image-tools{display:flex;flex-wrap:wrap;align-items:center;gap:2px;min-height:28px}
.lsw-image-gap{flex:1}
.lsw-image-slider{display:flex;align-items:center;gap:4px;font-size:12px;color:var(--lsw-fg-2)}
.lsw-image-slider input{width:56px}
.lsw-image-frame{position:relative;overflow:hidden;width:100%;max-width:100%;min-height:120px;
max-height:var(--lsw-object-height,max(200px,calc(70vh - 110px)));background:var(--lsw-bg-2);border-radius:var(--lsw-radius);
user-select:none;-webkit-user-select:none;touch-action:pan-y;contain:content}
.lsw-image-frame[data-mode=draw]{cursor:crosshair;touch-action:none}
.lsw-image-frame[data-mode=pan]{cursor:grab;touch-action:none}
.lsw-image-frame[data-larger]{touch-action:none}
.lsw-image-frame[data-over]{cursor:move}
.lsw-image .lsw-image-frame:focus-visible{outline:none}
.lsw-image-frame:focus-visible::after{content:"";position:absolute;inset:0;border:2px solid var(--lsw-accent);
border-radius:inherit;pointer-events:none}
.lsw-image-surface{position:absolute;overflow:hidden}
.lsw-image-surface img{position:absolute;left:50%;top:50%;max-width:none;max-height:none;margin:0}
.lsw-image-surface img[data-sharp]{image-rendering:pixelated}
.lsw-image-grid{position:absolute;inset:0;opacity:.15;pointer-events:none;
background-image:linear-gradient(currentColor 1px,transparent 1px),linear-gradient(90deg,currentColor 1px,transparent 1px)}
.lsw-image-canvas,.lsw-image-overlay{position:absolute;left:0;top:0;width:100%;height:100%;pointer-events:none}
.lsw-image-overlay{overflow:hidden}
.lsw-image-overlay path{vector-effect:non-scaling-stroke}
.lsw-image-shape{fill-opacity:.15;stroke-width:3}
.lsw-image-shape[data-kind=hover]{fill-opacity:.25;stroke-width:2}
.lsw-image-shape[data-kind=draft]{stroke-width:2}
.lsw-image-band{fill:var(--lsw-accent);fill-opacity:.1;stroke:var(--lsw-accent);stroke-dasharray:4 3}
.lsw-image-caption text{font:${CAPTION_FONT};dominant-baseline:central}
.lsw-image-handles path{fill:none;stroke:currentColor}
.lsw-image-handles rect,.lsw-image-handles circle{fill:#fff;stroke:currentColor;stroke-width:1.5;pointer-events:none}
.lsw-image-handles .lsw-image-target{fill:transparent;stroke:none;pointer-events:all}
.lsw-image-crosshair{stroke:#fff;stroke-width:1;fill:none;mix-blend-mode:difference}
.lsw-image-card{position:absolute;inset:0;display:flex;flex-direction:column;align-items:center;justify-content:center;
gap:8px;padding:16px;text-align:center;overflow:auto}
.lsw-image-card code{font:12px var(--lsw-mono);word-break:break-all;color:var(--lsw-fg-2);max-height:5em;overflow:auto}
.lsw-image-card b{color:var(--lsw-error)}
@media (pointer:coarse){.lsw-image-target{r:12px}}
`;
