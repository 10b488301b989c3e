import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseExact, printExact, sameJson } from '../../../src/keap/exactJson.ts';
import type { XmlRpcValue } from '../../../src/keap/xmlrpc/value.ts';
import { XmlRpcError } from '../../../src/keap/xmlrpc/xmlRpcError.ts';
import { jsonOfFault, jsonOfValue, valueOfJson } from '../../../src/keap/xmlrpc/xmlRpcJson.ts';
import { anyValue } from './anyValue.ts';

const text = (value: XmlRpcValue) => printExact(jsonOfValue(value)).replaceAll(/\n\s*/g, ' ');

describe('A value as JSON', () => {
  it('comes back from the text of a document as it went', () => {
    fc.assert(
      fc.property(anyValue, (any) => {
        assert.deepEqual(sorted(valueOfJson(parseExact(printExact(jsonOfValue(any))))), sorted(any));
      }),
      { numRuns: 1_000 },
    );
  });

  it('and JSON that a person wrote comes back as it was', () => {
    const json = fc.jsonValue({ noUnicodeString: false, maxDepth: 4 });
    let sent = 0;
    fc.assert(
      fc.property(json, (written) => {
        let value: XmlRpcValue;
        try {
          value = valueOfJson(written);
        } catch (error) {
          // Names with one dollar and numbers beyond an int say so.
          assert.ok(error instanceof XmlRpcError);
          return;
        }
        sent++;
        assert.ok(sameJson(jsonOfValue(value), written));
      }),
      { numRuns: 1_000 },
    );
    assert.ok(sent > 500, `${sent} could be sent`);
  });

  const cases: readonly [XmlRpcValue, json: string][] = [
    [{ type: 'int', value: 42 }, '42'],
    [{ type: 'double', text: '12.50' }, '12.50'],
    [{ type: 'double', text: '1.0E10' }, '1.0E10'],
    [{ type: 'double', text: '12' }, '{ "$double": "12" }'],
    [{ type: 'double', text: 'NaN' }, '{ "$double": "NaN" }'],
    [{ type: 'dateTime', text: '20261130T14:05:00' }, '{ "$dateTime": "20261130T14:05:00" }'],
    [{ type: 'base64', text: 'SGVsbG8=' }, '{ "$base64": "SGVsbG8=" }'],
    [{ type: 'i8', digits: '9000000000' }, '{ "$i8": "9000000000" }'],
    [{ type: 'nil' }, 'null'],
    [{ type: 'struct', members: new Map([['$dateTime', { type: 'string', text: 'x' }]]) }, '{ "$$dateTime": "x" }'],
  ];
  for (const [value, json] of cases) {
    it(`${json} is a ${value.type}`, () => {
      assert.equal(text(value), json);
      assert.deepEqual(valueOfJson(parseExact(json)), value);
    });
  }

  it('has a fault’s names as they are on the wire', () => {
    assert.deepEqual(jsonOfFault({ code: 5, message: '[RecordNotFound]' }), {
      faultCode: 5,
      faultString: '[RecordNotFound]',
    });
  });

  const refusals: readonly [json: string, message: RegExp][] = [
    ['[1, {"a": 3000000000}]', /3000000000 at \$\[1\]\.a is beyond 2147483647/],
    ['{"$date": "x"}', /\$date at \$ is no type .* write \$\$date/],
    ['{"$dateTime": "20261130T14:05:00", "b": 1}', /alone in its object/],
    ['{"$dateTime": "tomorrow"}', /At \$: “tomorrow” is no date and time/],
    ['{"$base64": 4}', /\$base64 at \$ takes a text/],
    ['{"$double": "many"}', /no number/],
  ];
  for (const [json, message] of refusals) {
    it(`refuses ${json} in a sentence`, () => {
      assert.throws(
        () => valueOfJson(parseExact(json)),
        (error) => error instanceof XmlRpcError && message.test(error.message),
      );
    });
  }
});

/** JSON keeps no order of members whose names are numbers, and XML-RPC means none. */
function sorted(value: XmlRpcValue): XmlRpcValue {
  if (value.type === 'array') return { ...value, items: value.items.map(sorted) };
  if (value.type !== 'struct') return value;
  const members = [...value.members].map(([name, member]) => [name, sorted(member)] as const);
  return { ...value, members: new Map(members.sort(([a], [b]) => (a < b ? -1 : 1))) };
}
