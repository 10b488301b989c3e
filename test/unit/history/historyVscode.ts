/** As much of VS Code as the history's store and its lists need, for plain Node; see `loadHistoryStore`. */
import { EventEmitter } from '../connections/fakeVscode.ts';

export { EventEmitter };

const values = new Map<string, unknown>([
  ['history.maxEntries', 100],
  ['history.maxMegabytes', 1],
]);

export const workspace = {
  getConfiguration: () => values,
  onDidChangeConfiguration: () => ({ dispose: () => undefined }),
};

export const QuickPickItemKind = { Separator: -1, Default: 0 };

export class ThemeIcon {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

export class ThemeColor extends ThemeIcon {}

export interface Row {
  readonly label: string;
  readonly detail?: string;
  readonly kind?: number;
}

/** A list that a test works as a person would. */
export class FakePick {
  value = '';
  items: readonly Row[] = [];
  activeItems: readonly Row[] = [];
  selectedItems: readonly Row[] = [];
  busy = false;
  readonly changed = new EventEmitter<string>();
  readonly accepted = new EventEmitter<void>();
  readonly pressed = new EventEmitter<{ button: unknown; item: Row }>();
  readonly hidden = new EventEmitter<void>();
  readonly onDidChangeValue = this.changed.event;
  readonly onDidAccept = this.accepted.event;
  readonly onDidTriggerItemButton = this.pressed.event;
  readonly onDidHide = this.hidden.event;

  type(text: string): void {
    this.value = text;
    this.changed.fire(text);
  }

  show(): void {}

  hide(): void {
    this.hidden.fire();
  }

  dispose(): void {}
}

export const window = {
  pick: new FakePick(),
  told: [] as string[],
  createQuickPick(): FakePick {
    this.pick = new FakePick();
    return this.pick;
  },
  async showInformationMessage(message: string): Promise<undefined> {
    this.told.push(message);
    return undefined;
  },
};
