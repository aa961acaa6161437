export const TABLE_CSS = `
.lsw-table{margin:0 0 8px;display:flex;flex-direction:column;max-height:var(--lsw-object-height,60vh)}
.lsw-table-box{overflow:auto;flex:0 1 auto;border:1px solid var(--lsw-border);border-radius:var(--lsw-radius)}
.lsw-table table{border-collapse:separate;border-spacing:0;min-width:100%;font:13px/1.5 var(--lsw-font);user-select:text}
.lsw-table-long table{table-layout:fixed;width:max-content}
.lsw-table th{position:sticky;top:0;z-index:1;background:var(--lsw-bg-2);text-align:left;padding:0;
border-bottom:1px solid var(--lsw-border)}
.lsw-table th button{display:flex;gap:4px;align-items:center;width:100%;padding:4px 8px;border:0;background:none;
font-weight:600;text-align:left;cursor:pointer;overflow-wrap:anywhere}
.lsw-table th button:hover{background:var(--lsw-tint)}
.lsw .lsw-table :focus-visible{outline-offset:-2px}
.lsw-table td{padding:4px 8px;vertical-align:top;max-width:60ch;white-space:pre-wrap;overflow-wrap:anywhere;
border-bottom:1px solid color-mix(in srgb,var(--lsw-border) 60%,transparent)}
.lsw-table tbody:last-child tr:last-child td{border-bottom:0}
.lsw-table tbody tr:hover td{background:var(--lsw-tint)}
.lsw-table th.lsw-table-number button{justify-content:flex-end}
.lsw-table .lsw-table-number{text-align:right;font-variant-numeric:tabular-nums}
.lsw-table .lsw-table-code{font:12px/1.6 var(--lsw-mono)}
.lsw-table-foot{display:flex;align-items:center;gap:8px;font-size:12px;min-height:28px;flex:none}
.lsw-data-card{margin:0 0 8px;padding:12px;border:1px dashed var(--lsw-border);border-radius:var(--lsw-radius);
color:var(--lsw-fg-2);max-height:var(--lsw-object-height,60vh);overflow:auto}
.lsw-data-card p{margin:0}
.lsw-data-card pre{margin:8px 0 0;font:12px/1.5 var(--lsw-mono);white-space:pre-wrap;overflow-wrap:anywhere;user-select:text}
.lsw-list-title{margin:4px 0 8px;font-size:16px;line-height:1.3}
.lsw-list-box{max-height:var(--lsw-object-height,60vh);overflow:auto;margin:0 0 8px}
.lsw-list-box ul{list-style:none;margin:0;padding:2px;display:grid;gap:8px}
.lsw-item{padding:8px 12px;border:1px solid var(--lsw-border);border-radius:var(--lsw-radius);user-select:text;
content-visibility:auto;contain-intrinsic-size:auto 72px}
.lsw-item p{margin:0;max-width:80ch;white-space:pre-wrap;overflow-wrap:anywhere;font:14px/1.6 var(--lsw-font)}
.lsw-item pre{margin:4px 0 0;font:12px/1.5 var(--lsw-mono);white-space:pre-wrap;overflow-wrap:anywhere;color:var(--lsw-fg-2)}
.lsw-item-head{display:flex;justify-content:space-between;gap:8px;overflow-wrap:anywhere}
.lsw-item .lsw-problem{margin:0;color:var(--lsw-error)}
`;
