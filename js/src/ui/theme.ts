// Light or dark, as the background that is really there says.
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Scope } from "../core/scope";

/** Relative luminance of a computed `rgb()` colour; null when it is transparent or unknown. */
export function luminance(color: string): number | null {
  const parts = /^rgba?\(\s*([\d.]+)[ ,]+([\d.]+)[ ,]+([\d.]+)(?:[ ,/]+([\d.]+)(%?))?/.exec(color);
  if (!parts) return null;
  const alpha = parts[4] === undefined ? 1 : Number(parts[4]) / (parts[5] ? 100 : 1);
  if (alpha < 0.5) return null;
  const channel = (text: string | undefined) => {
    const value = Number(text) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(parts[1]) + 0.7152 * channel(parts[2]) + 0.0722 * channel(parts[3]);
}

/** Black or white, whichever is read better on a colour of this luminance. */
export function textOn(light: number): "#000" | "#fff" {
  return (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) ? "#000" : "#fff";
}

/** Keeps `data-dark` on the box and `--lsw-on-accent` in step with the host. */
export function watchTheme(
  page: Document,
  view: Window & typeof globalThis,
  host: HTMLElement,
  box: HTMLElement,
  scope: Scope,
): { dark: ReadonlySignal<boolean>; look(): void } {
  const dark = signal(false);
  const probe = page.createElement("span");
  probe.className = "lsw-probe";
  box.before(probe);
  const system = view.matchMedia?.("(prefers-color-scheme: dark)");

  const around = (): number => {
    let node: Node | null = host;
    while (node) {
      const seen =
        node.nodeType === 1 ? luminance(view.getComputedStyle(node as Element).backgroundColor) : null;
      if (seen !== null) return seen;
      node = node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null;
    }
    const scheme = view.getComputedStyle(page.documentElement).colorScheme ?? "";
    return scheme.includes("dark") && (!scheme.includes("light") || system?.matches) ? 0 : 1;
  };
  const look = () => {
    box.toggleAttribute("data-dark", around() < 0.4);
    const own = luminance(view.getComputedStyle(box).backgroundColor);
    if (own !== null) box.toggleAttribute("data-dark", own < 0.4);
    dark.value = box.hasAttribute("data-dark");
    probe.toggleAttribute("data-dark", dark.value);
    const accent = luminance(view.getComputedStyle(probe).color);
    if (accent !== null) host.style.setProperty("--lsw-on-accent", textOn(accent));
  };
  look();
  const observer = new MutationObserver(look);
  for (const element of [page.documentElement, page.body]) observer.observe(element, { attributes: true });
  scope.add(() => observer.disconnect());
  // Hosts load a theme's style sheet after they have announced it.
  scope.listen(page, "load", look, { capture: true });
  scope.listen(box, "focusin", look);
  if (system) scope.listen(system, "change", look);
  return { dark, look };
}
