import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Operation, Parameter } from '../../../../src/keap/catalog/operation.ts';
import type { XmlRpcType } from '../../../../src/keap/catalog/xmlrpc/xmlRpcMethod.ts';
import { readArgument } from '../../../../src/keap/request/call/argumentValue.ts';
import { draftOfCall } from '../../../../src/keap/request/call/callDraft.ts';
import { callParts } from '../../../../src/keap/request/call/callWords.ts';
import { KEY_PLACE } from '../../../../src/keap/request/call/methodCall.ts';
import { emptyDraft, type ParameterInput, type RequestDraft } from '../../../../src/keap/request/draft.ts';
import { buildRequest } from '../../../../src/keap/request/httpRequest.ts';
import { validateDraft } from '../../../../src/keap/request/validation.ts';
import { readCall } from '../../../../src/keap/xmlrpc/readXmlRpc.ts';
import { textValue } from '../../../../src/keap/xmlrpc/value.ts';
import { writeCall } from '../../../../src/keap/xmlrpc/writeXmlRpc.ts';
import { jsonOfValue } from '../../../../src/keap/xmlrpc/xmlRpcJson.ts';
import { operation } from '../../catalog/realCatalog.ts';

function argument(...types: XmlRpcType[]): Parameter {
  return { name: 'a', in: 'argument', required: true, schema: {}, argument: { name: 'a', types } };
}

/** What a text becomes: its type and JSON, or what is told of it. */
function read(input: ParameterInput, ...types: XmlRpcType[]): unknown {
  const found = readArgument(argument(...types), input);
  if ('wrong' in found) return found.wrong;
  const json = JSON.stringify(jsonOfValue(found.value));
  return found.doubt === undefined ? `${found.value.type} ${json}` : `${found.value.type} ${json}: ${found.doubt}`;
}

function draft(name: string, values: Readonly<Record<string, ParameterInput>>): RequestDraft {
  const parameters = Object.entries(values).map(([key, value]) => [`argument:${key}`, value]);
  return { ...emptyDraft(`xmlrpc:${name}`), parameters: Object.fromEntries(parameters) };
}

function called(name: string, values: Readonly<Record<string, ParameterInput>>): readonly unknown[] {
  const { body } = buildRequest(operation(`xmlrpc:${name}`), {}, draft(name, values));
  return readCall(body && 'text' in body ? body.text : '').args.map(jsonOfValue);
}

function problems(name: string, values: Readonly<Record<string, ParameterInput>>): string[] {
  const found = validateDraft(operation(`xmlrpc:${name}`), {}, draft(name, values));
  return found.map(({ message, blocking }) => `${blocking ? '! ' : ''}${message}`);
}

describe('A text as an argument', () => {
  it('becomes the most exact of the types that it fits', () => {
    assert.equal(read('12', 'int'), 'int 12');
    assert.equal(read('-2147483648', 'int'), 'int -2147483648');
    assert.equal(read('12.50', 'double'), 'double 12.50');
    assert.equal(read('12', 'double'), 'double {"$double":"12"}');
    assert.equal(read('12', 'int', 'double'), 'int 12');
    assert.equal(read('12.5', 'int', 'double'), 'double 12.5');
    assert.equal(read('true', 'int', 'boolean'), 'boolean true');
    assert.equal(read('1', 'int', 'boolean'), 'int 1');
    assert.equal(read('12', 'string', 'int'), 'int 12');
    assert.equal(read('"12"', 'string', 'int'), 'string "12"', 'In quotes it stays a text.');
    assert.equal(read('007', 'string', 'int'), 'string "007"', 'Its zeros may mean something.');
    assert.equal(read('-007.5', 'string', 'double'), 'string "-007.5"');
    assert.equal(read('0.5', 'string', 'double'), 'double 0.5');
    assert.equal(read('007', 'int'), 'int 7');
    assert.equal(read('"12"', 'string'), 'string "\\"12\\""', 'Where only a text goes, quotes are part of it.');
    assert.equal(read('2026-01-31', 'string'), 'string "2026-01-31"');
  });

  it('is a moment with or without dashes and seconds, or a day, which is its start', () => {
    for (const text of ['2026-01-31T09:00', '2026-01-31T09:00:00', '20260131T09:00:00']) {
      assert.equal(read(text, 'dateTime.iso8601'), 'dateTime {"$dateTime":"20260131T09:00:00"}');
    }
    assert.equal(read('2026-01-31', 'string', 'dateTime.iso8601'), 'dateTime {"$dateTime":"20260131T00:00:00"}');
    for (const text of ['2026-02-30T09:00:00', '2026-01-31T09:00:00Z', 'today']) {
      assert.match(String(read(text, 'dateTime.iso8601')), /^string .*without a zone/, text);
    }
  });

  it('goes as text where it is of no type, which is told and blocks nothing', () => {
    assert.match(String(read('ten', 'int')), /^string "ten": must be a whole number/);
    assert.match(String(read('2147483648', 'int')), /^string .*is too large: .*to 2147483647\.$/);
    assert.match(String(read('ten', 'double')), /must be a number/);
    assert.match(String(read('yes', 'boolean')), /must be true or false/);
    assert.match(String(read('[1]', 'struct')), /^array \[1\]: must be a JSON object/);
  });

  it('is JSON where the argument has parts, digit for digit, and cannot go where it is none', () => {
    assert.equal(
      read('{"_Budget": 10.10, "N": {"$i8": "9000000000"}}', 'struct'),
      'struct {"_Budget":10.10,"N":{"$i8":"9000000000"}}',
    );
    assert.equal(read('[1, null]', 'array'), 'array [1,null]');
    assert.match(String(read('{"a": }', 'struct')), /^is not JSON: /);
    assert.match(String(read('{"a": 12345678901}', 'struct')), /^cannot be sent: 12345678901 at \$\.a is beyond/);
    assert.match(String(read('{"$day": 1}', 'struct')), /^cannot be sent: \$day at \$/);
  });

  it('of any type is JSON where it is some, else text, but for what begins like JSON', () => {
    assert.equal(read('Ada', 'any'), 'string "Ada"');
    assert.equal(read('7', 'any'), 'int 7');
    assert.equal(read('{"a":1}', 'any'), 'struct {"a":1}');
    assert.match(String(read('{"a":1', 'any')), /^is not JSON: /);
  });

  it('with its type in JSON goes so wherever it stands', () => {
    assert.equal(read('{"$dateTime": "20240101T00:00:00"}', 'string'), 'dateTime {"$dateTime":"20240101T00:00:00"}');
    assert.equal(read('{"$base64": "SGk="}', 'string'), 'base64 {"$base64":"SGk="}');
    assert.equal(read('{"$what": "x"}', 'string'), 'string "{\\"$what\\": \\"x\\"}"', 'No type, so a text like any.');
  });

  it('of a list stands for an item', () => {
    assert.equal(read(['1', '', '2'], 'array<int>'), 'array [1,2]');
    assert.match(String(read(['1', 'two'], 'array<int>')), /^array \[1,"two"\]: must be a whole number/);
    assert.equal(read('[1, 2]', 'array<int>'), 'array [1,2]');
  });

  it('of whatever characters goes as what is read back, or says why it cannot go', () => {
    const TYPES: readonly XmlRpcType[] = [
      ...(['int', 'double', 'boolean', 'string', 'dateTime.iso8601', 'struct', 'array'] as const),
      ...(['array<int>', 'array<string>', 'any'] as const),
    ];
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.double().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 19)),
      fc.constantFrom('{"$dateTime":"20260131T09:00:00"}', '{"__proto__": 1}', '[[[[', '"', '\ud800'),
    );
    fc.assert(
      fc.property(text, fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 3 }), (typed, types) => {
        const found = readArgument(argument(...types), typed);
        if ('wrong' in found) return assert.match(found.wrong, /^(is not JSON: |cannot be sent: ).*\.$/s);
        const { args } = readCall(writeCall({ method: 'check', args: [found.value] }));
        assert.deepEqual(args, [found.value]);
      }),
      { numRuns: 1_000 },
    );
    const deep = 100_000;
    assert.match(String(read('['.repeat(deep) + ']'.repeat(deep), 'any')), /^cannot be sent: .*deep/);
  });

  it('cannot go where XML has no character for it', () => {
    assert.match(String(read('a\u0001b', 'string')), /^cannot be sent: A text holds the control character U\+0001/);
    assert.match(String(read('{"a": "\\u0001"}', 'struct')), /^cannot be sent: /);
  });
});

describe('A call', () => {
  it('has a text in the place of the key, but for the one method that takes none', () => {
    assert.deepEqual(called('InvoiceService.hello', {}), [KEY_PLACE]);
    assert.deepEqual(called('DataService.getUserInfo', {}), []);
  });

  it('leaves out what is optional at its end, and fills the gap before what is filled in', () => {
    const asked = { table: 'Contact', limit: '10', page: '0', queryData: '{"Id": 1}', selectedFields: ['Id'] };
    const whole = [KEY_PLACE, 'Contact', 10, 0, { Id: 1 }, ['Id']];
    assert.deepEqual(called('DataService.query', asked), whole);
    assert.deepEqual(called('DataService.query', { ...asked, orderBy: 'Id' }), [...whole, 'Id']);
    assert.deepEqual(called('DataService.query', { ...asked, ascending: 'true' }), [...whole, '', true]);
    assert.deepEqual(problems('DataService.query', { ...asked, ascending: 'true' }), [
      'orderBy is empty and goes as an empty text.',
    ]);
  });

  it('has the form that what is filled in belongs to', () => {
    const mail = { contactList: ['3', '4'], fromAddress: 'a@example.com', subject: 'Hi' };
    assert.equal(called('APIEmailService.sendEmail', mail).length, 10);
    assert.equal(called('APIEmailService.sendEmail', { contactList: ['3'], templateId: '1' }).length, 3);
    assert.deepEqual(problems('APIEmailService.sendEmail', { contactList: ['3'] }), [
      '! templateId is required unless fromAddress is filled in.',
    ]);
    assert.deepEqual(called('InvoiceService.validateCreditCard', { card: '{"CardNumber": "1"}' }), [
      KEY_PLACE,
      { CardNumber: '1' },
    ]);
    assert.deepEqual(problems('InvoiceService.validateCreditCard', { card: '{}', creditCardId: '1' }), [
      '! card does not go with the other arguments that are filled in: leave it or them empty.',
    ]);
  });

  it('tells what is missing, what is empty and what is none of its type, in the order of the form', () => {
    assert.deepEqual(problems('InvoiceService.addManualPayment', { amt: 'ten', bypassCommissions: 'true' }), [
      '! invoiceId is required.',
      '! amt must be a number, such as 12.5.',
      'paymentDate is empty and goes as an empty text.',
      'paymentType is empty and goes as an empty text.',
      'paymentDescription is empty and goes as an empty text.',
    ]);
    assert.match(
      problems('ContactService.addWithDupCheck', { data: '{}', dupCheckType: 'Mail' })[0] ?? '',
      /one of Email,/,
    );
  });

  it('does not go where money moves with what is of another type; elsewhere whoever means it sends it', () => {
    const paid = { invoiceId: '3', amt: '12,50', paymentDate: '2026-02-01', paymentType: 'Cash' };
    assert.deepEqual(
      problems('InvoiceService.addManualPayment', { ...paid, paymentDescription: 'x', bypassCommissions: 'yes' }),
      ['! amt must be a number, such as 12.5.', '! bypassCommissions must be true or false.'],
    );
    assert.deepEqual(problems('ProductService.increaseInventory', { productId: '3', quantity: 'ten' }), [
      'quantity must be a whole number, such as 12.',
    ]);
  });

  it('does not go with a field that stands in an argument twice, since one of the two would be lost', () => {
    const asked = { table: 'Contact', limit: '10', page: '0', selectedFields: ['Id'] };
    assert.deepEqual(problems('DataService.query', { ...asked, queryData: '{"Id": "~>~1", "Id": "~<~5"}' }), [
      '! queryData has Id twice, and one of the two would not be sent: take one out.',
    ]);
    assert.match(
      String(problems('DataService.update', { table: 'Contact', Id: '5', values: '{"a":{"b":1,"b":2}}' })),
      /! values has b twice/,
    );
  });

  it('never goes out with a key in an argument', () => {
    const key = `KeapAK-${'d4'.repeat(25)}`;
    const one = operation('xmlrpc:APIEmailService.optIn');
    const [found, ...more] = validateDraft(one, {}, draft('APIEmailService.optIn', { email: key, optInReason: 'x' }));
    assert.equal(found?.blocking, true);
    assert.equal(found?.fix, 'removeKey');
    assert.deepEqual(more, []);
  });

  it('has the names of arguments that are still to be filled in, which are none when it is read back', () => {
    assert.deepEqual(called('InvoiceService.addManualPayment', { amt: '1.5' }).slice(1), [
      '{invoiceId}',
      1.5,
      ...['', '', ''],
      '{bypassCommissions}',
    ]);
    const one = operation('xmlrpc:InvoiceService.calculateAmountOwed');
    assert.deepEqual(draftOfCall(one, [textValue('{invoiceId}')]), emptyDraft(one.key));
  });

  it('is readable: a line for each argument, and as people write calls', () => {
    const one = operation('xmlrpc:ContactService.load');
    const filled = draft('ContactService.load', { contactId: '3' });
    const { body, target, headers, method } = buildRequest(one, {}, filled);
    assert.deepEqual([method, target], ['POST', '/crm/xmlrpc/v1']);
    assert.equal(headers['content-type'], 'text/xml');
    assert.match(headers['accept'] ?? '', /^text\/xml, /);
    assert.equal(
      (body && 'text' in body ? body.text : '').split('\n').filter((line) => line.includes('<param>')).length,
      3,
    );
    const words = callParts(one, filled).map((part) => ('text' in part ? part.text : `{${part.missing}}`));
    assert.equal(words.join(''), 'ContactService.load(3, {selectedFields})');
  });

  it('is a draft again, and none where the arguments are another’s', () => {
    const one: Operation = operation('xmlrpc:InvoiceService.calculateAmountOwed');
    assert.deepEqual(draftOfCall(one, [{ type: 'int', value: 7 }])?.parameters, { 'argument:invoiceId': '7' });
    assert.deepEqual(draftOfCall(one, [textValue('seven')])?.parameters, { 'argument:invoiceId': 'seven' });
    assert.equal(draftOfCall(one, [textValue('7')]), undefined, 'No draft sends the text 7 as a text.');
    assert.equal(draftOfCall(one, [textValue('a'), textValue('b')]), undefined);
  });
});
