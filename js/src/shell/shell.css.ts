// The frame: head, middle, foot, and what is said over them.
export const SHELL_CSS = `
.lsw-head,.lsw-foot{display:flex;align-items:center;gap:4px;min-height:40px;padding:4px 8px;flex:none;min-width:0}
.lsw-head{border-bottom:1px solid var(--lsw-border)}
.lsw-foot{border-top:1px solid var(--lsw-border);gap:8px}
.lsw-foot>.lsw-iconic:first-child{margin-right:-4px}
.lsw-title{font-size:14px;font-weight:600;margin:0 8px 0 4px;flex:0 1 auto;max-width:40%}
.lsw-grow{flex:1;min-width:0}
.lsw-middle{display:flex;position:relative;min-height:120px;max-height:var(--lsw-height);flex:1 1 auto;min-width:0;
--lsw-room:var(--lsw-height);
--lsw-object-height:max(200px,var(--lsw-room) - var(--lsw-before,92px) - min(var(--lsw-after,12px),var(--lsw-room)/3))}
[data-panel] .lsw-middle{min-height:min(360px,var(--lsw-height))}
:host([data-full]) .lsw-middle,:host(:fullscreen) .lsw-middle{max-height:none;--lsw-room:calc(100vh - 82px)}
.lsw-area,.lsw-middle>.lsw-card,.lsw-middle>.lsw-skeleton{flex:1 1 0;min-width:0;overflow:auto;padding:12px;outline:none}
.lsw .lsw-area:focus-visible{outline-offset:-2px}
.lsw-area.lsw-machine{box-shadow:inset 3px 0 0 var(--lsw-accent)}
.lsw-area>.lsw-undo{float:right;margin:0 0 4px 12px;position:sticky;top:-8px;z-index:3;background:var(--lsw-bg)}
.lsw-undo{display:inline-flex}
.lsw-tree>*,.lsw-tree{font-size:14px}
.lsw-hint{margin:8px 12px}
.lsw-progress{display:flex;align-items:center;gap:8px;flex:0 1 auto;white-space:nowrap;font-variant-numeric:tabular-nums}
.lsw-bar{display:flex;width:clamp(48px,14vw,160px);height:6px;border-radius:3px;overflow:hidden;background:var(--lsw-tint)}
.lsw-bar>span{background:var(--lsw-ok)}
.lsw-bar>.lsw-skipped{background:var(--lsw-fg-2);opacity:.5}
.lsw-saved{display:flex;min-width:0}
.lsw-saved .lsw-button{font-size:12px;min-width:0;padding:0 4px}
.lsw-warn{color:var(--lsw-warn)}
.lsw-banner{display:flex;align-items:flex-start;gap:8px;padding:8px 12px;margin:0 0 12px;background:var(--lsw-bg-2);
border-radius:var(--lsw-radius);border-left:3px solid var(--lsw-accent)}
.lsw>.lsw-banner{margin:0;border-radius:0}
.lsw-banner.lsw-warning{border-color:var(--lsw-warn)}
.lsw-banner .lsw-icon{margin-top:1px}
.lsw-notices{position:absolute;left:50%;bottom:8px;transform:translateX(-50%);display:grid;gap:4px;z-index:5;
max-width:min(640px,calc(100% - 16px));width:max-content}
.lsw-notice{display:flex;flex-wrap:wrap;align-items:center;gap:4px 8px;padding:2px 4px 2px 12px;background:var(--lsw-bg);
border:1px solid var(--lsw-border);border-left:3px solid var(--lsw-accent);border-radius:var(--lsw-radius);
box-shadow:var(--lsw-shadow)}
.lsw-notice.lsw-warning{border-left-color:var(--lsw-warn)}
.lsw-notice.lsw-error{border-left-color:var(--lsw-error)}
.lsw-card{font-size:14px;align-self:stretch}
.lsw-skeleton{display:grid;gap:12px;align-content:start;min-height:200px}
.lsw-skeleton span{height:14px;border-radius:var(--lsw-radius);background:var(--lsw-tint)}
[data-size=narrow] .lsw-wide{display:none}
[data-size=narrow] .lsw-bar{width:40px}
`;
