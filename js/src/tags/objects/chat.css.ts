export const CHAT_CSS = `
.lsw-chat{display:flex;flex-direction:column;gap:8px;margin:0 0 8px;max-height:var(--lsw-object-height,60vh);min-height:200px}
.lsw-chat-log{flex:1 1 auto;min-height:80px;overflow:auto;border-radius:var(--lsw-radius)}
.lsw-chat-log ol{list-style:none;margin:0;padding:4px;display:flex;flex-direction:column;gap:8px}
.lsw-message{--lsw-said:var(--lsw-fg-2);align-self:flex-start;max-width:min(85%,80ch);min-width:min(220px,100%);padding:4px 12px 8px;
background:var(--lsw-bg-2);border-radius:var(--lsw-radius);border-left:3px solid var(--lsw-said);
content-visibility:auto;contain-intrinsic-size:auto 72px}
.lsw-message[data-role=user]{align-self:flex-end;--lsw-said:var(--lsw-accent);
background:color-mix(in srgb,var(--lsw-accent) 12%,var(--lsw-bg))}
.lsw-message[data-role=assistant]{--lsw-said:var(--lsw-ok)}
.lsw-message:not([data-role=user],[data-role=assistant]){align-self:stretch;max-width:none;background:none;
border:1px dashed var(--lsw-border);border-left:3px solid var(--lsw-said)}
.lsw-message[data-message]{cursor:pointer}
.lsw-message[data-message]:hover,.lsw-message[data-hover]{box-shadow:0 0 0 1px var(--lsw-said)}
.lsw-message[data-message][data-selected],.lsw-message[data-message][data-selected]:hover{box-shadow:0 0 0 2px var(--lsw-bg),0 0 0 4px var(--lsw-accent)}
.lsw-message-head{display:flex;flex-wrap:wrap;align-items:center;gap:0 8px;min-height:28px;font-size:12px}
.lsw-message-head .lsw-button{margin:0 0 0 -8px;font-weight:600}
.lsw-message-head .lsw-iconic{margin:0;opacity:.75}
.lsw-message-head .lsw-iconic:hover,.lsw-message-head .lsw-iconic:focus-visible{opacity:1}
.lsw-message p{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;font:14px/1.6 var(--lsw-font);user-select:text}
.lsw-message pre,.lsw-chat-given{margin:4px 0 0;font:12px/1.5 var(--lsw-mono);white-space:pre-wrap;overflow-wrap:anywhere;
color:var(--lsw-fg-2);user-select:text}
.lsw-message .lsw-problem,.lsw-chat .lsw-problem{margin:0;color:var(--lsw-error);font-size:13px}
.lsw-message:has(textarea){width:min(85%,80ch)}
.lsw-message textarea{width:100%;field-sizing:content;min-height:60px;resize:vertical}
.lsw-chat-new{display:flex;flex-wrap:wrap;align-items:flex-end;gap:8px;flex:none}
.lsw-chat-new textarea{flex:1 1 150px;min-width:0;min-height:36px;max-height:160px;field-sizing:content;resize:vertical}
.lsw-chat-foot[data-problem]{outline:2px solid var(--lsw-error);outline-offset:4px;border-radius:var(--lsw-radius)}
.lsw-chat-foot{display:grid;gap:4px;flex:none}
.lsw-chat-foot>p{margin:0;font-size:13px}
.lsw-chat-card{padding:12px;border:1px dashed var(--lsw-border);border-radius:var(--lsw-radius);overflow:auto}
.lsw-chat-card p{margin:0}
`;
