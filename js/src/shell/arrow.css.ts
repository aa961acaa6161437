// Arrows, and the handle that starts one.
export const ARROW_CSS = `
.lsw-arrowroom{position:relative;height:0;z-index:2}
.lsw-arrows{position:absolute;left:0;top:0;width:100%;height:1px;overflow:visible;pointer-events:none}
.lsw-arrow{--lsw-color:var(--lsw-fg-2);cursor:pointer;outline:none}
.lsw .lsw-arrow:focus-visible{outline:none}
.lsw-arrow path{fill:none;stroke-linecap:round;stroke-linejoin:round}
.lsw-arrow-hit{stroke:transparent;stroke-width:9;pointer-events:stroke}
[data-inert] .lsw-arrow-hit,[data-inert] .lsw-arrow-sign{pointer-events:none}
.lsw-arrow-halo{stroke:var(--lsw-bg);stroke-width:4;stroke-opacity:.75}
.lsw-arrow-line{stroke:color-mix(in srgb,var(--lsw-color) 75%,var(--lsw-fg));stroke-width:1.5}
.lsw-arrow path.lsw-arrow-head{fill:color-mix(in srgb,var(--lsw-color) 75%,var(--lsw-fg));stroke:var(--lsw-bg);stroke-width:.5}
[data-many] [data-state=rest] .lsw-arrow-line{stroke-opacity:.6}
[data-pointed] [data-state=rest]:is(.lsw-arrow,.lsw-arrow-name,.lsw-arrow-sign) :is(.lsw-arrow-line,.lsw-arrow-head,circle,text,rect){stroke-opacity:.3;fill-opacity:.3}
[data-pointed] [data-state=rest] .lsw-arrow-halo{stroke-opacity:.15}
[data-state=near] .lsw-arrow-line{stroke-width:2}
[data-state=hot] .lsw-arrow-line{stroke-width:2.5}
.lsw-arrow:focus-visible .lsw-arrow-halo{stroke:var(--lsw-accent);stroke-width:6;stroke-opacity:.6}
.lsw-arrow-end{fill:none;stroke:color-mix(in srgb,var(--lsw-color) 75%,var(--lsw-fg));stroke-width:2;stroke-dasharray:5 3}
.lsw-arrow-name rect{fill:var(--lsw-bg);stroke:var(--lsw-color)}
.lsw-arrow-name[data-through]{opacity:.12}
.lsw-arrows text{font:11px var(--lsw-font);fill:var(--lsw-fg);text-anchor:middle;dominant-baseline:central}
.lsw-arrow-sign{pointer-events:all;cursor:pointer}
.lsw-arrow-sign circle{fill:var(--lsw-bg);stroke:var(--lsw-color);stroke-dasharray:3 2}
.lsw-arrow-sign text{font-size:9px}
.lsw-arrow-badges path{fill:var(--lsw-accent);stroke:var(--lsw-accent);stroke-width:2;stroke-linejoin:round}
.lsw-arrow-badges text{fill:var(--lsw-on-accent,#fff);font-weight:600}
.lsw-arrow-handle{pointer-events:all;cursor:crosshair;touch-action:none}
.lsw-arrow-handle circle{fill:var(--lsw-bg);stroke:var(--lsw-border)}
.lsw-arrow-handle:hover circle{stroke:var(--lsw-accent)}
.lsw-arrow-handle path{fill:none;stroke:var(--lsw-fg);stroke-width:2.6;stroke-linecap:round}
.lsw-arrow-draft{fill:none;stroke:var(--lsw-accent);stroke-width:2;stroke-dasharray:6 4}
@media (forced-colors:active){.lsw-arrow-line{stroke:CanvasText}.lsw-arrow path.lsw-arrow-head{fill:CanvasText}}
`;
