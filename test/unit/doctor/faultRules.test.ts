import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAULT_RULES } from '../../../src/keap/doctor/faultRules.ts';
import type { Asked } from '../../../src/keap/doctor/rule.ts';
import { explainResponse } from '../../../src/keap/http/explain.ts';
import { faultOf, faultWords, isSuccess } from '../../../src/keap/http/fault.ts';
import type { HttpResponse } from '../../../src/keap/http/httpResponse.ts';
import { outcomeWords } from '../../../src/keap/http/statusWords.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { operation } from '../catalog/realCatalog.ts';

const timing = { queuedMs: 0, firstByteMs: 0, totalMs: 0 };

function answer(status: number, body: unknown, headers: HttpResponse['headers'] = []): HttpResponse {
  const type = ['content-type', 'application/json'] as const;
  return { status, statusText: 'OK', headers: [type, ...headers], body: Buffer.from(JSON.stringify(body)), timing };
}

function fault(code: number, message: string): HttpResponse {
  return answer(200, { faultCode: code, faultString: message });
}

function asked(name: string): Asked {
  const own = operation(`xmlrpc:${name}`);
  return { operation: own, schemas: {}, draft: emptyDraft(own.key), connection: { kind: 'personalAccessToken' } };
}

test('every fault code of Keap has a rule that says what to do, and Keap’s words behind it', () => {
  const told = new Set<string>();
  for (let code = 1; code <= 15; code++) {
    const words = explainResponse(fault(code, '[Word]The very words'), asked('ContactService.load')) ?? '';
    assert.match(words, /^[A-Z].+\. .+ Keap says: The very words\.$/, `fault ${code}`);
    told.add(words);
  }
  // Three say no more than that something failed.
  assert.equal(told.size, 13);
  assert.equal(explainResponse(fault(99, '[New]Thing')), 'Keap refused the request. Keap says: Thing.');
});

test('a call that failed is safe to repeat where it reads, and not where it changes', () => {
  assert.match(explainResponse(fault(3, 'x'), asked('ContactService.load')) ?? '', /safe to send it again/);
  assert.match(explainResponse(fault(3, 'x'), asked('InvoiceService.chargeInvoice')) ?? '', /may do it twice/);
  const gone = fault(3, '[UnexpectedError]No such method: InvoiceService.hello');
  assert.match(explainResponse(gone, asked('InvoiceService.hello')) ?? '', /Only an old SDK knew this one/);
});

test('a fault is no success whatever its status, and has words like one', () => {
  const found = fault(5, '[RecordNotFound]Nobody');
  assert.equal(isSuccess(found), false);
  assert.equal(outcomeWords(found), 'Fault 5 RecordNotFound');
  assert.equal(faultWords(99), 'Fault 99');
  assert.equal(outcomeWords(answer(200, { id: 1 })), '200 OK');
});

test('what only looks like a fault is none', () => {
  for (const body of [
    { faultCode: '5', faultString: 'x' },
    { faultCode: 5 },
    { faultCode: 5, faultString: 'x', more: 1 },
    { faultString: 'x', faultCode: 5 },
    [{ faultCode: 5, faultString: 'x' }],
  ]) {
    assert.equal(faultOf(answer(200, body)), undefined, JSON.stringify(body));
  }
});

test('an answer that could not be read as XML-RPC is no success, and says so', () => {
  const html: HttpResponse = {
    ...{ status: 200, statusText: 'OK', headers: [['content-type', 'text/html']], timing },
    body: Buffer.from('<p>Away</p>'),
    unread: 'The XML ends before </p>.',
  };
  assert.equal(isSuccess(html), false);
  assert.match(explainResponse(html) ?? '', /no XML-RPC.*shown as it came\. The XML ends/);
  const { unread: _, ...kept } = html;
  assert.match(explainResponse(kept, asked('ContactService.load')) ?? '', /no XML-RPC/, 'Known after a reload, too.');
});

test('the end of XML-RPC and the times before it are told by the answer’s own date', () => {
  const during = [['date', 'Fri, 18 Sep 2026 10:00:00 GMT']] as const;
  const after = [['date', 'Mon, 04 Jan 2027 10:00:00 GMT']] as const;
  assert.match(
    explainResponse(answer(503, {}, during), asked('ContactService.load')) ?? '',
    /announced times without it .* 105 days are left\. Try again/,
  );
  assert.match(
    explainResponse(answer(404, {}, after), asked('ContactService.load')) ?? '',
    /^XML-RPC is not there\. Keap ended XML-RPC on 31 December 2026/,
  );
  assert.equal(new Set(FAULT_RULES.map(({ name }) => name)).size, FAULT_RULES.length);
});
