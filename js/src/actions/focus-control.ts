/** Puts the focus into a control inside `area`, else into the first one. */
export function focusControl(area: Element | null, name?: string): void {
  const controls = [...(area?.querySelectorAll<HTMLElement>("[data-control]") ?? [])];
  const control = controls.find((element) => !name || element.dataset.control === name);
  control?.scrollIntoView?.({ block: "nearest" });
  control?.querySelector<HTMLElement>("input, textarea, select, button")?.focus();
}
