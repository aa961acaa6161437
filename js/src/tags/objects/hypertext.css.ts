export const HYPERTEXT_CSS = `
.lsw-html{position:relative;margin:-8px 0 8px}
.lsw-html-box{max-height:var(--lsw-object-height,60vh);overflow:auto;padding:18px 8px 12px;
border-radius:var(--lsw-radius);position:relative}
.lsw-html-note{margin:0 0 8px;padding:12px;color:var(--lsw-fg-2);border:1px dashed var(--lsw-border);
border-radius:var(--lsw-radius);overflow-wrap:anywhere}
.lsw-html-note[role=alert]{color:var(--lsw-error)}
.lsw-html-page{position:relative;isolation:isolate;min-height:24px;outline-offset:4px;border-radius:2px;cursor:text;
touch-action:pan-x pan-y pinch-zoom;-webkit-touch-callout:none;user-select:none;-webkit-user-select:none}
.lsw-html-box[data-over] .lsw-html-page{cursor:pointer}
.lsw-html-coloured{--lsw-bg:#fff;--lsw-fg:#111;--lsw-fg-2:#555;background:#fff;color:#111;color-scheme:light}
.lsw-html-frame{display:block;position:absolute;inset:0 auto auto 0;width:100%;height:24px;border:0;pointer-events:none;
background:transparent}
.lsw-html-inline{contain:layout paint;font:14px/1.6 var(--lsw-font);overflow-wrap:break-word;min-width:100%;
width:max-content;max-width:100%}
.lsw-html-inline *{cursor:inherit;-webkit-user-select:none;user-select:none}
.lsw-html-page[data-labels] .lsw-html-inline{line-height:2.4}
.lsw-html-inline [role=link]{color:var(--lsw-accent);text-decoration:underline}
.lsw-html-inline img{max-width:100%;height:auto}
.lsw-html-inline pre{white-space:pre-wrap}
.lsw-html-page:not(.lsw-html-coloured) .lsw-html-inline table{border-collapse:collapse}
.lsw-html-page:not(.lsw-html-coloured) .lsw-html-inline :is(td,th){border:1px solid var(--lsw-border);padding:4px 8px;
text-align:start;vertical-align:top}
.lsw-html-page:not(.lsw-html-coloured) .lsw-html-inline :is(p,li,dd,blockquote){max-width:80ch}
.lsw-html-links [role=link]{cursor:pointer}
.lsw-html-marks,.lsw-html-over,.lsw-html-under{position:absolute;inset:0;pointer-events:none;user-select:none;z-index:1}
.lsw-html-marks i,.lsw-html-over i,.lsw-html-under i{position:absolute;box-sizing:border-box;forced-color-adjust:none}
.lsw-html-marks,.lsw-html-under{mix-blend-mode:multiply}
[data-dark] .lsw-html-page:not(.lsw-html-coloured)>:is(.lsw-html-marks,.lsw-html-under){mix-blend-mode:screen}
.lsw-html-mark{background-color:color-mix(in srgb,var(--lsw-color) 20%,transparent);
border-bottom:2px solid var(--lsw-color);border-radius:2px 2px 0 0}
.lsw-html-predicted{border-bottom-style:dotted}
.lsw-html-caption{font:10px/1 var(--lsw-font);color:var(--lsw-fg-2);overflow:hidden;white-space:nowrap;
text-overflow:ellipsis;display:flex;align-items:center}
.lsw-html-caption::after{content:attr(data-text);border-left:3px solid var(--lsw-color);padding-left:3px}
.lsw-html-page[data-labels] .lsw-html-caption{transform:translateY(-75%)}
.lsw-html-strong{background-color:color-mix(in srgb,var(--lsw-color) 20%,transparent);border-radius:2px}
.lsw-html-selected{background-color:color-mix(in srgb,var(--lsw-color) 25%,transparent);
box-shadow:0 0 0 1px var(--lsw-bg),0 0 0 3px var(--lsw-color)}
.lsw-html-tag::after{content:attr(data-text);position:absolute;top:0;left:0;font:11px/14px var(--lsw-font);
padding:0 4px;white-space:nowrap;max-width:240px;overflow:hidden;text-overflow:ellipsis;background:var(--lsw-bg);
color:var(--lsw-fg);border-left:3px solid var(--lsw-color);border-radius:2px;box-shadow:0 0 0 1px var(--lsw-border)}
.lsw-html-found{background-color:color-mix(in srgb,#f5b800 45%,transparent);border-radius:2px}
.lsw-html-here{outline:2px solid var(--lsw-fg);background-color:color-mix(in srgb,#f5b800 75%,transparent)}
.lsw-html-range{background-color:color-mix(in srgb,var(--lsw-accent) 35%,transparent)}
.lsw-html-caret{border-left:2px solid var(--lsw-accent);min-width:2px}
.lsw-html-knob{width:10px;height:10px;border-radius:50%;background-color:var(--lsw-color);border:2px solid var(--lsw-bg);
pointer-events:auto;cursor:ew-resize;touch-action:none}
.lsw-html-knob::after{content:"";position:absolute;inset:-7px}
.lsw-html-knob-start{transform:translate(-50%,-100%)}
.lsw-html-knob-end{transform:translate(-50%,0)}
.lsw-html-knob-start::after{bottom:0}
.lsw-html-knob-end::after{top:0}
@media (pointer:coarse){.lsw-html-knob::after{inset:-14px}.lsw-html-knob-start::after{bottom:0}
.lsw-html-knob-end::after{top:0}}
`;
