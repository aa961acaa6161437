export const SUGGEST_CSS = `
.lsw-suggest{border:0;padding:0;margin:0;display:flex;flex-wrap:wrap;align-items:center;gap:4px 8px;min-height:28px;margin-bottom:8px}
.lsw-suggest label{display:inline-flex;align-items:center;gap:4px}
`;
