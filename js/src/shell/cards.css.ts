export const CARDS_CSS = `
.lsw-card h3{font-size:16px;margin:8px 0}
.lsw-code{display:inline-flex;align-items:center;gap:4px;padding:2px 2px 2px 12px;background:var(--lsw-bg-2);border-radius:var(--lsw-radius)}
.lsw-code code{font:13px var(--lsw-mono)}
.lsw-next{display:flex;flex-wrap:wrap;align-items:center;gap:8px 12px}
.lsw-counts{display:flex;flex-wrap:wrap;align-items:start;gap:16px 40px}
.lsw-counts p{margin:4px 0 0}
.lsw-bars{border-spacing:8px 4px;margin:0 -8px;font-variant-numeric:tabular-nums}
.lsw-bars caption{padding:0 8px;font-weight:600;text-align:left}
.lsw-bars th{font-weight:400;text-align:left;color:var(--lsw-fg-2);min-width:72px;max-width:180px}
.lsw-bars td:nth-child(2){width:160px}
.lsw-bars td:last-child{text-align:right}
.lsw-bars td span{display:block;min-width:1px;height:8px;border-radius:4px;background:var(--lsw-accent)}
`;
