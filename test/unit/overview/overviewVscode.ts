/** As much of VS Code as reading and comparing overviews needs, for plain Node: a person’s choices are set by tests. */
interface Told {
  readonly message: string;
  readonly buttons: readonly string[];
}

export const told: Told[] = [];
export const ran: unknown[][] = [];

/** What a person does next: presses a button of a question, picks a row or a file. */
export const person = {
  press: (_: Told): string | undefined => undefined,
  pick: '',
  file: undefined as { readonly path: string; readonly bytes: Uint8Array } | undefined,
};

async function tell(message: string, ...rest: unknown[]): Promise<string | undefined> {
  const buttons = rest.filter((each) => typeof each === 'string');
  told.push({ message, buttons });
  return person.press({ message, buttons });
}

class TabInputText {
  readonly uri: unknown;
  constructor(uri: unknown) {
    this.uri = uri;
  }
}

const tabs: { readonly input: unknown }[] = [];

/** Tabs that show these documents. */
export function openTabs(uris: readonly unknown[]): void {
  tabs.splice(0, tabs.length, ...uris.map((uri) => ({ input: new TabInputText(uri) })));
}

export const window = {
  showWarningMessage: tell,
  showErrorMessage: tell,
  showInformationMessage: tell,
  showQuickPick: async (items: readonly { readonly label: string }[]) =>
    items.find(({ label }) => label === person.pick),
  showOpenDialog: async () =>
    person.file && [{ path: person.file.path, toString: () => `file://${person.file?.path}` }],
  withProgress: (_options: unknown, work: (progress: unknown, token: unknown) => unknown) =>
    work({ report: () => undefined }, { isCancellationRequested: false, onCancellationRequested: () => undefined }),
  tabGroups: { all: [{ tabs }] },
};
export const commands = { executeCommand: async (...args: unknown[]) => void ran.push(args) };
export const workspace = { fs: { readFile: async () => person.file?.bytes ?? new Uint8Array() } };
export const ProgressLocation = { Notification: 15 };
export class ThemeIcon {}
export { TabInputText };
