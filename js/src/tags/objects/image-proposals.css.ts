export const PROPOSALS_CSS = `
.lsw-image-answer{position:absolute;display:flex;gap:2px;padding:1px;background:var(--lsw-bg);color:var(--lsw-fg);cursor:default;
border:1px solid var(--lsw-border);border-radius:var(--lsw-radius);box-shadow:var(--lsw-shadow)}
`;
