import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boundaryOf, parseMultipart } from '../../../src/sandbox/validate/multipart.ts';

async function encode(form: FormData): Promise<{ body: Buffer; boundary: string }> {
  const request = new Request('http://127.0.0.1/', { method: 'POST', body: form });
  const boundary = boundaryOf(request.headers.get('content-type') ?? '');
  assert.ok(boundary);
  return { body: Buffer.from(await request.arrayBuffer()), boundary };
}

describe('Multipart forms', () => {
  it('keep every byte of a file and the text of a field', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const form = new FormData();
    form.append('file_name', 'Ünïcode "x".bin');
    form.append('file', new Blob([bytes]), 'a.bin');
    const { body, boundary } = await encode(form);
    const [name, file] = parseMultipart(body, boundary) ?? [];
    assert.equal(name?.bytes.toString(), 'Ünïcode "x".bin');
    assert.equal(name?.fileName, undefined);
    assert.deepEqual([file?.name, file?.fileName], ['file', 'a.bin']);
    assert.deepEqual(Uint8Array.from(file?.bytes ?? []), bytes);
  });

  it('are refused where they break off', async () => {
    const form = new FormData();
    form.append('a', 'b');
    const { body, boundary } = await encode(form);
    assert.equal(parseMultipart(body.subarray(0, body.length - 8), boundary), undefined);
    assert.equal(parseMultipart(Buffer.from('nothing'), boundary), undefined);
    assert.equal(boundaryOf('application/json'), undefined);
  });
});
