export const PANEL_CSS = `
.lsw-panel{flex:none;contain:size layout;display:flex;flex-direction:column;min-height:0;overflow:hidden;max-width:60%}
.lsw-drawer{position:absolute;right:0;top:0;bottom:0;z-index:4;background:var(--lsw-bg);
border-left:1px solid var(--lsw-border);box-shadow:var(--lsw-shadow);max-width:100%}
[data-size=narrow] .lsw-drawer{width:100%!important}
.lsw-closer{position:absolute;right:4px;top:2px}
.lsw-drawer .lsw-listhead{padding-right:36px}
.lsw-divider{flex:none;width:5px;cursor:col-resize;border-left:1px solid var(--lsw-border);touch-action:none}
.lsw-divider:hover,.lsw-divider:focus-visible{background:var(--lsw-accent);outline:none}
.lsw-regions{display:flex;flex-direction:column;flex:1 1 160px;min-height:96px}
.lsw-listhead{display:flex;white-space:nowrap;align-items:center;gap:4px;padding:4px 4px 4px 12px;flex:none}
.lsw-regions .lsw-list{flex:1 1 0;min-height:56px}
.lsw .lsw-list:focus-visible{outline-offset:-2px}
.lsw-group{font-weight:600;cursor:default}
.lsw-hidden>:not(.lsw-rowicon){opacity:.5}
.lsw-ring{background:none!important;border:2px dotted}
.lsw-rowicon{display:none;padding:4px;margin-right:-4px;border-radius:var(--lsw-radius)}
.lsw-rowicon:hover{background:var(--lsw-tint)}
.lsw-details{flex:0 1 auto;overflow:auto;border-top:1px solid var(--lsw-border);padding:8px 12px;display:grid;gap:8px}
.lsw-details p{margin:0}
.lsw-details textarea{width:100%;resize:vertical}
.lsw-excerpt{overflow-wrap:anywhere;max-height:4.2em;overflow:auto}
.lsw-actions{display:flex;gap:4px}
`;
