/** Puts the focus on a control after the next rendering, since it is yet to appear. */
export function focusSoon(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}
