export const CONTROLS_CSS = `
.lsw-control{margin:0 0 12px;border-radius:var(--lsw-radius)}
[data-object]:has(+.lsw-control){margin-bottom:8px}
.lsw-control[data-problem]{outline:2px solid var(--lsw-error);outline-offset:4px}
.lsw-problem{margin:4px 8px 0;color:var(--lsw-error)}
.lsw-fill{flex:1;min-width:0}
.lsw-labels,.lsw-inline{display:flex;flex-wrap:wrap;gap:4px 8px;align-items:center}
.lsw-labels:not(.lsw-column):is(:has(+.lsw-labels:not(.lsw-column)),.lsw-labels:not(.lsw-column)+*){display:inline-flex;
vertical-align:top;margin-right:24px;max-width:calc(100% - 72px)}
.lsw-labels .lsw-header{margin:0}
.lsw-labels.lsw-column{flex-direction:column;align-items:flex-start}
.lsw-chip{display:inline-flex;align-items:center;gap:4px;min-height:28px;padding:0 8px;cursor:pointer;
background:color-mix(in srgb,var(--lsw-color) 15%,transparent);user-select:none;max-width:100%;
border:1px solid var(--lsw-border);border-radius:var(--lsw-radius)}
.lsw-chip .lsw-dot{background-color:var(--lsw-color);flex:none}
.lsw-chip:hover{border-color:var(--lsw-color)}
.lsw-chip[aria-pressed=true]{background-color:var(--lsw-color);border-color:var(--lsw-color);color:#fff;
color:color(from var(--lsw-color) xyz-d65 clamp(0,(.179 - y)*999,.9505) clamp(0,(.179 - y)*999,1) clamp(0,(.179 - y)*999,1.089))}
.lsw-chip[aria-pressed=true] .lsw-dot{background-color:currentColor}
.lsw-chip[aria-disabled]{opacity:.55;cursor:default}
.lsw-choices{display:grid;gap:2px;max-width:480px}
.lsw-choices.lsw-inline{display:flex;gap:2px 8px;max-width:none}
.lsw-choices>select{justify-self:start;max-width:100%}
.lsw-choice{display:flex;align-items:center;gap:8px;min-height:28px;padding:2px 8px;cursor:pointer;
border-radius:var(--lsw-radius)}
.lsw-choice:hover{background:var(--lsw-bg-2)}
.lsw-choice[data-mark=on]{background:color-mix(in srgb,var(--lsw-accent) 12%,transparent)}
.lsw-choice:focus-within:has(:focus-visible){outline:2px solid var(--lsw-accent);outline-offset:2px}
.lsw-choice input{margin:0;flex:none;width:16px;height:16px;accent-color:var(--lsw-accent)}
.lsw .lsw-choice input:focus-visible{outline:none}
.lsw-inner{margin-left:24px;display:grid;gap:2px}
.lsw-inline>.lsw-inner{margin-left:8px;display:flex;flex-wrap:wrap}
.lsw-textarea{display:grid;gap:4px;max-width:640px}
.lsw-entry{display:flex;align-items:start;gap:4px}
.lsw-entry textarea{resize:vertical;field-sizing:content}
.lsw .lsw-entry .lsw-plain:not(:focus,:hover){border-color:transparent;background:none}
.lsw-entry p{margin:0;padding:5px 8px;background:var(--lsw-bg-2);border-radius:var(--lsw-radius)}
.lsw-text{white-space:pre-wrap;overflow-wrap:anywhere}
.lsw-rating{display:flex;flex-wrap:wrap;align-items:center;gap:8px}
.lsw-stars{display:flex}
.lsw-stars button{display:block;padding:2px;border:0;background:none;cursor:pointer;border-radius:var(--lsw-radius)}
.lsw-stars path{fill:none;stroke:var(--lsw-fg-2);stroke-width:1.5;stroke-linejoin:round}
.lsw-stars [data-on] path{fill:var(--lsw-accent);stroke:var(--lsw-accent)}
.lsw-stars[data-default] [data-on] path{fill-opacity:.35}
.lsw-stars button:hover path{stroke:var(--lsw-accent);stroke-width:2.5}
`;
