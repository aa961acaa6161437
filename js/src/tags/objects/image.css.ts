import { CAPTION_FONT } from "./image-caption";

export const IMAGE_CSS = `
.lsw-image{display:flex;flex-direction:column;gap:4px;min-width:0}
.lsw-image-tools{display:flex;flex-wrap:wrap;align-items:center;gap:2px;min-height:28px}
.lsw-image-gap{flex:1}
.lsw-image-group{display:inline-flex;align-items:center;gap:2px}
.lsw-image-tools [aria-pressed=true]{background:color-mix(in srgb,var(--lsw-accent) 18%,transparent);
box-shadow:inset 0 -2px var(--lsw-accent)}
.lsw-image-tools [aria-disabled]{opacity:.45}
.lsw-image-thumbs{position:relative;display:flex;gap:4px;overflow-x:auto;padding:3px;scrollbar-width:thin}
.lsw-image-thumb{position:relative;flex:none;display:flex;align-items:center;justify-content:center;width:56px;height:56px;
padding:0;overflow:hidden;border:1px solid var(--lsw-border);border-radius:var(--lsw-radius);background:var(--lsw-bg-2);
color:var(--lsw-fg);font:12px var(--lsw-font);cursor:pointer}
.lsw-image-thumb img{position:absolute;width:100%;height:100%;object-fit:contain}
.lsw-image-thumb span,.lsw-image-thumb b{position:absolute;bottom:0;padding:0 4px;line-height:16px;background:var(--lsw-bg);
border-radius:2px}
.lsw-image-thumb span{left:0}
.lsw-image-thumb b{right:0;font-weight:600;color:var(--lsw-bg);background:var(--lsw-fg-2)}
.lsw-image-thumb[aria-current]{border-color:var(--lsw-accent);outline:2px solid var(--lsw-accent);outline-offset:-1px}
.lsw-image-thumb:focus-visible{outline:2px solid var(--lsw-accent);outline-offset:1px}
.lsw-image-slider{display:flex;align-items:center;gap:4px;font-size:12px;color:var(--lsw-fg-2)}
.lsw-image-slider input{width:56px}
.lsw-image-frame{position:relative;overflow:hidden;width:100%;max-width:100%;min-height:120px;
max-height:calc(var(--lsw-object-height,max(200px,calc(70vh - 110px))) - var(--lsw-image-below,0px));
background:color-mix(in srgb,var(--lsw-fg) 3%,var(--lsw-bg));border-radius:var(--lsw-radius);
user-select:none;-webkit-user-select:none;touch-action:pan-y;contain:content}
.lsw-image:has(.lsw-image-thumbs){--lsw-image-below:70px}
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
.lsw-image-canvas{transform-origin:0 0}
.lsw-image-overlay{overflow:hidden}
.lsw-image-overlay path{vector-effect:non-scaling-stroke}
.lsw-image-shape{fill-opacity:.15;stroke-width:3}
.lsw-image-shape[data-kind=hover]{fill-opacity:.25;stroke-width:2}
.lsw-image-shape[data-kind=draft]{stroke-width:2}
.lsw-image-band{fill:var(--lsw-accent);fill-opacity:.1;stroke:var(--lsw-accent);stroke-dasharray:4 3}
.lsw-image-caption text{font:${CAPTION_FONT};dominant-baseline:central}
.lsw-image-handles path{fill:none;stroke:currentColor}
.lsw-image-handles rect,.lsw-image-handles circle{fill:#fff;stroke:currentColor;stroke-width:1.5;pointer-events:none}
.lsw-image-handles [data-active] :is(rect,circle):not(.lsw-image-target){fill:currentColor;stroke:#fff;stroke-width:2;
paint-order:stroke}
.lsw-image-dots :is(rect,circle):first-child{fill:#fff;stroke:rgb(0 0 0/.45);stroke-width:.75}
.lsw-image-dots :is(rect,circle){fill:currentColor}
.lsw-image-goal{fill:none;stroke:#fff;stroke-width:2;filter:drop-shadow(0 0 1px #000)}
.lsw-image-handles .lsw-image-target{fill:transparent;stroke:none;pointer-events:all}
.lsw-image-groupline{fill:none;stroke:var(--lsw-accent);stroke-dasharray:4 3}
.lsw-image-frame-group{color:var(--lsw-accent)}
.lsw-image-field{position:absolute;z-index:1}
.lsw-image-field textarea{display:block;width:100%;box-sizing:border-box;resize:none;font:14px/1.3 var(--lsw-font);
box-shadow:0 1px 4px rgb(0 0 0/.35);user-select:text;-webkit-user-select:text;cursor:text}
.lsw-image-fulltext{position:absolute;z-index:1;margin:0;max-width:min(60ch,90%);padding:3px 6px;background:var(--lsw-bg);
color:var(--lsw-fg);border:1px solid var(--lsw-border);border-radius:var(--lsw-radius);font:14px/1.3 var(--lsw-font);
white-space:pre-wrap;overflow-wrap:anywhere;pointer-events:none}
.lsw-image-faults p{margin:0;font-size:12px;color:var(--lsw-fg-2)}
.lsw-image-faults button{min-height:0;padding:0 6px;margin-right:2px}
.lsw-image-frame[data-sharp] img{image-rendering:pixelated}
.lsw-image-crosshair{stroke:#fff;stroke-width:1;fill:none;mix-blend-mode:difference}
.lsw-image-card{position:absolute;inset:0;display:flex;flex-direction:column;align-items:center;justify-content:center;
gap:8px;padding:16px;text-align:center;overflow:auto}
.lsw-image-card code{font:12px var(--lsw-mono);word-break:break-all;color:var(--lsw-fg-2);max-height:5em;overflow:auto}
.lsw-image-note{position:absolute;left:8px;right:8px;bottom:8px;padding:4px 8px;font-size:12px;background:var(--lsw-bg);
border:1px solid var(--lsw-border);border-radius:var(--lsw-radius);pointer-events:none}
.lsw-image-card b{color:var(--lsw-error)}
@media (pointer:coarse){.lsw-image-target{r:12px}.lsw-image-tools .lsw-iconic{min-width:40px;min-height:40px}}
`;
