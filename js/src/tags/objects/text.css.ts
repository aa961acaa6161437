export const TEXT_CSS = `
.lsw-text{position:relative;margin:-8px 0 8px}
.lsw-text-box{max-height:var(--lsw-object-height,60vh);overflow:auto;padding:var(--lsw-over) 8px 12px;--lsw-over:18px;
border-radius:var(--lsw-radius);position:relative}
.lsw-text-note{margin:0;padding:12px;color:var(--lsw-fg-2);border:1px dashed var(--lsw-border);
border-radius:var(--lsw-radius)}
.lsw-text-note[role=alert]{color:var(--lsw-error)}
.lsw-text-faults{list-style:none;margin:8px 0 0;padding:4px 8px;font-size:12px;border:1px solid var(--lsw-warn);
border-radius:var(--lsw-radius)}
.lsw-text-faults button{display:flex;gap:6px;align-items:flex-start;background:none;border:0;padding:2px 0;
text-align:start;cursor:pointer}
.lsw-text-faults .lsw-icon{color:var(--lsw-warn)}
.lsw-text-box[data-finding]{--lsw-over:48px}
.lsw-text-finder{position:relative;z-index:4}
.lsw-text-find{position:absolute;top:4px;right:20px;max-width:calc(100% - 28px);display:flex;align-items:center;
gap:4px;padding:4px;background:var(--lsw-bg);border:1px solid var(--lsw-border);border-radius:var(--lsw-radius);
box-shadow:var(--lsw-shadow)}
.lsw-text-find input{width:180px;flex:0 1 auto}
.lsw-text-count{min-width:64px;font-size:12px;color:var(--lsw-fg-2);text-align:center;white-space:nowrap}
.lsw-text-found{background-color:color-mix(in srgb,#f5b800 45%,transparent);border-radius:2px}
.lsw-span-under .lsw-text-here{outline:2px solid var(--lsw-fg);background-color:color-mix(in srgb,#f5b800 75%,transparent)}
.lsw-text-map{position:sticky;z-index:2;top:0;height:0;margin:calc(-1*var(--lsw-over)) 0 var(--lsw-over)}
.lsw-text-map canvas{position:absolute;top:0;right:-8px;cursor:pointer;color:var(--lsw-fg);opacity:.85}
.lsw-text-content{position:relative;isolation:isolate;max-width:68ch;font:14px/1.6 var(--lsw-font);outline-offset:4px;
white-space-collapse:var(--lsw-collapse,preserve-breaks);overflow-wrap:anywhere;cursor:text;border-radius:2px;
user-select:text}
.lsw-text-content[data-labels]{line-height:2.4}
.lsw-text-box[data-over] .lsw-text-content{cursor:pointer}
.lsw-text-block{position:relative;unicode-bidi:plaintext;text-align:start}
.lsw-text-long>.lsw-text-block,.lsw-text-long>[data-phrase]{content-visibility:auto}
.lsw-span-marks,.lsw-span-under,.lsw-span-over{position:absolute;inset:0;z-index:-1;pointer-events:none;user-select:none}
.lsw-text-content .lsw-span-over{z-index:1}
.lsw-span-marks i,.lsw-span-under i,.lsw-span-over i{position:absolute;box-sizing:border-box;forced-color-adjust:none}
.lsw-span-mark{background-color:color-mix(in srgb,var(--lsw-color) 20%,transparent);
border-bottom:2px solid var(--lsw-color);border-radius:2px 2px 0 0}
.lsw-span-predicted{border-bottom-style:dotted}
.lsw-span-caption{font:10px/1 var(--lsw-font);color:var(--lsw-fg-2);overflow:hidden;white-space:nowrap;
text-overflow:ellipsis;display:flex;align-items:center}
.lsw-span-caption::after{content:attr(data-text);border-left:3px solid var(--lsw-color);padding-left:3px}
.lsw-text-content[data-labels] .lsw-span-caption{transform:translateY(-75%)}
.lsw-span-strong{background-color:color-mix(in srgb,var(--lsw-color) 25%,transparent);border-radius:2px}
.lsw-span-selected{background-color:color-mix(in srgb,var(--lsw-color) 35%,transparent);
box-shadow:0 0 0 1px var(--lsw-bg),0 0 0 3px var(--lsw-color)}
.lsw-span-tag::after{content:attr(data-text);position:absolute;top:0;left:0;font:11px/14px var(--lsw-font);
padding:0 4px;white-space:nowrap;max-width:240px;overflow:hidden;text-overflow:ellipsis;background:var(--lsw-bg);
color:var(--lsw-fg);border-left:3px solid var(--lsw-color);border-radius:2px;box-shadow:0 0 0 1px var(--lsw-border)}
.lsw-span-range{background-color:color-mix(in srgb,var(--lsw-accent) 35%,transparent)}
.lsw-span-caret{border-left:2px solid var(--lsw-accent);min-width:2px}
.lsw-span-knob{width:10px;height:10px;border-radius:50%;background-color:var(--lsw-color);border:2px solid var(--lsw-bg);
pointer-events:auto;cursor:ew-resize;touch-action:none}
.lsw-span-knob::after{content:"";position:absolute;inset:-4px}
.lsw-span-knob-start{transform:translate(-50%,-100%)}
.lsw-span-knob-end{transform:translate(-50%,0)}
.lsw-span-knob-start::after{bottom:0}
.lsw-span-knob-end::after{top:0}
@media (pointer:coarse){.lsw-span-knob::after{inset:-10px}.lsw-span-knob-start::after{bottom:0}.lsw-span-knob-end::after{top:0}}
`;
