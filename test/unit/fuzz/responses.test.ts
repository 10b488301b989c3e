import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readAnswer } from '../../../src/keap/answers/answer.ts';
import type { Connection } from '../../../src/keap/connection.ts';
import type { Exchange } from '../../../src/keap/exchange.ts';
import { describeHead } from '../../../src/keap/http/describeHead.ts';
import { explainResponse } from '../../../src/keap/http/explain.ts';
import type { HttpResponse } from '../../../src/keap/http/httpResponse.ts';
import { statusWords } from '../../../src/keap/http/statusWords.ts';
import { holdsKey } from '../../../src/keap/safety/keyShapes.ts';
import { answerWords, loggable } from '../../../src/keap/safety/logWords.ts';

const RUNS = 10_000;

const awkward = fc.constantFrom(
  '<script>alert(1)</script>',
  '[run](command:workbench.action.quit)',
  '$(error)',
  '\u202egnp.exe\u2066',
  '\u0000\u001b[31m\r\n',
  `KeapAK-${'9e'.repeat(25)}`,
  '{"fault":{"faultstring":',
  '💌'.repeat(50),
  '\ud800',
  '__proto__',
  'x'.repeat(5_000),
);
const text = fc.oneof(awkward, fc.string({ unit: 'binary', maxLength: 80 }));
const names = fc.oneof(
  fc.constantFrom('message', 'fault', 'faultstring', 'detail', 'errorcode', 'code', 'error', '__proto__', 'toString'),
  fc.string({ maxLength: 8 }),
);
const json = fc
  .letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      text,
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(fc.tuple(names, tie('value')), { maxLength: 5 }).map((pairs) => ({ pairs })),
    ),
  }))
  .value.map((value) => Buffer.from(render(value)));

/** JSON with names as they are, also twice and `__proto__`, which no object would hold. */
function render(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(render).join(',')}]`;
  const { pairs } = value as { pairs: readonly (readonly [string, unknown])[] };
  return `{${pairs.map(([name, member]) => `${JSON.stringify(name)}:${render(member)}`).join(',')}}`;
}

const body: fc.Arbitrary<Uint8Array> = fc.oneof(
  json,
  json.map((bytes) => bytes.subarray(0, bytes.length >> 1)),
  fc.array(text, { maxLength: 6 }).map((parts) => Buffer.from(`<html>${parts.join('<b>')}</html>`)),
  fc.uint8Array({ maxLength: 300 }),
  fc.constant(new Uint8Array()),
);
const headers = fc.array(
  fc.tuple(
    fc.constantFrom(
      'content-type',
      'retry-after',
      'x-keap-product-quota-available',
      'x-keap-tenant-id',
      '__proto__',
      'constructor',
    ),
    fc.oneof(
      text,
      fc.constantFrom('application/json', 'text/html; charset=utf-16', 'image/png', '7', '0', '-1', 'charset="x"'),
      fc.constantFrom('constructor', '__proto__', 'toString/hasOwnProperty; charset=constructor'),
    ),
  ),
  { maxLength: 6 },
);
const response: fc.Arbitrary<HttpResponse> = fc.record({
  status: fc.oneof(fc.integer({ min: 100, max: 599 }), fc.constantFrom(200, 401, 429, 500)),
  statusText: fc.oneof(text, fc.constant('')),
  headers,
  body,
  timing: fc.constant({ queuedMs: 0, firstByteMs: 1, totalMs: 2 }),
});

const connection: Connection = {
  ...{ id: 'a', name: 'A', kind: 'personalAccessToken', origin: 'https://api.infusionsoft.com' },
  ...{ production: true, readOnly: true },
};

function exchangeOf(answer: HttpResponse, id: string): Exchange {
  const operation = { key: 'v2:listContacts', title: 'List contacts', method: 'GET', path: '/x' } as const;
  const request = { method: 'GET', target: '/x', headers: { accept: '*/*' } } as const;
  return { id, operation, connection, request, sentAt: 0, response: answer };
}

/** Nothing that draws a line, hides, turns the direction, or is a link, an icon or a key. */
function assertPlain(words: string): void {
  assert.doesNotMatch(words, /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]|\]\(|\$\(/u);
  assert.ok(!holdsKey(words), words);
}

test('10,000 fuzzed responses are explained, read and described without an error', async (t) => {
  const kinds = new Map<string, number>();
  let count = 0;
  await fc.assert(
    fc.asyncProperty(response, async (answer) => {
      const exchange = exchangeOf(answer, String(count++));
      const { nature, text: laidOut } = await readAnswer(answer);
      kinds.set(nature.kind, (kinds.get(nature.kind) ?? 0) + 1);
      if (nature.kind === 'json') JSON.parse(Buffer.from(laidOut ?? []).toString());
      assert.match(nature.extension, /^[a-z]{2,4}$/);
      const explained = explainResponse(answer);
      assert.equal(explained === undefined, answer.status < 300);
      assertPlain(explained ?? '');
      assertPlain(statusWords(answer));
      assertPlain(loggable(answerWords(answer)));
      const head = describeHead(exchange);
      assert.ok(!holdsKey(head));
      assert.equal(JSON.parse(head).response.status, answer.status);
    }),
    { numRuns: RUNS, seed: 4 },
  );
  assert.equal(count, RUNS);
  t.diagnostic(`${count} responses: ${[...kinds].map(([kind, seen]) => `${seen} ${kind}`).join(', ')}`);
});
