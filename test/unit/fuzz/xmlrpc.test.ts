/**
 * Documents that are almost XML-RPC: each is read or refused in a sentence, and nothing else happens. For longer:
 * `node_modules/.bin/node test/unit/fuzz/xmlrpc.test.ts 1000000`.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseExact, printExact } from '../../../src/keap/exactJson.ts';
import { readCall, readResponse } from '../../../src/keap/xmlrpc/readXmlRpc.ts';
import { writeCall, writeResponse } from '../../../src/keap/xmlrpc/writeXmlRpc.ts';
import { XmlRpcError } from '../../../src/keap/xmlrpc/xmlRpcError.ts';
import { jsonOfValue, valueOfJson } from '../../../src/keap/xmlrpc/xmlRpcJson.ts';
import { textOfXml } from '../../../src/keap/xmlText.ts';
import { anyValue } from '../xmlrpc/anyValue.ts';

const RUNS = Number(process.argv[2] ?? 4_000);

const piece = fc.oneof(
  fc.constantFrom(
    ...['<value>', '</value>', '<struct>', '<array><data>', '</data></array>', '<member><name>', '<int>', '</int>'],
    ...[
      '<!DOCTYPE x [<!ENTITY y "z">]>',
      '<?xml version="1.0"?>',
      '<?x?>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<nil/>',
    ],
    ...['&amp;', '&y;', '&#0;', '&#x1F48C;', '&', '<', '>', '/', '"', '\u0000', '\ud800', '\ufeff', '2147483648', '-'],
    ...['<dateTime.iso8601>', '<base64>', '<double>', '<ex:nil/>', '<methodResponse>', '<fault>', '</params>'],
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

const whole = fc.oneof(
  anyValue.map((value) => writeResponse(value)),
  fc.array(anyValue, { maxLength: 3 }).map((args) => writeCall({ method: 'DataService.query', args })),
);

/** A document in which pieces were put in, taken out or doubled. */
const broken = fc
  .tuple(whole, fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(12), piece), { maxLength: 4 }))
  .map(([text, edits]) =>
    edits.reduce((changed, [share, removed, put]) => {
      const place = Math.floor(share * changed.length);
      return changed.slice(0, place) + put + changed.slice(place + removed);
    }, text),
  );

const document = fc.oneof(
  broken,
  fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join('')),
);

test('what is almost XML-RPC is read or refused', (context) => {
  const counts = { read: 0, refused: 0 };
  const attempt = (read: () => void) => {
    try {
      read();
      counts.read++;
    } catch (error) {
      assert.ok(error instanceof XmlRpcError, `${error}`);
      assert.ok(error.message.length < 400 && error.message.endsWith('.'), error.message);
      counts.refused++;
    }
  };
  const roundTrip = (text: string) => {
    const response = readResponse(text);
    if ('fault' in response) return;
    // What could be read can be written again, as XML and as JSON.
    assert.deepEqual(readResponse(writeResponse(response.value)), response);
    valueOfJson(parseExact(printExact(jsonOfValue(response.value))));
  };
  fc.assert(
    fc.property(document, fc.uint8Array({ maxLength: 40 }), (text, bytes) => {
      attempt(() => roundTrip(text));
      attempt(() => void readCall(text));
      attempt(() => void textOfXml(bytes, 'text/xml'));
    }),
    { numRuns: RUNS },
  );
  assert.ok(counts.read > RUNS / 20 && counts.refused > RUNS / 2, JSON.stringify(counts));
  context.diagnostic(`${RUNS} documents: ${counts.read} read, ${counts.refused} refused`);
});
