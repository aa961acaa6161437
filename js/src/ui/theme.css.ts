// Tokens and the look of what every view has; each tag brings its own rules through `root.css`.
// Each colour is the host's, else our own light or dark one (`--a` to `--g`).
export const THEME_CSS = `
:host{display:block;position:relative;contain:layout style;color-scheme:light dark}
:host([data-full]){position:fixed!important;inset:0;z-index:100000;contain:none}
:host(:fullscreen){position:static!important}
.lsw,.lsw-probe{--a:#fff;--b:#f3f4f6;--c:#1b1f24;--d:#59636e;--e:#d0d5db;--f:#0b62c4;--g:#c62828;
--lsw-bg:var(--jp-layout-color1,var(--vscode-editor-background,var(--a)));
--lsw-bg-2:var(--jp-layout-color2,var(--vscode-sideBar-background,var(--b)));
--lsw-fg:var(--jp-ui-font-color1,var(--vscode-editor-foreground,var(--c)));
--lsw-fg-2:var(--jp-ui-font-color2,var(--vscode-descriptionForeground,var(--d)));
--lsw-border:var(--jp-border-color2,var(--vscode-panel-border,var(--e)));
--lsw-accent:var(--jp-brand-color1,var(--vscode-button-background,var(--f)));
--lsw-error:var(--jp-error-color1,var(--vscode-errorForeground,var(--g)));
--lsw-warn:#9a5b00;--lsw-ok:#1a7f37;
--lsw-radius:4px;
--lsw-font:var(--jp-ui-font-family,var(--vscode-font-family,system-ui,sans-serif));
--lsw-mono:var(--jp-code-font-family,var(--vscode-editor-font-family,ui-monospace,monospace));
--lsw-tint:color-mix(in srgb,var(--lsw-fg) 8%,transparent);
--lsw-shadow:0 4px 16px rgb(0 0 0/.22)}
.lsw[data-dark],.lsw-probe[data-dark]{--a:#16181c;--b:#22262c;--c:#e6e8eb;--d:#a4acb6;--e:#3a4048;--f:#6cb0ff;--g:#ff8a80;
--lsw-warn:#f0b35a;--lsw-ok:#5fd083}
.lsw-probe{position:absolute;visibility:hidden;color:var(--lsw-accent)}
.lsw{display:flex;flex-direction:column;position:relative;box-sizing:border-box;min-width:280px;
background:var(--lsw-bg);color:var(--lsw-fg);font:13px/1.4 var(--lsw-font);
border:1px solid var(--lsw-border);border-radius:var(--lsw-radius);outline:none}
.lsw[data-dark]{color-scheme:dark}.lsw:not([data-dark]){color-scheme:light}
.lsw:focus-visible{border-color:var(--lsw-accent);box-shadow:0 0 0 1px var(--lsw-accent)}
:host([data-full]) .lsw,:host(:fullscreen) .lsw{height:100vh;border:0;border-radius:0}
.lsw *{box-sizing:border-box}
.lsw :focus-visible{outline:2px solid var(--lsw-accent);outline-offset:2px}
:where(.lsw button,.lsw input,.lsw select,.lsw textarea){font:inherit;color:inherit}
.lsw input:not([type=checkbox],[type=radio],[type=range]),.lsw select,.lsw textarea{background:var(--lsw-bg);
border:1px solid var(--lsw-border);border-radius:var(--lsw-radius);padding:4px 8px;min-width:0}
.lsw-icon{width:16px;height:16px;flex:none;fill:none;stroke:currentColor;stroke-width:2;
stroke-linecap:round;stroke-linejoin:round}
.lsw-button{display:inline-flex;align-items:center;gap:4px;min-height:28px;padding:0 8px;white-space:nowrap;
background:none;border:1px solid transparent;border-radius:var(--lsw-radius);cursor:pointer}
.lsw-button:hover:not([aria-disabled]){background:var(--lsw-tint)}
.lsw-button[aria-disabled]{color:var(--lsw-fg-2);opacity:.6;cursor:default}
.lsw-button[aria-pressed=true],.lsw-button[aria-expanded=true]{background:var(--lsw-tint)}
.lsw-iconic{padding:0;width:28px;justify-content:center;flex:none}
.lsw-line{border-color:color-mix(in srgb,currentColor 25%,transparent)}
.lsw-primary{background:var(--lsw-accent);color:var(--lsw-on-accent,#fff);font-weight:600;padding:0 12px}
.lsw-primary:hover:not([aria-disabled]){background:var(--lsw-accent);filter:brightness(1.08)}
.lsw-primary[aria-disabled]{background:var(--lsw-bg-2)}
.lsw-key{font:11px/16px var(--lsw-font);padding:0 4px;border:1px solid currentColor;border-radius:3px;opacity:.7;
white-space:nowrap}
.lsw-quiet{color:var(--lsw-fg-2)}
.lsw-sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.lsw-cut{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;min-width:0}
.lsw-dot{width:10px;height:10px;border-radius:50%;flex:none}
@media (forced-colors:active){.lsw-button,.lsw-float{border-color:ButtonBorder}
.lsw-dot,.lsw-bar{forced-color-adjust:none}.lsw [aria-selected=true],.lsw [aria-pressed=true]{outline:2px solid Highlight;
outline-offset:-2px}}
@media (prefers-reduced-motion:reduce){.lsw *{animation:none!important;transition:none!important}}
`;
