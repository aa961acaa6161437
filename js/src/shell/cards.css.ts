export const CARDS_CSS = `
.lsw-card h3{font-size:16px;margin:8px 0}
.lsw-code{display:inline-flex;align-items:center;gap:4px;padding:2px 2px 2px 12px;background:var(--lsw-bg-2);border-radius:var(--lsw-radius)}
.lsw-code code{font:13px var(--lsw-mono)}
.lsw-bars{border-spacing:8px 4px;margin:0 -8px}
.lsw-bars th{font-weight:400;text-align:left;color:var(--lsw-fg-2)}
.lsw-bars td:nth-child(2){width:200px}
.lsw-bars td span{display:block;height:8px;border-radius:4px;background:var(--lsw-accent)}
`;
