/** As much of VS Code as the stores of connections and limits need, for plain Node; see `loadConnectionStore`. */

type Listener<T> = (value: T) => void;

export class EventEmitter<T> {
  private readonly listeners = new Set<Listener<T>>();

  readonly event = (listener: Listener<T>): { dispose(): void } => {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }

  dispose(): void {
    this.listeners.clear();
  }
}

const windowState = new EventEmitter<{ focused: boolean }>();

export const window = {
  state: { focused: true },
  onDidChangeWindowState: windowState.event,
  /** For tests: the windows are returned to. */
  focus: () => windowState.fire({ focused: true }),
};

/** Nobody has set anything. */
export const workspace = { getConfiguration: () => ({ inspect: () => undefined }) };
