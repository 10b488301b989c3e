import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { CatalogFiles } from '../../../src/keap/catalogFiles.ts';
import { SendError } from '../../../src/keap/http/sendError.ts';
import { asObject } from '../../../src/keap/json.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { holdsKey } from '../../../src/keap/safety/keyShapes.ts';
import type { BuilderServices } from '../../../src/vscode/builder/builderServices.ts';

const root = join(import.meta.dirname, '../../..');
const stub = pathToFileURL(join(import.meta.dirname, 'vscodeStub.ts')).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url: stub, shortCircuit: true } : next(specifier, context),
});
const { asked, env } = (await import(stub)) as typeof import('./vscodeStub.ts');
const { RequestCode } = await import('../../../src/vscode/operations/requestCode.ts');
const { BuilderPanel } = await import('../../../src/vscode/builder/builderPanel.ts');

const RUNS = 10_000;
const KEY = 'v2:updateContact';
const METHODS = [
  ...['ready', 'edit', 'send', 'cancel', 'openResponse', 'openHeaders', 'copyUrl', 'copyCurl', 'chooseFile'],
  ...['copyCode', 'openHttpFile', 'openBody'],
  ...['switchConnection', 'remedy', 'connectWithKey'],
];

const text = fc.oneof(
  fc.constantFrom(KEY, 'path:contact_id', '__proto__', `KeapAK-${'9e'.repeat(25)}`, '{', '{"a":1}', '\u202e', ''),
  fc.constantFrom('workbench.action.quit', 'keap.removeConnection', 'command:x', 'file:///etc/passwd', 'readOnly'),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const anything = fc.anything({ maxDepth: 3, withBigInt: true, withDate: true, withNullPrototype: true });
const names = fc.oneof(fc.constantFrom('path:contact_id', '__proto__', 'toString'), text);
const draft = fc.record(
  {
    operationKey: fc.oneof({ weight: 5, arbitrary: fc.constant(KEY) }, text),
    parameters: fc.oneof(
      anything,
      fc.dictionary(names, fc.oneof(text, fc.array(text, { maxLength: 3 }), anything), { maxKeys: 4 }),
    ),
    body: fc.oneof(text, anything),
    files: fc.oneof(
      anything,
      fc.dictionary(names, fc.record({ uri: text, name: text, size: anything }, { requiredKeys: [] }), { maxKeys: 2 }),
    ),
  },
  { requiredKeys: ['operationKey'] },
);
const argument = fc.oneof(
  fc.constant(null),
  draft,
  fc.record({ draft, at: fc.oneof(fc.nat(), anything) }),
  fc.record({ part: fc.oneof(text, anything) }),
  text,
  anything,
);
const message = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.oneof({ weight: 9, arbitrary: fc.constant('call') }, text),
      id: fc.oneof({ weight: 9, arbitrary: fc.nat() }, anything),
      method: fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...METHODS) },
        fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty'),
        text,
      ),
      argument,
    }),
  },
  { weight: 1, arbitrary: anything },
);

test('10,000 fuzzed webview messages do nothing but what a builder may', async (t) => {
  const catalog = new CatalogFiles(join(root, 'src/keap/catalog/data'));
  const found = await catalog.operation(KEY);
  assert.ok(found);
  const posted: unknown[] = [];
  const logged: string[] = [];
  const counts = { sent: 0, saved: 0, connections: 0 };
  let receive: ((message: unknown) => Promise<void>) | undefined;
  const silent = () => ({ dispose: () => undefined });
  const webview = {
    cspSource: 'https://example.net',
    asWebviewUri: (uri: unknown) => uri,
    onDidReceiveMessage: (listener: (message: unknown) => Promise<void>) => {
      receive = listener;
      return { dispose: () => undefined };
    },
    postMessage: async (value: unknown) => posted.push(value),
  };
  const panel = {
    webview,
    active: true,
    viewColumn: 1,
    visible: true,
    onDidDispose: silent,
    onDidChangeViewState: silent,
  };
  const active = { id: 'sandbox', name: 'Sandbox', kind: 'sandbox', origin: 'http://127.0.0.1:1' };
  const memento = { keys: () => [], get: () => undefined, update: async () => undefined };
  const code = new RequestCode(memento, { mask: async (text) => text });
  const services = {
    extensionUri: '',
    connections: { active, ready: Promise.resolve(), onDidChange: silent },
    locks: { access: () => 'full', onDidChange: silent },
    sender: {
      located: async (connection: unknown) => connection,
      send: async () => {
        counts.sent++;
        throw new SendError('timeout', 'Keap did not answer.');
      },
    },
    drafts: {
      save: async () => {
        counts.saved++;
      },
    },
    documents: {},
    state: { get: () => undefined, update: async () => undefined },
    lookup: { onDidChange: silent },
    links: { titleOf: () => '', onDidChange: silent },
    snapshots: { hasOf: () => false },
    saver: { save: async () => undefined },
    bodies: {
      changed: () => undefined,
      untaken: () => undefined,
      columnOf: () => undefined,
      open: async () => undefined,
    },
    code: {
      copyUrl: (url: string) => code.copyUrl(url),
      copyAs: async () => undefined,
      copy: async () => true,
      openHttpFile: async () => undefined,
    },
    log: { error: (words: string, error: unknown) => logged.push(`${words} ${String(error)}`) },
    addConnection: async () => {
      counts.connections++;
    },
  } as unknown as BuilderServices;
  const unhandled: unknown[] = [];
  const onUnhandled = (error: unknown) => unhandled.push(error);
  process.on('unhandledRejection', onUnhandled);
  t.after(() => process.off('unhandledRejection', onUnhandled));
  const builder = new BuilderPanel(
    panel as unknown as ConstructorParameters<typeof BuilderPanel>[0],
    found.operation,
    found.catalog,
    { draft: emptyDraft(KEY), at: 0 },
    services,
  );

  let count = 0;
  await fc.assert(
    fc.asyncProperty(message, async (value) => {
      count++;
      const before = posted.length;
      await receive?.(value);
      for (const each of posted.slice(before)) {
        const answer = asObject(each);
        assert.ok(answer?.['kind'] === 'answer' || answer?.['kind'] === 'event');
        JSON.stringify(answer);
      }
      // A call of this builder always gets an answer, everything else none.
      const call = asObject(value);
      const proper = call?.['kind'] === 'call' && METHODS.includes(String(call['method']));
      const answers = posted.slice(before).filter((each) => asObject(each)?.['kind'] === 'answer');
      if (proper && Number.isFinite(call['id'])) assert.equal(answers.length, 1);
      else assert.equal(answers.length, 0);
      assert.equal(builder.draft.operationKey, KEY);
    }),
    { numRuns: RUNS, seed: 4 },
  );
  await new Promise(setImmediate);
  assert.equal(count, RUNS);
  assert.deepEqual(unhandled, []);
  // What is logged as unexpected would be a defect; a second send at once is refused by design.
  assert.deepEqual([...new Set(logged)], []);
  assert.equal(Reflect.get({}, 'polluted'), undefined);
  const commands = [...asked.keys()].filter((what) => what.startsWith('command '));
  const known = [
    ...['keap.switchConnection', 'keap.unlockConnection', 'keap.addConnection', 'workbench.trust.manage'],
    'workbench.action.openSettings',
  ];
  assert.deepEqual(
    commands.filter((what) => !known.includes(what.slice('command '.length))),
    [],
  );
  assert.ok(env.clipboard.written.every((written) => !holdsKey(written)));
  t.diagnostic(
    `${count} messages: ${posted.length} answers and events, ${counts.sent} sent, ${counts.saved} drafts kept, ${counts.connections} times a connection was offered; ${[...asked].map(([what, times]) => `${times} × ${what}`).join(', ')}`,
  );
});
