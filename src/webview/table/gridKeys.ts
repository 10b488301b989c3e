import type { Move } from './selection.ts';

/** What a key in the table asks for. */
export type GridAction =
  | { readonly kind: 'move'; readonly move: Move; readonly extend: boolean }
  /** Of a column: one place to the left or right, or so much wider. */
  | { readonly kind: 'moveColumn'; readonly by: -1 | 1 }
  | { readonly kind: 'widen'; readonly by: number }
  | { readonly kind: 'copy' | 'selectAll' | 'enter' | 'open' | 'menu' | 'find' | 'escape' };

export type PressedKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const MOVES: Readonly<Record<string, Move>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
  Home: 'rowStart',
  End: 'rowEnd',
};

/** Pixels a key press widens a column by. */
const WIDEN_BY = 20;

/** The action of a key; undefined for what is none of the table's. */
export function actionOf({ key, ctrlKey, metaKey, altKey, shiftKey }: PressedKey): GridAction | undefined {
  const command = ctrlKey || metaKey;
  if (altKey) {
    if (command) return undefined;
    if (key === 'ArrowDown') return { kind: 'menu' };
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return undefined;
    const by = key === 'ArrowLeft' ? -1 : 1;
    return shiftKey ? { kind: 'widen', by: by * WIDEN_BY } : { kind: 'moveColumn', by };
  }
  if (command && key === 'Home') return { kind: 'move', move: 'tableStart', extend: shiftKey };
  if (command && key === 'End') return { kind: 'move', move: 'tableEnd', extend: shiftKey };
  const move = Object.hasOwn(MOVES, key) ? MOVES[key] : undefined;
  if (move && !command) return { kind: 'move', move, extend: shiftKey };
  if (command && !shiftKey) {
    if (key === 'Enter') return { kind: 'open' };
    const letter = key.toLowerCase();
    if (letter === 'c') return { kind: 'copy' };
    if (letter === 'a') return { kind: 'selectAll' };
    return letter === 'f' ? { kind: 'find' } : undefined;
  }
  if (command) return undefined;
  if (key === 'Enter' || key === ' ') return { kind: 'enter' };
  if (key === 'ContextMenu' || (shiftKey && key === 'F10')) return { kind: 'menu' };
  return key === 'Escape' ? { kind: 'escape' } : undefined;
}
