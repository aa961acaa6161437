export const HYPERTEXT_CSS = `
.lsw-html{position:relative;margin:-8px 0 8px}
.lsw-html-box{max-height:var(--lsw-object-height,60vh);overflow:auto;padding:18px 8px 12px;
border-radius:var(--lsw-radius);position:relative}
.lsw-html-note{margin:0 0 8px;padding:12px;color:var(--lsw-fg-2);border:1px dashed var(--lsw-border);
border-radius:var(--lsw-radius);overflow-wrap:anywhere}
.lsw-html-note[role=alert]{color:var(--lsw-error)}
.lsw-html-page{position:relative;isolation:isolate;min-height:24px;outline-offset:4px;border-radius:2px;cursor:text;
touch-action:pan-x pan-y pinch-zoom;-webkit-touch-callout:none;user-select:none;-webkit-user-select:none}
.lsw-html-box[data-over] .lsw-html-page{cursor:pointer}
.lsw-html-coloured{--lsw-bg:#fff;--lsw-fg:#111;--lsw-fg-2:#555;background:#fff;color:#111;color-scheme:light}
.lsw-html-frame{display:block;position:absolute;inset:0 auto auto 0;width:100%;height:24px;border:0;pointer-events:none;
background:transparent}
.lsw-html-inline{contain:layout paint;font:14px/1.6 var(--lsw-font);overflow-wrap:break-word;min-width:100%;
width:max-content;max-width:100%}
.lsw-html-inline *{cursor:inherit;-webkit-user-select:none;user-select:none}
.lsw-html-page[data-labels] .lsw-html-inline{line-height:2.4}
.lsw-html-inline [role=link]{color:var(--lsw-accent);text-decoration:underline}
.lsw-html-inline img{max-width:100%;height:auto}
.lsw-html-inline pre{white-space:pre-wrap}
.lsw-html-page:not(.lsw-html-coloured) .lsw-html-inline table{border-collapse:collapse}
.lsw-html-page:not(.lsw-html-coloured) .lsw-html-inline :is(td,th){border:1px solid var(--lsw-border);padding:4px 8px;
text-align:start;vertical-align:top}
.lsw-html-page:not(.lsw-html-coloured) .lsw-html-inline :is(p,li,dd,blockquote){max-width:80ch}
.lsw-html-links [role=link]{cursor:pointer}
`;
