import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { test } from 'node:test';

interface Picked {
  readonly label: string;
  readonly description: string;
}

/** A file that someone chooses in VS Code's dialogs, and how often its bytes were asked for. */
const chosen = { path: '/somewhere/large.yml', size: 0, reads: 0, offered: [] as readonly Picked[] };
const vscode = {
  window: {
    showQuickPick: async (items: readonly Picked[]) => {
      chosen.offered = items;
      return items.find(({ label }) => label === 'File…');
    },
    showOpenDialog: async () => [{ path: chosen.path }],
  },
  workspace: {
    fs: {
      stat: async () => ({ size: chosen.size }),
      readFile: async () => {
        chosen.reads++;
        return new Uint8Array(chosen.size);
      },
    },
  },
};
Object.assign(globalThis, { vscode });
registerHooks({
  resolve: (name, context, next) =>
    name === 'vscode' ? { url: 'stub:vscode', format: 'module', shortCircuit: true } : next(name, context),
  load: (url, context, next) =>
    url === 'stub:vscode'
      ? { source: 'export const { window, workspace } = globalThis.vscode', format: 'module', shortCircuit: true }
      : next(url, context),
});
const { pickSource } = await import('../../../src/vscode/apiChanges/documentSource.ts');

async function readingOf(size: number): Promise<Uint8Array> {
  Object.assign(chosen, { size, reads: 0 });
  const source = await pickSource();
  assert.equal(source?.name, 'large.yml');
  assert.equal(source?.yaml, true);
  return (await source?.read(new AbortController().signal)) ?? new Uint8Array();
}

test('a file of 100 MB is refused by its size, and not a byte of it is read', async () => {
  await assert.rejects(readingOf(100 * 2 ** 20), { name: 'DocumentError', message: /^It is larger than 20 MB/ });
  assert.equal(chosen.reads, 0);
});

test('a smaller one is read', async () => {
  assert.equal((await readingOf(100)).byteLength, 100);
  assert.equal(chosen.reads, 1);
});

test('besides a file, Keap’s addresses are offered and nothing else', () => {
  const addresses = chosen.offered.map(({ description }) => description).slice(0, -1);
  assert.deepEqual(addresses, [
    'crm.infusionsoft.com/app/v3/api-docs/V2',
    'crm.infusionsoft.com/app/v3/api-docs/V1',
    'api.infusionsoft.com/info-service/crm/docs/rest/V2',
    'api.infusionsoft.com/info-service/crm/docs/rest/V1',
  ]);
});
