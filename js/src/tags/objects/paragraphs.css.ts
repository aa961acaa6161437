export const PARAGRAPHS_CSS = `
.lsw-phrase-filter{display:flex;gap:8px;align-items:center;padding:8px 8px 0;font-size:12px;color:var(--lsw-fg-2)}
.lsw-phrase-filter select{max-width:100%;color:var(--lsw-fg)}
.lsw-phrase-audio{display:block;width:100%;margin-top:8px}
.lsw-phrase-audio:not([controls]){display:none}
.lsw-phrase{display:grid;grid-template-columns:minmax(72px,128px) minmax(0,1fr);gap:0 12px;padding:3px 0}
.lsw-phrase[hidden]{display:none}
.lsw-phrase-head{display:flex;flex-wrap:wrap;align-content:flex-start;align-items:center;gap:0 4px;user-select:none;
cursor:default;font-size:12px;line-height:22px;color:var(--lsw-fg-2)}
.lsw-phrase-name{font-weight:600;color:var(--lsw-fg);min-width:0;overflow-wrap:anywhere}
.lsw-phrase-name::before{content:"";display:inline-block;width:8px;height:8px;margin-inline-end:6px;border-radius:50%;
background:var(--lsw-speaker)}
.lsw-phrase-time{font-variant-numeric:tabular-nums;white-space:nowrap}
.lsw-phrase-play.lsw-button{width:22px;min-height:22px}
.lsw-phrase[data-heard]{box-shadow:inset 3px 0 var(--lsw-accent)}
.lsw-dialogue .lsw-phrase{display:block;width:fit-content;min-width:min(200px,100%);max-width:100%;margin:0 0 8px;
padding:4px 12px 6px;border-radius:8px;border-inline-start:3px solid var(--lsw-speaker);
background:color-mix(in srgb,var(--lsw-speaker) 12%,var(--lsw-bg))}
.lsw-dialogue .lsw-phrase[hidden]{display:none}
.lsw-dialogue .lsw-phrase[data-heard]{box-shadow:0 0 0 2px var(--lsw-accent)}
.lsw-dialogue>.lsw-span-under{z-index:1;mix-blend-mode:multiply}
[data-dark] .lsw-dialogue>.lsw-span-under{mix-blend-mode:screen}
.lsw-dialogue .lsw-phrase-head{line-height:20px}
.lsw-phrase .lsw-text-block{isolation:isolate;min-height:1.6em}
.lsw-text-content[data-labels] .lsw-phrase-head{line-height:2.4}
.lsw[data-size=narrow] .lsw-none .lsw-phrase-time{white-space:normal;line-height:1.3}
.lsw[data-size=narrow] .lsw-phrase{grid-template-columns:minmax(48px,72px) minmax(0,1fr);gap:0 8px}
`;
