export const FLOAT_CSS = `
.lsw-float{position:fixed;inset:auto;margin:0;padding:4px;border:1px solid var(--lsw-border);overflow:auto;
border-radius:var(--lsw-radius);background:var(--lsw-bg);color:var(--lsw-fg);box-shadow:var(--lsw-shadow);
font:13px/1.4 var(--lsw-font);z-index:10;width:max-content;max-width:calc(100vw - 16px);outline:none}
`;
