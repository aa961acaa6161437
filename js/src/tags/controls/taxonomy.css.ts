export const TAXONOMY_CSS = `
.lsw-picked{max-width:480px;display:flex;flex-wrap:wrap;align-items:center;gap:4px;padding:3px;min-height:36px;
border:1px solid var(--lsw-border);border-radius:var(--lsw-radius);background:var(--lsw-bg)}
.lsw-picked:has(>[aria-expanded=true]){border-color:var(--lsw-accent)}
.lsw-pick{display:inline-flex;align-items:center;gap:4px;max-width:100%;min-height:28px;padding-left:8px;
background:color-mix(in srgb,var(--lsw-color,var(--lsw-accent)) 14%,transparent);border-radius:var(--lsw-radius)}
.lsw-pick:last-of-type{margin-right:4px}
.lsw-pick[data-fixed]{padding-right:8px}
.lsw-pick .lsw-dot,.lsw-branch .lsw-dot{background:var(--lsw-color)}
.lsw-pick button{display:inline-flex;padding:6px;border:0;background:none;cursor:pointer;border-radius:var(--lsw-radius)}
.lsw-pick button:hover{background:var(--lsw-tint)}
.lsw-pick .lsw-icon{width:12px;height:12px}
.lsw-pickopen{flex:1;display:flex;align-items:center;justify-content:space-between;gap:8px;min-width:28px;min-height:28px;
padding:0 6px;border:0;background:none;cursor:pointer;text-align:start;border-radius:var(--lsw-radius)}
.lsw-pickopen:hover{background:var(--lsw-tint)}
.lsw-pickopen[aria-disabled]{cursor:default;background:none}
.lsw-taxonomy-note{margin:4px 0 0}
.lsw-picker{display:grid;gap:4px;max-width:calc(100vw - 26px)}
.lsw-picker>input,.lsw-picker-add input{width:100%}
.lsw-picker .lsw-list:focus-visible{outline:none}
.lsw-branch{position:relative;gap:4px;padding:0 8px 0 4px;border-radius:var(--lsw-radius)}
.lsw-branch[data-active]{background:var(--lsw-tint)}
.lsw-list:focus-visible .lsw-branch[data-active]{outline:2px solid var(--lsw-accent);outline-offset:-2px}
.lsw-branch[aria-disabled]{cursor:default}
.lsw-branch[aria-disabled]>:not(.lsw-twist){opacity:.5}
.lsw-twist{display:inline-flex;flex:none;width:24px;height:24px;align-items:center;justify-content:center;
border-radius:var(--lsw-radius)}
.lsw-branch[aria-expanded] .lsw-twist:hover{background:var(--lsw-tint)}
.lsw-branch[aria-expanded=true] .lsw-twist .lsw-icon{transform:rotate(90deg)}
.lsw-tick{display:inline-flex;flex:none;width:16px;height:16px;margin-right:4px;border:1px solid var(--lsw-fg-2);border-radius:3px}
.lsw-branch[aria-checked=true] .lsw-tick{background:var(--lsw-accent);border-color:var(--lsw-accent);
color:var(--lsw-on-accent,#fff)}
.lsw-tick .lsw-icon{width:14px;height:14px;stroke-width:3}
.lsw-branch mark{background:color-mix(in srgb,var(--lsw-warn) 35%,transparent);color:inherit;border-radius:2px}
.lsw-picker p{margin:4px 8px}
.lsw-picker-add{display:flex;align-items:center;gap:4px;padding-top:4px;border-top:1px solid var(--lsw-border)}
.lsw-branch .lsw-more{visibility:hidden;flex:none;display:inline-flex;padding:4px;border-radius:var(--lsw-radius)}
.lsw-branch:hover .lsw-more,.lsw-branch[data-active] .lsw-more{visibility:visible}
.lsw-branch .lsw-more:hover{background:var(--lsw-tint)}
@media (forced-colors:active){.lsw-branch[aria-checked=true] .lsw-tick{forced-color-adjust:none;background:Highlight;
color:HighlightText}.lsw-branch[data-active]{outline:1px solid Highlight;outline-offset:-1px}}
`;
