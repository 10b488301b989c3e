/** Line breaks and tabs, other controls, and what turns the direction of what follows. */
const UNSEEN = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** A text on one line, with what cannot be seen of it made visible. */
export function visibleText(text: string): string {
  return text.replaceAll(UNSEEN, (character) => {
    if (character === '\n') return '↵';
    if (character === '\r') return '␍';
    if (character === '\t') return '⇥';
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '␡' : `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}
