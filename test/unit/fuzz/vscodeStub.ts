/** As much of VS Code as the extension's side of a webview asks for, for tests in plain Node; it counts what is asked. */
export const asked = new Map<string, number>();

function count(what: string): void {
  asked.set(what, (asked.get(what) ?? 0) + 1);
}

export const Uri = {
  joinPath: (_base: unknown, ...path: string[]) => path.join('/'),
};
export class ThemeIcon {}
export const ViewColumn = { Active: -1, Beside: -2, One: 1 };
export const env = {
  clipboard: {
    written: [] as string[],
    async writeText(text: string): Promise<void> {
      count('clipboard');
      this.written.push(text);
    },
  },
};
export const commands = {
  async executeCommand(id: string): Promise<undefined> {
    count(`command ${id}`);
    return undefined;
  },
};
export const window = {
  async showOpenDialog(): Promise<undefined> {
    count('open dialog');
    return undefined;
  },
};
