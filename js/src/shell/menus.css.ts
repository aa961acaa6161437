export const MENUS_CSS = `
.lsw-tasks{display:flex;flex-direction:column;gap:4px;width:min(420px,80vw)}
.lsw-tasks .lsw-list{height:280px}
.lsw-palette{display:grid;gap:4px;width:min(440px,80vw)}
.lsw-palette>[role=listbox]{max-height:300px;overflow:auto}
.lsw-item{display:flex;align-items:center;gap:8px;width:100%;min-height:28px;padding:2px 8px;border:0;background:none;
border-radius:var(--lsw-radius);cursor:pointer;text-align:left}
.lsw-item:hover,.lsw-item.lsw-hover{background:var(--lsw-tint)}
.lsw-about{padding:4px 8px;max-width:min(360px,80vw);overflow-wrap:anywhere}
.lsw-about p{margin:4px 0}
.lsw-help{padding:4px 12px;columns:2 240px;column-gap:32px;max-width:min(720px,90vw)}
.lsw-help section{break-inside:avoid;margin-bottom:8px}
.lsw-help h3{font-size:13px;margin:0 0 4px}
.lsw-help dl{margin:0}
.lsw-help dl>div{display:flex;justify-content:space-between;gap:12px;padding:1px 0}
.lsw-help dd{margin:0;display:flex;gap:4px;flex:none}
.lsw-detail{flex:1 0 100%;display:flex;flex-direction:row-reverse;align-items:start}
.lsw-detail pre{flex:1;margin:0;max-height:160px;overflow:auto;font:12px/1.5 var(--lsw-mono);white-space:pre-wrap;overflow-wrap:anywhere}
`;
