/** Calls that nobody would make: each is answered by a value or a fault of Keap's, and REST goes on. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { XmlRpcParameter, XmlRpcType } from '../../src/keap/catalog/xmlrpc/xmlRpcMethod.ts';
import { readXmlRpcFiles } from '../../src/keap/xmlRpcFiles.ts';
import { readResponse } from '../../src/keap/xmlrpc/readXmlRpc.ts';
import { arrayValue, intValue, structValue, textValue, type XmlRpcValue } from '../../src/keap/xmlrpc/value.ts';
import { writeCall } from '../../src/keap/xmlrpc/writeXmlRpc.ts';
import { Keap } from '../../src/sandbox/keap.ts';
import { catalogs } from '../unit/catalog/realCatalog.ts';
import { anyText, anyValue } from '../unit/xmlrpc/anyValue.ts';
import { dataFolder, sampleRequest } from './sandboxSupport.ts';

const xmlRpc = await readXmlRpcFiles(dataFolder);
const NOW = Date.UTC(2026, 10, 20, 12);

const anInt = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constantFrom(-1, 10_001, 10_002, 2 ** 31 - 1)).map(intValue);
const aText = fc
  .oneof(
    fc.constantFrom(
      '',
      '1',
      '%',
      '~>~ 1',
      '~null~',
      '2026-10-01',
      'Contact',
      'Id',
      'Email',
      'Check',
      'toString',
      '__proto__',
    ),
    anyText,
  )
  .map(textValue);
const aDouble = fc
  .constantFrom('0', '-1.5', '1e300', 'NaN', 'Infinity', '12.50')
  .map((text): XmlRpcValue => ({ type: 'double', text }));
const aMoment = fc
  .constantFrom('20261001T00:00:00', '00010101T00:00:00', '99991231T23:59:59')
  .map((text): XmlRpcValue => ({ type: 'dateTime', text }));

/** Some fields of a table, by its own names and by others, with any values. */
const fieldsOf = (table: string | undefined): fc.Arbitrary<XmlRpcValue> => {
  const names = xmlRpc.tables.find(({ name }) => name === table)?.fields.map(({ name }) => name) ?? [];
  const name = fc.oneof(
    { arbitrary: fc.constantFrom(...names, 'Id'), weight: 20 },
    fc.constantFrom('__proto__', '_Budget', 'x'),
  );
  return fc.dictionary(name, fc.oneof(anInt, aText, aDouble, aMoment, anyValue), { maxKeys: 4 }).map(structValue);
};

const VALUES: Readonly<Record<XmlRpcType, fc.Arbitrary<XmlRpcValue>>> = {
  int: anInt,
  double: fc.oneof(aDouble, anInt),
  boolean: fc.boolean().map((value): XmlRpcValue => ({ type: 'boolean', value })),
  string: aText,
  'dateTime.iso8601': aMoment,
  struct: fieldsOf('Contact'),
  array: fc.array(fc.oneof(anInt, aText), { maxLength: 3 }).map(arrayValue),
  'array<int>': fc.array(anInt, { maxLength: 3 }).map(arrayValue),
  'array<string>': fc.array(aText, { maxLength: 3 }).map(arrayValue),
  any: fc.oneof(anInt, aText, anyValue),
};

function argument({ types, enum: choices }: XmlRpcParameter): fc.Arbitrary<XmlRpcValue> {
  const fitting = fc.oneof(
    ...(choices ? [fc.constantFrom(...choices).map(textValue)] : []),
    ...types.map((type) => VALUES[type]),
  );
  return fc.oneof({ arbitrary: fitting, weight: 30 }, anyValue);
}

/** A call of a method, or one about a table with that table's own fields. */
const anyCall = fc.oneof(
  fc.constantFrom(...xmlRpc.methods).chain(({ key, forms }) =>
    fc
      .constantFrom(...forms)
      .chain((form) => fc.tuple(...form.map(argument)))
      .map((args) => ({ method: key.replace('xmlrpc:', ''), args: [...args] })),
  ),
  fc.constantFrom(...xmlRpc.tables).chain(({ name, fields }) => {
    const some = fc
      .subarray(
        fields.map((field) => textValue(field.name)),
        { minLength: 1 },
      )
      .map(arrayValue);
    const table = textValue(name);
    return fc.oneof(
      fieldsOf(name).map((values) => ({ method: 'DataService.add', args: [table, values] })),
      fc
        .tuple(anInt, fieldsOf(name))
        .map(([id, values]) => ({ method: 'DataService.update', args: [table, id, values] })),
      fc.tuple(fieldsOf(name), some).map(([conditions, shown]) => {
        return { method: 'DataService.query', args: [table, intValue(20), intValue(0), conditions, shown] };
      }),
      fc.tuple(anInt, some).map(([id, shown]) => ({ method: 'DataService.load', args: [table, id, shown] })),
      anInt.map((id) => ({ method: 'DataService.delete', args: [table, id] })),
    );
  }),
);

it('Any call of XML-RPC is answered, and REST still lists everything afterwards', (context) => {
  const keap = new Keap(catalogs, { contacts: 40, seed: 2026 }, xmlRpc);
  const headers = { 'content-type': 'text/xml' };
  const common = { headers, origin: 'http://127.0.0.1:1', now: NOW };
  const counts = { values: 0, faults: 0 };
  fc.assert(
    fc.property(anyCall, ({ method, args }) => {
      const body = Buffer.from(writeCall({ method, args: [textValue(''), ...args] }));
      const answer = keap.answer({ ...common, method: 'POST', target: '/crm/xmlrpc/v1', body });
      assert.equal(answer.status, 200);
      counts['fault' in readResponse(answer.xml ?? '') ? 'faults' : 'values']++;
    }),
    { numRuns: Number(process.argv[2] ?? 1_000), endOnFailure: true },
  );
  assert.ok(counts.values > 100 && counts.faults > 100, JSON.stringify(counts));
  context.diagnostic(JSON.stringify(counts));
  for (const catalog of Object.values(catalogs)) {
    for (const operation of catalog.operations.filter(({ method, path }) => method === 'GET' && !path.includes('{'))) {
      const target = `/crm/rest${sampleRequest(operation, catalog).path}`;
      const answer = keap.answer({ ...common, method: 'GET', target, body: Buffer.alloc(0) });
      assert.ok(answer.status < 500, `${operation.key} ${JSON.stringify(answer)}`);
    }
  }
});
