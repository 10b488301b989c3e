/** What activation loads, and what it does not: CONTRIBUTING.md, Bundles. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { build } from 'esbuild';
import { hostBundles } from '../../scripts/bundles.ts';

/** Activation waits for every byte. What nobody needs at start belongs into the late bundle. */
const MOST_BYTES = 32_000;

const root = join(import.meta.dirname, '../..');
const outdir = mkdtempSync(join(tmpdir(), 'keap-bundles-'));
after(() => rmSync(outdir, { recursive: true }));

const options = { outdir, absWorkingDir: root, minify: true, metafile: true, sourcemap: false } as const;
const { metafile } = await build({ ...hostBundles, ...options });

function bundle(entry: string): { readonly bytes: number; readonly files: readonly string[] } {
  const found = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint === entry);
  assert.ok(found, entry);
  return { bytes: found.bytes, files: Object.keys(found.inputs) };
}

const early = bundle('src/extension.ts');
const late = bundle('src/late.ts');

test('activation loads little', (t) => {
  t.diagnostic(`${early.bytes} bytes`);
  assert.ok(early.bytes < MOST_BYTES, `${early.bytes} bytes`);
});

test('activation loads none of the rooms that wait for someone', () => {
  const rooms = /^src\/(keap\/(codegen|doctor|http|limits|request)|vscode\/(diagnostics|limits|sandbox|sending))\//;
  assert.deepEqual(
    early.files.filter((file) => rooms.test(file)),
    [],
  );
});

test('no class is in both bundles: two copies would be two stores', () => {
  const both = early.files.filter((file) => late.files.includes(file));
  assert.deepEqual(
    both.filter((file) => /^(export )?(abstract )?class /m.test(readFileSync(join(root, file), 'utf8'))),
    [],
  );
});

test('every command that is declared gets a door, and behind it is its work', async () => {
  const doors = new Map<string, () => Promise<void>>();
  const executed: string[] = [];
  const packageJSON = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const vscode = anything({
    'commands.registerCommand': (id: string, run: () => Promise<void>) => {
      doors.set(id, run);
      return { dispose: () => doors.delete(id) };
    },
    'commands.executeCommand': async (id: string) => executed.push(id),
  });
  Object.assign(globalThis, { vscode });
  registerHooks({
    resolve: (name, context, next) =>
      name === 'vscode' ? { url: 'stub:', format: 'commonjs', shortCircuit: true } : next(name, context),
    load: (url, context, next) =>
      url === 'stub:'
        ? { source: 'module.exports = globalThis.vscode', format: 'commonjs', shortCircuit: true }
        : next(url, context),
  });
  const require = createRequire(import.meta.url);
  const made: { dispose(): void }[] = [];
  const context = anything({
    extensionPath: root,
    'extension.packageJSON': packageJSON,
    'globalStorageUri.fsPath': outdir,
    storageUri: undefined,
    'subscriptions.push': (...disposables: typeof made) => made.push(...disposables),
  });
  require(join(outdir, 'extension.cjs')).activate(context);
  const declared = packageJSON.contributes.commands.map(({ command }: { command: string }) => command).sort();
  assert.deepEqual([...doors.keys()].sort(), declared);
  await doors.get('keap.showLimits')?.();
  assert.ok(executed.includes('keap.limits.focus'), executed.join());
  const early = anything({ context, 'connections.ready': Promise.resolve() });
  const { commands } = require(join(outdir, 'late.cjs')).furnish(early);
  assert.deepEqual(Object.keys(commands).sort(), declared);
  for (const each of made) each.dispose();
});

/** What has every member and can be called, constructed and iterated, for code that only registers things. */
function anything(own: Readonly<Record<string, unknown>>, path = ''): unknown {
  const members: Record<string, unknown> = {};
  return new Proxy(function any() {}, {
    get: (_target, key) => {
      const name = `${path}${String(key)}`;
      if (Object.hasOwn(own, name)) return own[name];
      if (key === Symbol.iterator) return [][Symbol.iterator].bind([]);
      if (typeof key === 'symbol' || key === 'then') return undefined;
      members[key] ??= anything(own, `${name}.`);
      return members[key];
    },
    set: (_target, key, value) => {
      members[String(key)] = value;
      return true;
    },
    apply: () => anything(own, 'returned.'),
    construct: () => anything(own, 'made.') as object,
  });
}
