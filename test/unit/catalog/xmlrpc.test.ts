import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { titleByRule } from '../../../src/keap/catalog/titles.ts';
import { XML_RPC_COUNTERPARTS } from '../../../src/keap/catalog/xmlrpc/xmlRpcCounterparts.ts';
import { parseXmlRpcCatalog, printMethods, printTables } from '../../../src/keap/catalog/xmlrpc/xmlRpcData.ts';
import { REVIEWED_METHODS, xmlRpcEffect, xmlRpcEffectByRule } from '../../../src/keap/catalog/xmlrpc/xmlRpcEffects.ts';
import { operationOfMethod } from '../../../src/keap/catalog/xmlrpc/xmlRpcOperation.ts';
import { readMethods, readTables } from '../../../src/keap/catalog/xmlrpc/xmlRpcReader.ts';
import { XML_RPC_BROWNOUTS, XML_RPC_END } from '../../../src/keap/catalog/xmlrpc/xmlRpcRetirement.ts';
import { XML_RPC_TITLES, xmlRpcTitle } from '../../../src/keap/catalog/xmlrpc/xmlRpcTitles.ts';
import { readXmlRpcFiles } from '../../../src/keap/xmlRpcFiles.ts';
import { operations } from './realCatalog.ts';

const { methods, tables } = await readXmlRpcFiles(join(import.meta.dirname, '../../../src/keap/catalog/data'));
const nameOf = ({ key }: { readonly key: string }) => key.replace('xmlrpc:', '');
const method = (name: string) => methods.find(({ key }) => key === `xmlrpc:${name}`) ?? assert.fail(name);

describe('The catalog of XML-RPC', () => {
  it('has 140 methods in 17 services, and 843 fields in 60 tables', () => {
    assert.equal(methods.length, 140);
    assert.equal(new Set(methods.map(({ key }) => key)).size, 140);
    assert.equal(new Set(methods.map(({ service }) => service)).size, 17);
    assert.equal(methods.filter(({ undocumented }) => undocumented).length, 25);
    assert.equal(tables.length, 60);
    assert.equal(new Set(tables.map(({ name }) => name)).size, 60);
    assert.equal(tables.flatMap(({ fields }) => fields).length, 843);
    assert.equal(tables.flatMap(({ fields }) => fields).filter(({ access }) => access === undefined).length, 27);
  });

  it('has each field of a table once, with letters of access that there are', () => {
    for (const { name, access, fields } of tables) {
      assert.equal(new Set(fields.map((field) => field.name)).size, fields.length, name);
      for (const letters of [access, ...fields.map((field) => field.access)]) {
        if (letters !== undefined) assert.match(letters, /^(?!.*(.).*\1)[READ]+$/, name);
      }
    }
  });

  it('refers to tables that it has', () => {
    const names = new Set(tables.map(({ name }) => name));
    const referred = [
      ...tables.flatMap(({ fields }) => fields),
      ...methods.flatMap(({ forms }) => forms.flat()),
    ].flatMap(({ refersTo }) => refersTo ?? []);
    assert.ok(referred.length > 150, `${referred.length}`);
    assert.deepEqual(
      [...new Set(referred)].filter((name) => !names.has(name)),
      [],
    );
    for (const { ofTable } of methods.flatMap(({ forms }) => forms.flat())) if (ofTable) assert.ok(names.has(ofTable));
  });

  it('comes back from its files as it was read', () => {
    const again = parseXmlRpcCatalog(printMethods(methods), printTables(tables));
    assert.deepEqual(again, { path: '/crm/xmlrpc/v1', methods, tables });
    assert.throws(() => parseXmlRpcCatalog('{"format":0}', '{}'), /npm run catalog/);
  });

  it('names counterparts that REST v2 has', () => {
    const keys = new Set(operations.filter(({ version }) => version === 'v2').map(({ key }) => key));
    const named = methods.flatMap(({ counterpart }) => counterpart ?? []);
    assert.deepEqual(
      named.filter((key) => !keys.has(key)),
      [],
    );
    assert.equal(named.length, 49 + Object.keys(XML_RPC_COUNTERPARTS).length);
    for (const [name, key] of Object.entries(XML_RPC_COUNTERPARTS)) assert.equal(method(name).counterpart, key);
  });

  it('describes what stands in the wire’s order', () => {
    const query = method('DataService.query');
    assert.deepEqual(
      query.forms[0]?.map(({ name, types, role, optional }) => [name, types.join('|'), role, optional]),
      [
        ['table', 'string', 'table', undefined],
        ['limit', 'int', undefined, undefined],
        ['page', 'int', undefined, undefined],
        ['queryData', 'struct', 'conditions', undefined],
        ['selectedFields', 'array<string>', 'fields', undefined],
        ['orderBy', 'string', 'field', true],
        ['ascending', 'boolean', undefined, true],
      ],
    );
    assert.equal(method('DataService.getUserInfo').keyless, true);
    assert.deepEqual(
      method('InvoiceService.validateCreditCard').forms.map((form) => form.map(({ name }) => name)),
      [['creditCardId'], ['card']],
    );
    assert.equal(method('APIEmailService.sendEmail').forms[1]?.length, 9);
    assert.deepEqual(method('ContactService.load').forms[0]?.[1], {
      name: 'selectedFields',
      types: ['array<string>'],
      role: 'fields',
      ofTable: 'Contact',
    });
  });

  it('keeps what access and type a field has', () => {
    const contact = tables.find(({ name }) => name === 'Contact');
    const field = (name: string) => contact?.fields.find((each) => each.name === name);
    assert.deepEqual(field('FirstName'), { name: 'FirstName', type: 'string', access: 'READ' });
    assert.deepEqual(field('LastUpdatedBy'), { name: 'LastUpdatedBy', type: 'int', access: 'R', refersTo: 'User' });
    assert.deepEqual(field('TimeZone'), { name: 'TimeZone', type: 'unknown' });
  });
});

describe('The titles of XML-RPC', () => {
  it('come from the rule and the reviewed table, which holds nothing the rule says as well', () => {
    for (const each of methods) assert.equal(each.title, xmlRpcTitle(nameOf(each)));
    for (const [name, title] of Object.entries(XML_RPC_TITLES)) {
      assert.ok(
        methods.some((each) => nameOf(each) === name),
        name,
      );
      assert.notEqual(titleByRule(name.split('.')[1] ?? ''), title, name);
    }
  });

  it('are unique within a service, short, and begin with a capital', () => {
    assert.equal(new Set(methods.map(({ service, title }) => `${service} ${title}`)).size, methods.length);
    for (const { title } of methods) assert.match(title, /^[A-Z][A-Za-z’, -]{3,59}$/);
  });
});

describe('The effects of XML-RPC', () => {
  it('use every reviewed method once, and only where the rule says otherwise', () => {
    const names = REVIEWED_METHODS.flatMap((group) => group.names);
    assert.equal(new Set(names).size, names.length);
    for (const { names: ofGroup, effect, because } of REVIEWED_METHODS) {
      assert.match(because, /^[A-Z].*\.$/);
      for (const name of ofGroup) {
        assert.equal(method(name).effect, effect);
        assert.notEqual(xmlRpcEffectByRule(name, false), effect, name);
      }
    }
  });

  it('are as many as were reviewed', () => {
    const counts: Record<string, number> = {};
    for (const { effect } of methods) counts[effect] = (counts[effect] ?? 0) + 1;
    assert.deepEqual(counts, {
      reads: 76,
      creates: 14,
      changes: 20,
      deletes: 8,
      'changes schema': 2,
      'moves money': 12,
      'sends mail': 1,
      'starts automation': 7,
    });
  });

  it('are those of their counterparts in REST', () => {
    const differing = methods.flatMap(({ key, effect, counterpart }) => {
      const rest = operations.find((each) => each.key === counterpart);
      return rest && rest.effect !== effect ? [`${key} ${effect}, ${rest.key} ${rest.effect}`] : [];
    });
    assert.deepEqual(differing, ['xmlrpc:ContactService.addWithDupCheck changes, v2:createContact creates']);
  });

  it('follow the name where nobody reviewed a method', () => {
    assert.equal(xmlRpcEffect('SomeService.getThing', true), 'reads');
    assert.equal(xmlRpcEffect('SomeService.addThing', false), 'creates');
    assert.equal(xmlRpcEffect('SomeService.removeThing', false), 'deletes');
    assert.equal(xmlRpcEffect('SomeService.doThing', false), 'changes');
  });
});

describe('A method as an operation', () => {
  it('has a key, a title, its service as tag, and arguments with schemas', () => {
    const operation = operationOfMethod(method('DataService.query'));
    assert.equal(operation.key, 'xmlrpc:DataService.query');
    assert.equal(operation.operationId, 'DataService.query');
    assert.deepEqual([operation.method, operation.path], ['POST', '/crm/xmlrpc/v1']);
    assert.equal(operation.tag, 'DataService');
    assert.ok(operation.needsInput);
    assert.deepEqual(operation.parameters[1]?.schema, { type: 'integer', format: 'int32' });
    assert.equal(operation.parameters.at(-1)?.required, false);
    assert.deepEqual(operationOfMethod(method('InvoiceService.hello')).needsInput, false);
  });

  it('has the arguments of all its forms, required where every form has them', () => {
    const { parameters, call, needsInput } = operationOfMethod(method('APIEmailService.sendEmail'));
    assert.deepEqual(call?.forms[0], ['contactList', 'templateId']);
    assert.deepEqual(
      parameters.filter(({ required }) => required).map(({ name }) => name),
      ['contactList'],
    );
    assert.equal(parameters.length, 10);
    assert.ok(needsInput);
    assert.ok(operationOfMethod(method('InvoiceService.validateCreditCard')).needsInput);
  });

  it('leaves the choice where the wire does', () => {
    const paid = operationOfMethod(method('InvoiceService.addManualPayment')).parameters.find(
      ({ name }) => name === 'paymentDate',
    );
    assert.equal(paid?.schema.anyOf?.length, 2);
    const option = operationOfMethod(method('ContactService.addWithDupCheck')).parameters[1];
    assert.deepEqual(option?.schema.enum, ['Email', 'EmailAndName', 'EmailAndNameAndCompany']);
  });
});

describe('Lists of XML-RPC that are none', () => {
  it('are refused', () => {
    assert.throws(() => readMethods({}, []), /no list of methods/);
    assert.throws(() => readTables([]), /no list of tables/);
  });
});

describe('The end of XML-RPC', () => {
  it('comes after seven brownouts that grow', () => {
    const hours = XML_RPC_BROWNOUTS.map(({ from, to }) => (to - from) / 3_600_000);
    assert.deepEqual(hours, [4, 8, 12, 16, 24, 36, 48]);
    assert.ok(XML_RPC_BROWNOUTS.every(({ to }) => to < XML_RPC_END));
    assert.equal(new Date(XML_RPC_END).toISOString(), '2027-01-01T00:00:00.000Z');
  });
});
