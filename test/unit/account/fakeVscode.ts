/** VS Code as far as pickers of records need it. */
export class EventEmitter<T> {
  private readonly listeners = new Set<(data: T) => void>();
  readonly event = (listener: (data: T) => void) => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };
  fire(data: T): void {
    for (const listener of [...this.listeners]) listener(data);
  }
  dispose(): void {
    this.listeners.clear();
  }
}

export class ThemeIcon {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

export const QuickPickItemKind = { Separator: -1, Default: 0 };
export const ProgressLocation = { Notification: 15 };

export interface Item {
  readonly label: string;
  readonly description?: string;
  readonly record?: { readonly id: string };
  readonly run?: () => void;
}

/** A quick pick that a test looks at and drives. */
export class QuickPick {
  title = '';
  placeholder = '';
  value = '';
  busy = false;
  canSelectMany = false;
  items: readonly Item[] = [];
  activeItems: readonly Item[] = [];
  selectedItems: readonly Item[] = [];
  buttons: readonly unknown[] = [];
  shown = false;
  private readonly events = { accept: new EventEmitter<void>(), hide: new EventEmitter<void>() };
  private readonly button = new EventEmitter<unknown>();
  private readonly typed = new EventEmitter<string>();
  readonly onDidAccept = this.events.accept.event;
  readonly onDidHide = this.events.hide.event;
  readonly onDidTriggerButton = this.button.event;
  readonly onDidTriggerItemButton = new EventEmitter<never>().event;
  readonly onDidChangeValue = this.typed.event;
  readonly onDidChangeSelection = new EventEmitter<readonly Item[]>().event;

  show(): void {
    this.shown = true;
  }

  hide(): void {
    if (!this.shown) return;
    this.shown = false;
    this.events.hide.fire();
  }

  dispose(): void {
    this.hide();
  }

  /** Types a text. */
  type(text: string): void {
    this.value = text;
    this.typed.fire(text);
  }

  /** Presses the first button of the title. */
  press(): void {
    this.button.fire(this.buttons[0]);
  }

  /** Takes the row that is labelled so. */
  take(label: string): void {
    this.selectedItems = this.items.filter((item) => item.label === label);
    this.events.accept.fire();
  }

  /** Takes what is selected. */
  accept(): void {
    this.events.accept.fire();
  }

  labels(): readonly string[] {
    return this.items.map(({ label }) => label).filter((label) => label !== '');
  }
}

/** The quick picks so far, the last one first. */
export const picks: QuickPick[] = [];

export const window = {
  createQuickPick(): QuickPick {
    const pick = new QuickPick();
    picks.unshift(pick);
    return pick;
  },
};
