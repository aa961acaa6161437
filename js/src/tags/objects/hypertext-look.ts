// The look of a document in its frame: the host's theme, or the light ground its own colours are made for.

export interface Look {
  readonly coloured: boolean;
  /** Label names stand between the lines. */
  readonly labels: boolean;
  readonly dark: boolean;
}

export function frameCss(host: CSSStyleDeclaration, { coloured, labels, dark }: Look): string {
  const scheme = dark && !coloured ? "dark" : "light";
  const color = (name: string) => host.getPropertyValue(name).trim();
  return `
html{color-scheme:${scheme};background:${coloured ? "#fff" : "transparent"};overflow:hidden;
color:${coloured ? "#111" : host.color};font:14px/${labels ? 2.4 : 1.6} ${host.fontFamily}}
body{margin:${coloured ? "8px" : "0"};overflow-wrap:break-word}
img{max-width:100%;height:auto}
pre{white-space:pre-wrap}
[role=link]{color:${coloured ? "#0b57d0" : color("--lsw-accent")};text-decoration:underline}
${
  coloured
    ? ""
    : `p,li,dd,blockquote,h1,h2,h3,h4,h5,h6{max-width:80ch}
table{border-collapse:collapse}
td,th{border:1px solid ${color("--lsw-border")};padding:4px 8px;text-align:start;vertical-align:top}`
}`;
}
