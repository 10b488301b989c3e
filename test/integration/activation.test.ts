import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

const ID = 'keap-api-explorer.keap-api-explorer';

describe('activation', () => {
  it('finds the extension and activates it', async () => {
    const extension = vscode.extensions.getExtension(ID);
    ok(extension, `${ID} is not among the extensions`);
    await extension.activate();
    strictEqual(extension.isActive, true);
  });

  it('exposes nothing to other extensions', async () => {
    const exported: unknown = await vscode.extensions.getExtension(ID)?.activate();
    strictEqual(exported, undefined);
  });

  it('registers every command that its manifest names, and no other', async () => {
    const extension = vscode.extensions.getExtension(ID);
    await extension?.activate();
    const manifest: { contributes: { commands: { command: string }[] } } = extension?.packageJSON;
    const declared = manifest.contributes.commands.map(({ command }) => command).sort();
    // A view brings commands of its own: keap.api.focus, keap.api.open and the like.
    const registered = (await vscode.commands.getCommands(true))
      .filter((command) => command.startsWith('keap'))
      .filter(
        (command) =>
          declared.includes(command) || !/\.(focus|open|removeView|resetViewLocation|toggleVisibility)$/.test(command),
      );
    deepStrictEqual(
      declared.filter((command) => !registered.includes(command)),
      [],
    );
  });
});
