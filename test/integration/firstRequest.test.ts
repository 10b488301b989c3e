import { deepStrictEqual, match, ok, strictEqual } from 'node:assert';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

/** The document of an answer, once it is in the active editor. */
async function answered(work: Thenable<unknown>): Promise<vscode.TextDocument> {
  const shown = new Promise<vscode.TextDocument>((resolve) => {
    const listener = vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (editor?.document.uri.scheme !== 'keap-response') return;
      listener.dispose();
      resolve(editor.document);
    });
  });
  await work;
  return shown;
}

/** What a provider says of a document, once VS Code's JSON features, which start with the first such document, are up. */
async function provided<T>(command: string, uri: vscode.Uri | undefined): Promise<readonly T[]> {
  const until = performance.now() + 15_000;
  for (;;) {
    const found = await vscode.commands.executeCommand<T[] | undefined>(command, uri);
    if (found?.length || performance.now() > until) return found ?? [];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('a request to the sandbox', () => {
  it('opens its answer as a read-only JSON document named after operation and status', async () => {
    const document = await answered(vscode.commands.executeCommand('keap.sendFirstRequest'));
    strictEqual(document.uri.path, '/Keap answer/List contacts 200.json');
    strictEqual(document.languageId, 'keap-answer');
    strictEqual(vscode.workspace.fs.isWritableFileSystem('keap-response'), false);
    const body: { contacts?: unknown[] } = JSON.parse(document.getText());
    ok(body.contacts && body.contacts.length > 0, 'the sandbox has contacts');
  });

  it('folds, and has one outline, with its records by name', async () => {
    const editor = vscode.window.activeTextEditor;
    const symbols = await provided<vscode.DocumentSymbol>('vscode.executeDocumentSymbolProvider', editor?.document.uri);
    const [contacts, ...others] = symbols.filter(({ name }) => name === 'contacts');
    deepStrictEqual(others, []);
    match(contacts?.children[0]?.name ?? '', /^contacts\[0\] \S/);
    await vscode.commands.executeCommand('editor.foldLevel2');
    for (const until = performance.now() + 15_000; editor?.visibleRanges.length === 1 && performance.now() < until; ) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    ok((editor?.visibleRanges.length ?? 0) > 1);
    await vscode.commands.executeCommand('editor.unfoldAll');
  });

  it('shows status, headers and timing in a document of their own, without a key', async () => {
    const document = await answered(vscode.commands.executeCommand('keap.showHeaders'));
    const head: { response: { status: number; headers: Record<string, string> }; request: { headers: object } } =
      JSON.parse(document.getText());
    strictEqual(head.response.status, 200);
    ok('x-keap-product-quota-available' in head.response.headers);
    deepStrictEqual(Object.keys(head.request.headers), ['accept']);
    ok(!/KeapAK-[0-9a-z]/i.test(document.getText()));
  });

  it('keeps nothing of an answer that is not kept, and says so', async () => {
    const gone = vscode.Uri.from({ scheme: 'keap-response', authority: 'gone', path: '/List contacts 200.json' });
    const document = await vscode.workspace.openTextDocument(gone);
    ok(JSON.parse(document.getText()).includes('Send the request again'));
  });

  it('cannot be written to', async () => {
    const uri = vscode.Uri.from({ scheme: 'keap-response', authority: 'x', path: '/x.json' });
    await vscode.workspace.fs.writeFile(uri, new Uint8Array()).then(
      () => ok(false, 'it was written'),
      () => undefined,
    );
  });
});

describe('copying', () => {
  it('takes the path of an operation', async () => {
    await vscode.commands.executeCommand('keap.copyPath', 'v2:getContact');
    strictEqual(await vscode.env.clipboard.readText(), '/crm/rest/v2/contacts/{contact_id}');
  });

  it('takes a cURL command that reads the key from the environment', async () => {
    await vscode.commands.executeCommand('keap.copyCurl', 'v2:listContacts');
    const text = await vscode.env.clipboard.readText();
    ok(text.startsWith("curl --request GET 'https://api.infusionsoft.com/crm/rest/v2/contacts'"), text);
    ok(text.includes('"X-Keap-API-Key: $KEAP_API_KEY"'), text);
  });
});
