import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { XmlRpcMethod, XmlRpcType } from '../../src/keap/catalog/xmlrpc/xmlRpcMethod.ts';
import { readXmlRpcFiles } from '../../src/keap/xmlRpcFiles.ts';
import { dataFolder } from './sandboxSupport.ts';
import { useXmlRpc } from './xmlRpcClient.ts';
import { XML_RPC_SAMPLES } from './xmlRpcSamples.ts';

const { methods } = await readXmlRpcFiles(dataFolder);
const nameOf = ({ key }: XmlRpcMethod) => key.replace('xmlrpc:', '');

/** Whether a value, in JSON, is of one of the types that a method is said to answer. */
function isOf(types: readonly XmlRpcType[], value: unknown): boolean {
  const is: Readonly<Record<XmlRpcType, () => boolean>> = {
    int: () => Number.isInteger(value),
    double: () => typeof value === 'number' || (typeof value === 'object' && value !== null),
    boolean: () => typeof value === 'boolean',
    string: () => typeof value === 'string',
    'dateTime.iso8601': () => typeof value === 'object',
    struct: () => typeof value === 'object' && value !== null && !Array.isArray(value),
    array: () => Array.isArray(value),
    'array<int>': () => Array.isArray(value),
    'array<string>': () => Array.isArray(value),
    any: () => value !== undefined && value !== null,
  };
  return types.some((type) => is[type]());
}

describe('Every method of XML-RPC', () => {
  const { ok } = useXmlRpc({ account: { contacts: 100, seed: 2026 }, clock: () => Date.UTC(2026, 10, 20, 12) });

  it('has arguments to try it with', () => {
    assert.deepEqual(Object.keys(XML_RPC_SAMPLES).sort(), methods.map(nameOf).sort());
  });

  for (const [name, samples] of Object.entries(XML_RPC_SAMPLES)) {
    it(`${name} answers`, async () => {
      const method = methods.find((each) => nameOf(each) === name);
      for (const args of samples) {
        const value = await ok(name, ...args);
        // Two are said to answer a list where they answer what has names.
        assert.ok(
          isOf([...(method?.returns ?? []), ...(MORE.get(name) ?? [])], value),
          `${name}: ${JSON.stringify(value)}`,
        );
      }
    });
  }
});

const MORE = new Map<string, readonly XmlRpcType[]>([
  ['WebFormService.getMap', ['struct']],
  ['WebFormService.getHTML', ['string']],
]);

describe('Every method with arguments', () => {
  const { fault } = useXmlRpc();

  for (const method of methods.filter(({ forms }) => forms.some((form) => form.length > 0))) {
    it(`${nameOf(method)} refuses none, and arguments of other types`, async () => {
      const longest = Math.max(...method.forms.map((form) => form.length));
      assert.equal((await fault(nameOf(method), ...Array(longest + 1).fill(1)))[0], 12);
      const form = method.forms[0] ?? [];
      const place = form.findIndex(({ types }) => !types.includes('any'));
      const sample = XML_RPC_SAMPLES[nameOf(method)]?.[0] ?? [];
      if (place < 0) return;
      const wrong = sample.map((value, index) => (index === place ? { a: { b: 1 } } : value));
      const isTaken = method.forms.some(
        (each) => each.length === wrong.length && each[place]?.types.includes('struct'),
      );
      const [code, message] = await fault(
        nameOf(method),
        ...(isTaken ? sample.map((_, index) => (index === place ? 'x' : _)) : wrong),
      );
      assert.equal(code, 12);
      assert.match(message, /^\[InvalidParameter\]\w+\.\w+: argument \w+ must be .+, not (struct|string)$/);
    });
  }
});
