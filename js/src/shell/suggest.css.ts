export const SUGGEST_CSS = `
.lsw-suggest{border:0;padding:0;margin:0 0 8px;min-width:0;container-type:inline-size}
.lsw-suggest>div{display:flex;align-items:center;gap:8px;height:28px;white-space:nowrap}
.lsw-suggest label{display:inline-flex;align-items:center;gap:4px;min-width:0}
.lsw-suggest :is(label span,.lsw-quiet){min-width:0;overflow:hidden;text-overflow:ellipsis}
@container (max-width:700px){.lsw-suggest>div:has([role=status]) kbd{display:none}}
`;
