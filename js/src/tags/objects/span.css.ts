/** Spans of a text and of a document, whose marks lie over the page and blend with it. */
export const SPAN_CSS = `
.lsw-span-marks,.lsw-span-under,.lsw-span-over{position:absolute;inset:0;z-index:-1;pointer-events:none;user-select:none}
.lsw-text-content .lsw-span-over,.lsw-html-page>:is(.lsw-span-marks,.lsw-span-under,.lsw-span-over){z-index:1}
.lsw-html-page>:is(.lsw-span-marks,.lsw-span-under){mix-blend-mode:multiply}
[data-dark] .lsw-html-page:not(.lsw-html-coloured)>:is(.lsw-span-marks,.lsw-span-under){mix-blend-mode:screen}
.lsw-span-marks i,.lsw-span-under i,.lsw-span-over i{position:absolute;box-sizing:border-box;forced-color-adjust:none}
.lsw-span-mark{background-color:color-mix(in srgb,var(--lsw-color) 20%,transparent);
border-bottom:2px solid var(--lsw-color);border-radius:2px 2px 0 0}
.lsw-span-predicted{border-bottom-style:dotted}
.lsw-span-caption{font:10px/1 var(--lsw-font);color:var(--lsw-fg-2);overflow:hidden;white-space:nowrap;
text-overflow:ellipsis;display:flex;align-items:center}
.lsw-span-caption::after{content:attr(data-text);border-left:3px solid var(--lsw-color);padding-left:3px}
[data-surface][data-labels] .lsw-span-caption{transform:translateY(-75%)}
.lsw-span-strong{background-color:color-mix(in srgb,var(--lsw-color) 25%,transparent);border-radius:2px}
.lsw-html-page .lsw-span-strong{background-color:color-mix(in srgb,var(--lsw-color) 20%,transparent)}
.lsw-span-selected{background-color:color-mix(in srgb,var(--lsw-color) 35%,transparent);
box-shadow:0 0 0 1px var(--lsw-bg),0 0 0 3px var(--lsw-color)}
.lsw-html-page .lsw-span-selected{background-color:color-mix(in srgb,var(--lsw-color) 25%,transparent)}
.lsw-span-tag::after{content:attr(data-text);position:absolute;top:0;left:0;font:11px/14px var(--lsw-font);
padding:0 4px;white-space:nowrap;max-width:240px;overflow:hidden;text-overflow:ellipsis;background:var(--lsw-bg);
color:var(--lsw-fg);border-left:3px solid var(--lsw-color);border-radius:2px;box-shadow:0 0 0 1px var(--lsw-border)}
.lsw-span-found{background-color:color-mix(in srgb,#f5b800 45%,transparent);border-radius:2px}
.lsw-span-here{outline:2px solid var(--lsw-fg);background-color:color-mix(in srgb,#f5b800 75%,transparent)}
.lsw-span-range{background-color:color-mix(in srgb,var(--lsw-accent) 35%,transparent)}
.lsw-span-caret{border-left:2px solid var(--lsw-accent);min-width:2px}
.lsw-span-knob{width:10px;height:10px;border-radius:50%;background-color:var(--lsw-color);border:2px solid var(--lsw-bg);
pointer-events:auto;cursor:ew-resize;touch-action:none}
.lsw-span-knob::after{content:"";position:absolute;inset:-4px}
.lsw-html-page .lsw-span-knob::after{inset:-7px}
@media (pointer:coarse){.lsw-span-knob::after{inset:-10px}.lsw-html-page .lsw-span-knob::after{inset:-14px}}
.lsw-span-knob-start{transform:translate(-50%,-100%)}
.lsw-span-knob-end{transform:translate(-50%,0)}
.lsw-span-over .lsw-span-knob-start::after{bottom:0}
.lsw-span-over .lsw-span-knob-end::after{top:0}
`;
