export const TABS_CSS = `
.lsw-tabs{display:flex;gap:2px;overflow-x:auto;min-width:0;flex:0 1 auto}
.lsw-tab{background:none;border:0;border-bottom:2px solid transparent;padding:4px 8px;cursor:pointer;white-space:nowrap}
.lsw-tab:hover{background:var(--lsw-tint)}
.lsw-tab[aria-selected=true]{border-color:var(--lsw-accent);font-weight:600}
.lsw-tab.lsw-machine{border-bottom-style:dotted}
.lsw-banner ul{margin:4px 0 0;padding-left:18px}
.lsw-banner.lsw-machine{border-left-style:dotted;align-items:center}
.lsw .lsw-tab:focus-visible{outline-offset:-2px}
`;
