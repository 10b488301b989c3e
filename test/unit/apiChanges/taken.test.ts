import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { reviewDocument } from '../../../src/keap/apiChanges/reviewDocument.ts';
import { entriesOf, type TakenPart } from '../../../src/keap/apiChanges/taken.ts';
import { readTaken, TAKEN_FILE } from '../../../src/keap/apiChanges/takenFiles.ts';
import { readTakenCatalogs } from '../../../src/keap/apiChanges/takenReader.ts';
import { stepBack, take, useBuiltIn } from '../../../src/keap/apiChanges/takenStore.ts';
import { CatalogFiles } from '../../../src/keap/catalogFiles.ts';
import { catalogs } from '../catalog/realCatalog.ts';
import { type Json, openApiOf } from './openApiOf.ts';

const data = join(import.meta.dirname, '../../../src/keap/catalog/data');
const root = mkdtempSync(join(tmpdir(), 'keap-taken-'));
after(() => rmSync(root, { recursive: true }));

const builtIn = {
  v2: readFileSync(join(data, 'v2.json'), 'utf8'),
  v1: readFileSync(join(data, 'v1.json'), 'utf8'),
};

/** v2 with one operation more, named by its id. */
function reviewed(operationId: string) {
  const document = openApiOf(catalogs.v2);
  (document['paths'] as Record<string, Json>)['/rest/v2/cats'] = {
    get: { operationId, tags: ['Cats'], description: 'Keap’s own words', responses: {} },
  };
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  return reviewDocument({ bytes, yaml: false, date: '2026-11-30', builtIn, inUse: {} });
}
const [listCats, listLions] = [reviewed('listCats'), reviewed('listLions')];

/** A folder of the test's own, and the catalogs as the extension has them over it. */
function stored() {
  const folder = mkdtempSync(join(root, 'each-'));
  const files = new CatalogFiles(data, (text) => readTakenCatalogs(folder, text));
  const keys = async (): Promise<string[]> =>
    (await files.index()).filter(({ path }) => path.endsWith('/cats')).map(({ key }) => key);
  return { folder, files, keys };
}

/** Changes a file of the description with this operation behind its checksum. */
function damage(folder: string, part: TakenPart, operationId: string): void {
  for (const name of readdirSync(folder).filter((file) => file.includes(`.${part}.`))) {
    const text = readFileSync(join(folder, name), 'utf8');
    writeFileSync(join(folder, name), text.replace(operationId, 'listDogs'));
  }
}

const at = (takenAt: string) => ({ takenAt, source: 'crm.infusionsoft.com', report: '# Changes' });
const TODAY = at('2026-11-30T12:00:00.000Z');

describe('A description that a person chose', () => {
  it('is used for its version, with its descriptions; others stay built in', async () => {
    const { folder, files, keys } = stored();
    await take(folder, listCats, TODAY);
    assert.deepEqual(await keys(), ['v2:listCats']);
    const { operations } = await files.version('v2');
    assert.equal(operations.find(({ key }) => key === 'v2:listCats')?.description, 'Keap’s own words');
    assert.equal((await files.version('v1')).operations.length, catalogs.v1.operations.length);
    assert.equal((await files.version('xmlrpc')).operations.length, catalogs.xmlrpc.operations.length);
    const versions = new Set((await files.index()).map(({ version }) => version));
    assert.deepEqual([...versions], ['v2', 'v1', 'xmlrpc']);
    const entry = (await files.taken())?.used.get('v2')?.entry;
    assert.deepEqual(entry?.changed, { added: ['v2:listCats'], changed: [], breaking: [], removed: [] });
  });

  it('is heard of by whoever listens, once another is chosen', async () => {
    const { folder, files, keys } = stored();
    let told = 0;
    const listener = files.onDidChange(() => told++);
    assert.deepEqual(await keys(), []);
    await take(folder, listCats, TODAY);
    files.refresh();
    assert.deepEqual([told, await keys()], [1, ['v2:listCats']]);
    listener.dispose();
    files.refresh();
    assert.equal(told, 1);
  });

  it('goes back a step, and then to the built-in one; nothing of it is left', async () => {
    const { folder, files, keys } = stored();
    await take(folder, listCats, at('2026-11-20T12:00:00.000Z'));
    await take(folder, listLions, TODAY);
    assert.deepEqual(await keys(), ['v2:listLions']);
    await stepBack(folder, 'v2');
    files.refresh();
    assert.deepEqual(await keys(), ['v2:listCats']);
    await stepBack(folder, 'v2');
    files.refresh();
    assert.deepEqual(await keys(), []);
    assert.deepEqual(readdirSync(folder), [TAKEN_FILE]);
  });

  it('is kept with the one before, and no more', async () => {
    const { folder } = stored();
    for (const day of ['10', '11', '12']) await take(folder, listCats, at(`2026-11-${day}T12:00:00.000Z`));
    assert.equal(entriesOf(readTaken(folder), 'v2').length, 2);
    assert.equal(readdirSync(folder).length, 1 + 2 * 3);
    await useBuiltIn(folder, 'v2');
    assert.deepEqual(readdirSync(folder), [TAKEN_FILE]);
  });

  it('does not count once the extension brings a newer one', async () => {
    const { folder, files, keys } = stored();
    await take(folder, listCats, at('2026-08-19T23:59:59.000Z'));
    assert.deepEqual(await keys(), []);
    assert.deepEqual((await files.taken())?.setAside, [{ version: 'v2', because: 'older', instead: 'built-in' }]);
  });

  for (const part of ['catalog', 'index'] as const) {
    it(`does not count with a damaged ${part}`, async () => {
      const { folder, files, keys } = stored();
      await take(folder, listCats, TODAY);
      damage(folder, part, 'listCats');
      assert.deepEqual(await keys(), []);
      assert.deepEqual((await files.taken())?.setAside, [{ version: 'v2', because: 'damaged', instead: 'built-in' }]);
      assert.equal((await files.version('v2')).operations.length, catalogs.v2.operations.length);
    });
  }

  it('gives way to the one before where it is damaged, and nothing of either is removed', async () => {
    const { folder, files, keys } = stored();
    await take(folder, listCats, at('2026-11-20T12:00:00.000Z'));
    await take(folder, listLions, TODAY);
    damage(folder, 'catalog', 'listLions');
    const before = readdirSync(folder);
    assert.deepEqual(await keys(), ['v2:listCats']);
    assert.deepEqual((await files.taken())?.setAside, [{ version: 'v2', because: 'damaged', instead: 'before' }]);
    assert.deepEqual(readdirSync(folder), before);
    // The next one takes the place of the damaged one, not of the whole one.
    await take(folder, listLions, at('2026-11-30T13:00:00.000Z'));
    await stepBack(folder, 'v2');
    files.refresh();
    assert.deepEqual(await keys(), ['v2:listCats']);
    assert.deepEqual((await files.taken())?.setAside, []);
  });

  it('is only set aside where a file of it cannot be read now, and counts once it can', async () => {
    const { folder, files, keys } = stored();
    await take(folder, listCats, TODAY);
    const name = readdirSync(folder).find((file) => file.includes('.catalog.')) ?? '';
    // What cannot be read at all, though it is there.
    renameSync(join(folder, name), join(folder, 'held'));
    mkdirSync(join(folder, name));
    assert.deepEqual(await keys(), []);
    assert.deepEqual((await files.taken())?.setAside, [{ version: 'v2', because: 'unreadable', instead: 'built-in' }]);
    rmSync(join(folder, name), { recursive: true });
    renameSync(join(folder, 'held'), join(folder, name));
    files.refresh();
    assert.deepEqual(await keys(), ['v2:listCats']);
  });

  it('is not written over where what says so cannot be read now', async () => {
    const { folder, files } = stored();
    await take(folder, listCats, TODAY);
    renameSync(join(folder, TAKEN_FILE), join(folder, 'held'));
    mkdirSync(join(folder, TAKEN_FILE));
    assert.deepEqual((await files.taken())?.setAside, [{ version: 'v2', because: 'unreadable', instead: 'built-in' }]);
    await assert.rejects(take(folder, listLions, TODAY));
    await assert.rejects(useBuiltIn(folder, 'v2'));
    rmSync(join(folder, TAKEN_FILE), { recursive: true });
    renameSync(join(folder, 'held'), join(folder, TAKEN_FILE));
    files.refresh();
    assert.deepEqual([...((await files.taken())?.used.keys() ?? [])], ['v2']);
    assert.equal(readdirSync(folder).length, 1 + 3);
  });

  it('may be chosen in several windows at once: each counts', async () => {
    const { folder, files } = stored();
    await Promise.all([take(folder, listCats, TODAY), take(folder, { ...listLions, version: 'v1' }, TODAY)]);
    const { used, setAside } = (await files.taken()) ?? {};
    assert.deepEqual([[...(used?.keys() ?? [])], setAside], [['v2', 'v1'], []]);
  });

  for (const [name, because, text] of [
    ['cut off', 'damaged', '{"format":1,"v2":[{"id":"x"'],
    ['of a newer format', 'newer', '{"format":2}'],
  ] as const) {
    it(`does not count where what says so is ${name}, and another can be chosen`, async () => {
      const { folder, files, keys } = stored();
      await take(folder, listCats, TODAY);
      writeFileSync(join(folder, TAKEN_FILE), text);
      assert.deepEqual(await keys(), []);
      assert.deepEqual((await files.taken())?.setAside, [{ version: 'v2', because, instead: 'built-in' }]);
      assert.equal(readFileSync(join(folder, TAKEN_FILE), 'utf8'), text);
      await take(folder, listLions, TODAY);
      files.refresh();
      assert.deepEqual(await keys(), ['v2:listLions']);
    });
  }

  it('names no file elsewhere', async () => {
    const { folder, keys } = stored();
    const checksums = { catalog: 'a', index: 'a', report: 'a' };
    const entry = { id: '../../etc/passwd', takenAt: '2026-11-30T12:00:00.000Z', checksums };
    writeFileSync(join(folder, TAKEN_FILE), JSON.stringify({ format: 1, v2: [entry] }));
    assert.deepEqual(readTaken(folder), {});
    assert.deepEqual(await keys(), []);
  });
});
