/** How the keyboard of this machine names the key that goes with another: `Ctrl+` or `⌘`. */
export function modifier(): string {
  return navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl+';
}
