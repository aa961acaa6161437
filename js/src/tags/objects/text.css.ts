export const TEXT_CSS = `
.lsw-text{position:relative;margin:-8px 0 8px}
.lsw-text-box{max-height:var(--lsw-object-height,60vh);overflow:auto;padding:var(--lsw-over) 8px 12px;--lsw-over:18px;
border-radius:var(--lsw-radius);position:relative}
.lsw-text-note{margin:0;padding:12px;color:var(--lsw-fg-2);border:1px dashed var(--lsw-border);
border-radius:var(--lsw-radius)}
.lsw-text-note[role=alert]{color:var(--lsw-error)}
.lsw-text-faults{list-style:none;margin:8px 0 0;padding:4px 8px;font-size:12px;border:1px solid var(--lsw-warn);
border-radius:var(--lsw-radius)}
.lsw-text-faults button{display:flex;gap:6px;align-items:flex-start;background:none;border:0;padding:2px 0;
text-align:start;cursor:pointer}
.lsw-text-faults .lsw-icon{color:var(--lsw-warn)}
.lsw-text-box[data-finding]{--lsw-over:48px}
.lsw-text-finder{position:relative;z-index:4}
.lsw-text-find{position:absolute;top:4px;right:20px;max-width:calc(100% - 28px);display:flex;align-items:center;
gap:4px;padding:4px;background:var(--lsw-bg);border:1px solid var(--lsw-border);border-radius:var(--lsw-radius);
box-shadow:var(--lsw-shadow)}
.lsw-text-find input{width:180px;flex:0 1 auto}
.lsw-text-count{min-width:64px;font-size:12px;color:var(--lsw-fg-2);text-align:center;white-space:nowrap}
.lsw-text-map{position:sticky;z-index:2;top:0;height:0;margin:calc(-1*var(--lsw-over)) 0 var(--lsw-over)}
.lsw-text-map canvas{position:absolute;top:0;right:-8px;cursor:pointer;color:var(--lsw-fg);opacity:.85}
.lsw-text-content{position:relative;isolation:isolate;max-width:68ch;font:14px/1.6 var(--lsw-font);outline-offset:4px;
white-space-collapse:var(--lsw-collapse,preserve-breaks);overflow-wrap:anywhere;cursor:text;border-radius:2px;
user-select:text}
.lsw-text-content[data-labels]{line-height:2.4}
.lsw-text-box[data-over] .lsw-text-content{cursor:pointer}
.lsw-text-block{position:relative;unicode-bidi:plaintext;text-align:start}
.lsw-text-long>.lsw-text-block,.lsw-text-long>[data-phrase]{content-visibility:auto}
`;
