import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '../../../src/keap/json.ts';
import { KEY, useSandbox } from '../sandboxSupport.ts';

/** No text decoder leaves these alone. */
const BYTES = Uint8Array.of(0, 13, 10, 45, 45, 255, 254, 128, 0);

/** Files: as a form and as bytes in v2, as Base64 in v1. */
describe('The sandbox remembers files:', () => {
  const { send, ok, origin } = useSandbox({ clock: () => Date.UTC(2026, 10, 20, 12) });
  const form = (fields: Readonly<Record<string, string>>, bytes?: Uint8Array<ArrayBuffer>) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    if (bytes) data.append('file', new Blob([bytes]), 'local name.bin');
    return data;
  };
  const bytesOf = async (id: unknown) => {
    const response = await fetch(`${origin()}/crm/rest/v2/files/${id}:data`, {
      headers: { 'X-Keap-API-Key': KEY },
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, type: response.headers.get('content-type'), bytes };
  };

  it('one uploaded as a form comes back byte for byte, and through v1', async () => {
    const fields = { file_name: 'Ünïcode "x".bin', file_association: 'CONTACT', contact_id: '4', is_public: 'true' };
    const created = ok(await send('POST', '/v2/files', form(fields, BYTES)), 201);
    const id = created.at('id');
    assert.deepEqual(
      ['file_name', 'file_size', 'is_public', 'contact_id', 'file_box_type', 'category'].map((name) =>
        created.at(name),
      ),
      ['Ünïcode "x".bin', BYTES.length, true, '4', 'CONTACT', 'DOCUMENTS'],
    );
    const got = await bytesOf(id);
    assert.deepEqual([got.status, got.type, got.bytes], [200, 'application/octet-stream', BYTES]);

    const plain = ok(await send('GET', `/v1/files/${id}`));
    assert.equal(plain.at('file_data'), undefined, 'comes only when asked for');
    assert.deepEqual(
      [plain.at('file_descriptor', 'public'), plain.at('file_descriptor', 'file_box_type')],
      [true, 'Contact'],
    );
    const v1 = ok(await send('GET', `/v1/files/${id}?optional_properties=file_data`));
    assert.equal(v1.at('file_data'), Buffer.from(BYTES).toString('base64'));
    assert.equal((await send('GET', `/v1/files/${id}?optional_properties=bytes`)).status, 400);
    const download = new URL(String(plain.at('file_descriptor', 'download_url')));
    assert.equal(download.origin, origin());

    const renamed = ok(await send('POST', `/v2/files/${id}`, form({ file_name: 'plain.bin', is_public: 'false' })));
    assert.deepEqual([renamed.at('file_name'), renamed.at('is_public')], ['plain.bin', false]);
    assert.deepEqual((await bytesOf(id)).bytes, BYTES, 'the bytes stay');
    const masked = form({ file_name: 'masked out' }, Uint8Array.of(1, 2));
    assert.equal(ok(await send('POST', `/v2/files/${id}?update_mask=file`, masked)).at('file_size'), 2);
    assert.equal(ok(await send('GET', `/v2/files/${id}`)).at('file_name'), 'plain.bin');
    ok(await send('DELETE', `/v1/files/${id}`), 204);
    assert.equal((await bytesOf(id)).status, 404);
  });

  it('one uploaded by v1 comes back as bytes, and is replaced', async () => {
    const upload = { file_name: 'a.txt', is_public: false, file_association: 'COMPANY' };
    const data = Buffer.from('Grüße').toString('base64');
    const created = ok(await send('POST', '/v1/files', { ...upload, file_data: data }));
    const id = created.at('file_descriptor', 'id');
    assert.equal(Buffer.from((await bytesOf(id)).bytes).toString(), 'Grüße');
    ok(await send('PUT', `/v1/files/${id}`, { ...upload, file_name: 'b.txt', is_public: true, file_data: 'QUI=' }));
    const v2 = ok(await send('GET', `/v2/files/${id}`));
    assert.deepEqual([v2.at('file_name'), v2.at('file_size'), v2.at('is_public')], ['b.txt', 2, true]);
    assert.deepEqual((await bytesOf(id)).bytes, Uint8Array.of(65, 66));
    for (const wrong of [{ file_data: 'no Base64' }, { file_association: 'CONTACT' }, { contact_id: 99_999 }]) {
      const reply = await send('POST', '/v1/files', { ...upload, file_data: data, ...wrong });
      assert.equal(reply.status, 400, JSON.stringify(wrong));
    }
    assert.equal((await send('POST', '/v2/files', form({ file_name: 'x', file_association: 'USER' }))).status, 400);
    const lone = form({ file_name: 'x', file_association: 'CONTACT' }, BYTES);
    assert.equal((await send('POST', '/v2/files', lone)).status, 400, 'of no contact');
  });

  it('the seeded ones have contents that are what they say', async () => {
    const files = ok(await send('GET', '/v2/files')).list('files');
    const starts = { png: [0x89, 0x50, 0x4e, 0x47], pdf: [0x25, 0x50, 0x44, 0x46], csv: [0x65, 0x6d] };
    for (const [ending, start] of Object.entries(starts)) {
      const file = files.find(({ file_name }) => String(file_name).endsWith(`.${ending}`));
      const { bytes } = await bytesOf(file?.['id']);
      assert.deepEqual([...bytes.subarray(0, start.length)], start, ending);
      assert.equal(bytes.length, file?.['file_size']);
    }
  });

  it('they are found by what they are', async () => {
    const all = ok(await send('GET', '/v2/files?page_size=1000')).list('files');
    const ids = (files: readonly JsonObject[]) => files.map(({ id }) => Number(id));
    const one = all.find((file) => file['contact_id']);
    const cases: [filter: string, fits: (file: JsonObject) => boolean][] = [
      ['is_public==true', (file) => file['is_public'] === true],
      ['user_id==2', (file) => file['created_by_id'] === '2'],
      ['category==LOGO', (file) => file['category'] === 'LOGO'],
      ['file_box_type==LOGO_THUMBNAIL', (file) => file['file_box_type'] === 'LOGO_THUMBNAIL'],
      [`contact_id==${one?.['contact_id']}`, (file) => file['contact_id'] === one?.['contact_id']],
      [`file_name==${one?.['file_name']}`, (file) => file['file_name'] === one?.['file_name']],
      [`created_time==${one?.['created_time']}`, (file) => file['created_time'] === one?.['created_time']],
    ];
    for (const [filter, fits] of cases) {
      const reply = ok(await send('GET', `/v2/files?page_size=1000&filter=${encodeURIComponent(filter)}`));
      const expected = ids(all.filter(fits));
      assert.ok(expected.length > 0 && expected.length < all.length, filter);
      assert.deepEqual(ids(reply.list('files')), expected, filter);
    }
    const named = ok(await send('GET', '/v2/files?page_size=1000&order_by=file_name desc')).list('files');
    const names = named.map(({ file_name }) => String(file_name).toLowerCase());
    assert.deepEqual(names, names.toSorted().reverse());

    const v1: [query: string, fits: (file: JsonObject) => boolean][] = [
      ['viewable=PUBLIC', (file) => file['is_public'] === true],
      ['viewable=BOTH', () => true],
      ['type=BrandingCenterLogo', (file) => file['file_box_type'] === 'BRANDING_CENTER_LOGO'],
      ['permission=COMPANY&type=WebForm', (file) => file['file_box_type'] === 'WEB_FORM'],
      ['name=offer*', (file) => String(file['file_name']).startsWith('offer')],
      ['name=*.CSV', (file) => String(file['file_name']).endsWith('.csv')],
      ['name=*thumb*', (file) => String(file['file_name']).includes('thumb')],
    ];
    for (const [query, fits] of v1) {
      const reply = ok(await send('GET', `/v1/files?${query}`));
      const expected = ids(all.filter(fits));
      assert.ok(expected.length > 0, query);
      assert.deepEqual([reply.at('count'), ids(reply.list('files'))], [expected.length, expected], query);
    }
  });
});
