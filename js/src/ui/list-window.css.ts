export const LIST_CSS = `
.lsw-list{overflow:auto;user-select:none;contain:strict;position:relative}
.lsw-row{display:flex;align-items:center;gap:6px;height:28px;padding:0 8px 0 12px;cursor:pointer;min-width:0}
.lsw-row:hover,.lsw-hover{background:var(--lsw-tint)}
.lsw-row[aria-selected=true]{background:color-mix(in srgb,var(--lsw-accent) 18%,transparent)}
.lsw-number{font-variant-numeric:tabular-nums;min-width:1.5em;text-align:right}
.lsw-row:hover .lsw-rowicon,.lsw-row[aria-selected=true] .lsw-rowicon,.lsw-on{display:inline-flex}
.lsw-numbers{display:flex;flex-wrap:wrap;gap:4px 8px;align-items:center}
.lsw-numbers label{display:flex;align-items:center;gap:4px}
.lsw-numbers input{width:76px}
`;
