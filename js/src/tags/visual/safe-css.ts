// CSS from configs: parsed by the browser, then only what stays inside the view and loads nothing.

const LOADS = /url\(|image-set\(|src\(|element\(|expression\(/i;

/** A declaration that neither loads from outside nor leaves its place. */
function harmless(name: string, value: string): boolean {
  // Escapes could spell `url(` where the browser keeps the text as it was written.
  if (value.includes("\\") && value.includes("(")) return false;
  if (
    LOADS.test(
      value.replace(/url\(\s*["']?data:image\/(png|jpeg|gif|webp);base64,[a-z0-9+/=]*["']?\s*\)/gi, ""),
    )
  )
    return false;
  if (name === "position") return !/fixed|sticky|var\(/i.test(value);
  return name !== "behavior" && name !== "-moz-binding";
}

export function declarations(style: CSSStyleDeclaration): string {
  let kept = "";
  for (let at = 0; at < style.length; at++) {
    const name = style.item(at);
    const value = style.getPropertyValue(name);
    if (!harmless(name, value)) continue;
    kept += `${name}: ${value}${style.getPropertyPriority(name) ? " !important" : ""}; `;
    // Texts inside follow it, but never join lines.
    if (name === "white-space-collapse" && value !== "collapse") kept += `--lsw-collapse: ${value}; `;
  }
  return kept.trim();
}

export function parse(css: string): CSSRuleList | null {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet.cssRules;
  } catch {
    return null;
  }
}

/** Inline CSS that is safe to set, or undefined when nothing of it is left. */
export function safeStyle(css: string): string | undefined {
  if (!css.trim()) return undefined;
  const rule = parse(`x{${css}}`)?.[0];
  return (rule instanceof CSSStyleRule && declarations(rule.style)) || undefined;
}
