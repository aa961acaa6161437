export const PANEL_CSS = `
.lsw-panel{flex:none;contain:size layout;display:flex;flex-direction:column;min-height:0;overflow:hidden;max-width:60%}
.lsw-drawer{position:absolute;right:0;top:0;bottom:0;z-index:4;background:var(--lsw-bg);
border-left:1px solid var(--lsw-border);box-shadow:var(--lsw-shadow);max-width:100%}
[data-size=narrow] .lsw-drawer{width:100%!important}
.lsw-closer{position:absolute;right:4px;top:2px}
.lsw-drawer .lsw-listhead{padding-right:36px}
.lsw-divider{flex:none;width:5px;cursor:col-resize;border-left:1px solid var(--lsw-border);touch-action:none}
.lsw-divider:hover,.lsw-divider:focus-visible{background:var(--lsw-accent)}
.lsw .lsw-divider:focus-visible{outline-offset:-2px}
.lsw-regions{display:flex;flex-direction:column;flex:1 1 96px;min-height:96px}
.lsw-listhead{display:flex;white-space:nowrap;align-items:center;gap:4px;padding:4px 4px 4px 12px;flex:none}
.lsw-regions .lsw-list{flex:1 1 0;min-height:56px}
.lsw .lsw-list:focus-visible{outline-offset:-2px}
.lsw-group{font-weight:600;cursor:default}
.lsw-hidden>:not(.lsw-rowicon){opacity:.5}
.lsw-ring{background:none!important;border:2px dotted}
.lsw-rowicon{display:none;padding:4px;margin-right:-4px;border-radius:var(--lsw-radius)}
.lsw-rowicon:last-child{margin-right:0}
.lsw-rowicon:hover{background:var(--lsw-tint)}
.lsw-rowtexts{display:grid;gap:4px;padding:0 8px 8px 30px}
.lsw-rowtexts .lsw-control{margin:0;user-select:text}
.lsw-rowtexts .lsw-fill{min-height:0}
.lsw-relations{display:flex;flex-direction:column;flex:0 1 auto;min-height:88px;border-top:1px solid var(--lsw-border)}
.lsw-relations .lsw-list{flex:0 1 auto;min-height:28px}
.lsw-relation{padding:0 4px 0 8px;cursor:default;overflow:hidden}
.lsw-relation:hover{background:var(--lsw-tint)}
.lsw .lsw-relation:focus-visible{outline-offset:-2px}
.lsw-relationline{display:flex;align-items:center;height:28px;min-width:0}
.lsw-relationline .lsw-iconic{width:24px}
.lsw-relationlabels{display:flex;padding-left:4px}
.lsw-relationlabels .lsw-button{min-height:20px;padding:0 4px;font-size:12px}
.lsw-relationnames{border-left:3px solid var(--lsw-color);padding-left:4px}
.lsw-relationchoice{display:flex;width:100%;min-width:140px;text-align:left}
.lsw-relationtick{width:1em}
.lsw-end{display:flex;flex:1 1 0;align-items:center;gap:4px;min-width:0;height:24px;padding:0 4px;border:0;background:none;
border-radius:var(--lsw-radius);cursor:pointer;text-align:left}
.lsw-end:hover{background:var(--lsw-tint)}
.lsw .lsw-end:focus-visible{outline-offset:0}
.lsw-details{flex:0 1 auto;overflow:auto;border-top:1px solid var(--lsw-border);padding:8px 12px;display:grid;gap:8px;grid-auto-rows:max-content}
.lsw-details p{margin:0}
.lsw-details textarea{width:100%;resize:vertical}
.lsw-excerpt{overflow-wrap:anywhere;max-height:4.2em;overflow:auto}
.lsw-actions{display:flex;gap:4px;position:sticky;bottom:-8px;margin-bottom:-8px;padding-bottom:4px;background:var(--lsw-bg)}
.lsw-bold{font-weight:600;white-space:nowrap}
.lsw-row>.lsw-bold{max-width:70%}
`;
