import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connection } from '../../../src/keap/connection.ts';
import { MemorySink } from '../../../src/keap/http/body.ts';
import { maskFor } from '../../../src/keap/http/credential.ts';
import { faultOf, isSuccess } from '../../../src/keap/http/fault.ts';
import { bodyText, type HttpResponse, headerValue } from '../../../src/keap/http/httpResponse.ts';
import { jsonAnswer } from '../../../src/keap/http/xmlRpcAnswer.ts';

const LEGACY: Connection = {
  ...{ id: 'old', name: 'Old', kind: 'legacyKey', origin: 'https://ab103.infusionsoft.com' },
  ...{ app: 'ab103', production: false, readOnly: false },
};
const timing = { queuedMs: 0, firstByteMs: 0, totalMs: 0 };

function came(text: string | Uint8Array, type = 'text/xml;charset=UTF-8', status = 200): HttpResponse {
  const headers = [['content-type', type] as const, ['x-keap-tenant-id', 'ab123'] as const];
  return { status, statusText: 'OK', headers, body: Buffer.from(text), timing };
}

const value = (inner: string) =>
  `<?xml version="1.0"?><methodResponse><params><param><value>${inner}</value></param></params></methodResponse>`;

test('a value becomes JSON with every digit, under a content type that says so', async () => {
  const struct =
    '<struct><member><name>A</name><value><double>10.10</double></value></member><member><name>B</name><value><dateTime.iso8601>20260131T09:00:00</dateTime.iso8601></value></member><member><name>C</name><value><nil/></value></member></struct>';
  const answer = await jsonAnswer(came(value(struct)), undefined);
  assert.equal(await bodyText(answer), '{"A":10.10,"B":{"$dateTime":"20260131T09:00:00"},"C":null}');
  assert.equal(headerValue(answer, 'content-type'), 'application/json; charset=utf-8');
  assert.equal(headerValue(answer, 'x-keap-tenant-id'), 'ab123');
  assert.ok(isSuccess(answer));
});

test('an answer in another charset is read in it, and the sink gets the JSON alone', async () => {
  const bytes = Buffer.from(value('<string>Söhne</string>'), 'latin1');
  const taken: unknown[] = [];
  const answer = await jsonAnswer(came(bytes, 'text/xml; charset=iso-8859-1'), (head) => {
    taken.push(headerValue({ headers: head.headers }, 'content-type'));
    return new MemorySink();
  });
  assert.equal(await bodyText(answer), '"Söhne"');
  assert.deepEqual(taken, ['application/json; charset=utf-8']);
});

test('an answer is read in the encoding that it declares itself, and is no answer where it breaks it', async () => {
  const declared = value('<string>Söhne</string>').replace('?>', ' encoding="ISO-8859-1"?>');
  for (const type of ['text/xml', 'application/xml']) {
    assert.equal(await bodyText(await jsonAnswer(came(Buffer.from(declared, 'latin1'), type), undefined)), '"Söhne"');
  }
  const broken = await jsonAnswer(came(Buffer.from(value('<string>ü</string>'), 'latin1')), undefined);
  assert.match(broken.unread ?? '', /no UTF-8/);
});

test('a key is masked however XML and a charset spelled it', async () => {
  const key = '0f9e8d7c6b5a49382716051423324156';
  const mask = maskFor(LEGACY, key);
  const wrapped = Buffer.from(`xx${key}xx`).toString('base64').replaceAll(/.{10}/g, '$&\n');
  const inners = [
    `<string>${key.slice(0, 9)}<![CDATA[${key.slice(9)}]]></string>`,
    `<base64>${wrapped}</base64>`,
    `<struct><member><name>${key.slice(0, 9)}<!-- -->${key.slice(9)}</name><value>1</value></member></struct>`,
  ];
  for (const inner of inners) {
    const text = await bodyText(await jsonAnswer(came(value(inner)), undefined, mask));
    assert.ok(mask(text) === text && /\*{5}|Kioq/.test(text), text);
  }
  const wide = Buffer.from(`\ufeff${value(`<string>${key}</string>`)}`, 'utf16le');
  assert.equal(await bodyText(await jsonAnswer(came(wide, 'text/xml'), undefined, mask)), '"*****"');
});

test('a fault becomes JSON under the names it has on the wire', async () => {
  const xml =
    '<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>5</int></value></member><member><name>faultString</name><value>[RecordNotFound]No</value></member></struct></value></fault></methodResponse>';
  const answer = await jsonAnswer(came(xml), undefined);
  assert.deepEqual(faultOf(answer), { code: 5, message: '[RecordNotFound]No' });
});

test('a fault of any length is a fault, and what only begins like one is none', async () => {
  const fault = (words: string) =>
    `<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>3</int></value></member><member><name>faultString</name><value>${words}</value></member></struct></value></fault></methodResponse>`;
  for (const long of ['x'.repeat(70_000), '"\\\nü'.repeat(20_000)]) {
    const answer = await jsonAnswer(came(fault(long)), undefined);
    assert.equal(isSuccess(answer), false);
    const found = faultOf(answer);
    assert.equal(found?.code, 3);
    assert.ok(found.message.length >= 1_000 && long.startsWith(found.message));
  }
  const member = (name: string, inner: string) => `<member><name>${name}</name><value>${inner}</value></member>`;
  const notes = member('faultCode', '<string>none</string>') + member('Notes', 'x'.repeat(70_000));
  assert.ok(isSuccess(await jsonAnswer(came(value(`<struct>${notes}</struct>`)), undefined)));
});

test('what is no XML-RPC stays byte for byte, with a sentence', async () => {
  const hostile = [
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><methodResponse/>',
    value('<int>seven</int>'),
    value('<int>7</int>').slice(0, -9),
    '<html><body>Scheduled brownout</body></html>',
    '',
    'not xml at all',
  ];
  for (const text of hostile) {
    for (const type of ['text/xml', 'text/html']) {
      const answer = await jsonAnswer(came(text, type), () => new MemorySink());
      assert.equal(await bodyText(answer), text);
      assert.equal(headerValue(answer, 'content-type'), type);
      assert.match(answer.unread ?? '', /^[A-Z“].*\.$/, text);
      assert.equal(isSuccess(answer), false);
    }
  }
});

test('a gateway’s refusal is no XML-RPC and stays what it is', async () => {
  const refused = came('{"fault":{"faultstring":"Invalid access token"}}', 'application/json', 401);
  const answer = await jsonAnswer(refused, undefined);
  assert.equal(await bodyText(answer), await bodyText(refused));
  assert.equal(answer.unread, undefined);
});
