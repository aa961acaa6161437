export const MASKS_CSS = `
.lsw-mask-plate{position:absolute;left:0;top:0;transform-origin:0 0;pointer-events:none}
.lsw-mask-warp{position:absolute;left:0;top:0;transform-origin:0 0;pointer-events:none;will-change:transform}
.lsw-mask-plate+.lsw-mask-plate:not([data-open]){display:none}
.lsw-mask-plate[data-open]~.lsw-image-overlay .lsw-image-shape[data-kind=selected]{display:none}
.lsw-mask-ring{position:absolute;left:0;top:0;z-index:1;border-radius:50%;border:1px solid #fff;
box-shadow:0 0 0 1px #000,inset 0 0 0 1px rgb(0 0 0/.6);pointer-events:none}
.lsw-mask-ring[data-square]{border-radius:0}
.lsw-mask-ring[data-tool=eraser]{border-style:dashed}
.lsw-mask-ring[data-down]{border-color:#ff0}
.lsw-mask-faults{position:absolute;left:8px;right:8px;bottom:8px;z-index:1;margin:0;padding:4px 8px;font-size:12px;
background:var(--lsw-bg);color:var(--lsw-fg);border:1px solid var(--lsw-error);border-radius:var(--lsw-radius);pointer-events:none}
.lsw-mask-unsaved{position:absolute;z-index:2;box-sizing:border-box;max-width:calc(100% - 8px);margin:0;padding:4px 8px;
font-size:12px;background:var(--lsw-bg);color:var(--lsw-error);border:1px solid var(--lsw-error);
border-radius:var(--lsw-radius);pointer-events:none}
.lsw-mask-options{font-variant-numeric:tabular-nums}
.lsw-mask-panel{display:flex;flex-direction:column;gap:8px;padding:6px}
.lsw-mask-panel input[type=range]{width:110px}
.lsw-mask-name{min-width:5em}
.lsw-mask-value{min-width:2em;font-variant-numeric:tabular-nums}
`;
