// The only file that touches document and window: shadow root, styles, theme, focus, full screen, clipboard.
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Scope } from "../core/scope";
import type { Root } from "./context";
import { watchTheme } from "./theme";
import { THEME_CSS } from "./theme.css";

export interface ViewRoot extends Root {
  /** `[data-lsw-root]`, in the page; the shadow root hangs on it. */
  readonly host: HTMLElement;
  /** The focusable box in the shadow root that holds the whole view. */
  readonly box: HTMLElement;
  readonly dark: ReadonlySignal<boolean>;
  /** Width of the view in CSS pixels. */
  readonly width: ReadonlySignal<number>;
  readonly full: ReadonlySignal<boolean>;
  readonly mac: boolean;
  /** The focused element inside the view. */
  active(): Element | null;
  viewport(): { left: number; top: number; right: number; bottom: number };
  /** Focus on the box itself, where every key works. */
  home(): void;
  /** Gives the focus back to the notebook. */
  leave(): void;
  toggleFull(): void;
  copyText(text: string): Promise<boolean>;
  /** Saves a text as a file of the person's, without the kernel. */
  download(name: string, text: string): void;
  /** Runs once the page has nothing better to do, unless the view ends before. */
  whenIdle(run: () => void): void;
  /** A small choice of the person, kept in the browser; null when it was never made or cannot be kept. */
  remembered(key: string): string | null;
  remember(key: string, value: string): void;
  /** Asks before the page is left while `pending` says so. */
  guardLeaving(pending: () => boolean): void;
  /** Pointer presses anywhere in the page; returns the end of listening. */
  onPointerDown(handler: (event: Event) => void): () => void;
}

export function createRoot(container: HTMLElement, scope: Scope): ViewRoot {
  const page = container.ownerDocument;
  const view = page.defaultView ?? globalThis.window;
  const host = page.createElement("div");
  host.setAttribute("data-lsw-root", "");
  const shadow = host.attachShadow({ mode: "open" });
  const box = page.createElement("div");
  box.className = "lsw";
  box.tabIndex = 0;
  shadow.append(box);
  container.append(host);
  scope.add(() => host.remove());

  const css = adopter(page, view, shadow);
  css("theme", THEME_CSS);
  const { dark, look } = watchTheme(page, view, host, box, scope);
  const width = signal(box.clientWidth || 800);
  let hidden = hideStatic(container, scope);
  // Hosts attach the element when they like: its first size says that it is there.
  const observer = new ResizeObserver(() => {
    width.value = box.clientWidth;
    look();
    if (!hidden) hidden = hideStatic(container, scope);
  });
  observer.observe(box);
  scope.add(() => observer.disconnect());
  keepFocus(page, host, shadow, box, scope);

  const full = signal(false);
  scope.listen(page, "fullscreenchange", () => {
    full.value = page.fullscreenElement === host;
    host.toggleAttribute("data-full", full.value);
  });

  return {
    host,
    shadow,
    box,
    css,
    dark,
    width,
    full,
    mac: /Mac|iPhone|iPad/.test(view.navigator.userAgent),
    selectedRange: () => selectedRange(page, shadow),
    caretAt: (x, y) => caretAt(page, shadow, x, y),
    clearSelection: () => page.getSelection()?.removeAllRanges(),
    active: () => shadow.activeElement,
    viewport: () => ({
      left: 0,
      top: 0,
      right: page.documentElement.clientWidth || view.innerWidth,
      bottom: view.innerHeight,
    }),
    home: () => box.focus({ preventScroll: true }),
    leave() {
      (shadow.activeElement as HTMLElement | null)?.blur();
      for (const outer of [".jp-Cell", ".jp-Notebook"]) {
        const target = host.closest<HTMLElement>(outer);
        target?.focus({ preventScroll: true });
        if (target && page.activeElement === target) return;
      }
    },
    toggleFull() {
      if (full.value) {
        if (page.fullscreenElement) void page.exitFullscreen();
        full.value = false;
        host.removeAttribute("data-full");
        return;
      }
      const cover = () => {
        full.value = true;
        host.setAttribute("data-full", "");
      };
      if (host.requestFullscreen) host.requestFullscreen().catch(cover);
      else cover();
    },
    async copyText(text) {
      try {
        await view.navigator.clipboard.writeText(text);
        return true;
      } catch {
        return false;
      }
    },
    download(name, text) {
      const link = page.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
      link.download = name;
      link.click();
      // The browser reads the address after the click has returned.
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    },
    whenIdle(run) {
      if (!view.requestIdleCallback) return void scope.timeout(run, 100);
      const asked = view.requestIdleCallback(run, { timeout: 1000 });
      scope.add(() => view.cancelIdleCallback(asked));
    },
    remembered(key) {
      try {
        return view.localStorage.getItem(`ls_widgets:${key}`);
      } catch {
        return null;
      }
    },
    remember(key, value) {
      try {
        view.localStorage.setItem(`ls_widgets:${key}`, value);
      } catch {
        // A host without storage forgets; nothing depends on it.
      }
    },
    guardLeaving(pending) {
      scope.listen(view, "beforeunload", (event: BeforeUnloadEvent) => {
        if (pending()) event.preventDefault();
      });
    },
    onPointerDown(handler) {
      page.addEventListener("pointerdown", handler, true);
      return () => page.removeEventListener("pointerdown", handler, true);
    },
  };
}

function adopter(page: Document, view: Window & typeof globalThis, shadow: ShadowRoot) {
  const known = new Set<string>();
  return (key: string, text: string) => {
    if (known.has(key)) return;
    known.add(key);
    try {
      const sheet = new view.CSSStyleSheet();
      sheet.replaceSync(text);
      shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
    } catch {
      const style = page.createElement("style");
      style.textContent = text;
      shadow.prepend(style);
    }
  };
}

/** JupyterLab sees keys only while the focus is elsewhere; focus never falls to the page unasked. */
function keepFocus(page: Document, host: HTMLElement, shadow: ShadowRoot, box: HTMLElement, scope: Scope) {
  let inside = false;
  scope.listen(box, "focusin", () => {
    inside = true;
    host.setAttribute("data-lm-suppress-shortcuts", "true");
  });
  scope.listen(box, "focusout", (event: FocusEvent) => {
    if (box.contains(event.relatedTarget as Node | null)) return;
    const left = event.target as Node;
    // Later, because a removed element loses the focus before it is gone, and another window only borrows it.
    queueMicrotask(() => {
      if (shadow.activeElement) return;
      if (!box.contains(left) && inside && !scope.ended) return box.focus({ preventScroll: true });
      inside = false;
      host.removeAttribute("data-lm-suppress-shortcuts");
    });
  });
  const observer = new MutationObserver(() => {
    const lost = !shadow.activeElement && (page.activeElement === page.body || !page.activeElement);
    if (inside && lost) box.focus({ preventScroll: true });
  });
  observer.observe(box, { childList: true, subtree: true });
  scope.add(() => observer.disconnect());
}

/** The preview saved beside the view is out of sight while the view lives; false before it is attached. */
function hideStatic(container: HTMLElement, scope: Scope): boolean {
  const area = container.closest(".jp-OutputArea");
  if (!area) return false;
  const hide = () => {
    for (const preview of area.querySelectorAll(".lsw-static")) {
      const child = preview.closest<HTMLElement>(".jp-OutputArea-child");
      if (!child || child.contains(container) || child.hidden) continue;
      child.hidden = true;
      const display = child.style.display;
      child.style.display = "none";
      scope.add(() => {
        child.hidden = false;
        child.style.display = display;
      });
    }
  };
  hide();
  const observer = new MutationObserver(hide);
  observer.observe(area, { childList: true });
  scope.add(() => observer.disconnect());
  return true;
}

interface ComposedSelection {
  getComposedRanges?(options: { shadowRoots: ShadowRoot[] }): StaticRange[];
}
interface ShadowSelection {
  getSelection?(): Selection | null;
}

function selectedRange(page: Document, shadow: ShadowRoot): StaticRange | Range | null {
  const selection = page.getSelection();
  const composed = (selection as ComposedSelection | null)?.getComposedRanges?.({ shadowRoots: [shadow] })[0];
  const own = (shadow as ShadowSelection).getSelection?.();
  const range = composed ?? (own?.rangeCount ? own.getRangeAt(0) : null);
  return range && shadow.contains(range.startContainer) && shadow.contains(range.endContainer) ? range : null;
}

interface CaretDocument {
  caretPositionFromPoint?(
    x: number,
    y: number,
    options: { shadowRoots: ShadowRoot[] },
  ): { offsetNode: Node; offset: number } | null;
  caretRangeFromPoint?(x: number, y: number): Range | null;
}

function caretAt(page: Document, shadow: ShadowRoot, x: number, y: number) {
  const source = page as unknown as CaretDocument;
  const place = source.caretPositionFromPoint?.(x, y, { shadowRoots: [shadow] });
  const range = place ? null : source.caretRangeFromPoint?.(x, y);
  const node = place?.offsetNode ?? range?.startContainer;
  const offset = place?.offset ?? range?.startOffset ?? 0;
  return node && shadow.contains(node) ? { node, offset } : null;
}
