import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { parseExact } from '../../src/keap/exactJson.ts';
import { explainResponse } from '../../src/keap/http/explain.ts';
import { faultOf } from '../../src/keap/http/fault.ts';
import { bodyText, headerValue } from '../../src/keap/http/httpResponse.ts';
import { draftOfCall } from '../../src/keap/request/call/callDraft.ts';
import type { RequestDraft } from '../../src/keap/request/draft.ts';
import { buildRequest } from '../../src/keap/request/httpRequest.ts';
import { validateDraft } from '../../src/keap/request/validation.ts';
import { readCall } from '../../src/keap/xmlrpc/readXmlRpc.ts';
import { jsonOfValue, valueOfJson } from '../../src/keap/xmlrpc/xmlRpcJson.ts';
import { catalogs, operation } from '../unit/catalog/realCatalog.ts';
import { runsOn, UNLIMITED_SANDBOX } from './runSupport.ts';
import { KEY, useSandbox } from './sandboxSupport.ts';
import { callXmlRpc } from './xmlRpcClient.ts';
import { XML_RPC_SAMPLES } from './xmlRpcSamples.ts';

const account = {
  account: { contacts: 100, seed: 2026 },
  clock: () => Date.UTC(2026, 10, 20, 12),
  ...UNLIMITED_SANDBOX,
};

const exact = (json: unknown) => parseExact(JSON.stringify(json));

function draftOf(name: string, args: readonly unknown[]): RequestDraft {
  const own = operation(`xmlrpc:${name}`);
  const draft = draftOfCall(
    own,
    args.map((each) => valueOfJson(exact(each))),
  );
  return draft ?? assert.fail(`${name} takes no ${JSON.stringify(args)}`);
}

describe('Every method of XML-RPC, from a draft to its answer', () => {
  /** Two sandboxes with one account: one asked by our client, the other by a call as an integrator writes it. */
  const ours = useSandbox(account);
  const other = useSandbox(account);
  let runs: ReturnType<typeof runsOn>;
  before(() => {
    runs = runsOn({ folder: '', origin: ours.origin(), key: KEY });
  });
  after(() => runs.client.close());

  async function send(draft: RequestDraft) {
    const { response } = await runs.sendFor(draft.operationKey)(draft, { signal: AbortSignal.timeout(10_000) });
    return response;
  }

  it('is sent as it was filled in, and answered by its value as JSON', async () => {
    const sent = new Set<string>();
    for (const [name, samples] of Object.entries(XML_RPC_SAMPLES)) {
      const own = operation(`xmlrpc:${name}`);
      for (const args of samples) {
        const draft = draftOf(name, args);
        const blocking = validateDraft(own, {}, draft).filter((problem) => problem.blocking);
        assert.deepEqual(blocking, [], `${name} ${JSON.stringify(args)}`);
        const { body } = buildRequest(own, {}, draft);
        const call = readCall(body && 'text' in body ? body.text : '');
        assert.equal(call.method, name);
        assert.deepEqual(
          exact(call.args.slice(own.call?.keyless ? 0 : 1).map(jsonOfValue)),
          exact(args.map((each) => jsonOfValue(valueOfJson(exact(each))))),
          `${name} is sent otherwise`,
        );
        const [response, expected] = [
          await send(draft),
          await callXmlRpc(other.origin(), name, args, own.call?.keyless ? { first: null } : {}),
        ];
        assert.equal(response.status, 200);
        assert.equal(headerValue(response, 'content-type'), 'application/json; charset=utf-8');
        assert.equal(faultOf(response), undefined, `${name} ${JSON.stringify(args)}`);
        const value = JSON.stringify(expected.value).replaceAll(other.origin(), ours.origin());
        assert.deepEqual(parseExact(await bodyText(response)), parseExact(value), name);
        sent.add(name);
      }
    }
    assert.equal(sent.size, catalogs.xmlrpc.operations.length);
  });

  it('tells the faults of every service that takes arguments, with what to do', async () => {
    const refused = new Set<string>();
    for (const { key, tag, operationId, effect } of catalogs.xmlrpc.operations) {
      const draft = draftOf(operationId, XML_RPC_SAMPLES[operationId]?.[0] ?? []);
      const own = operation(key);
      const number = own.parameters.find(({ argument }) => argument?.types.join() === 'int');
      if (refused.has(tag) || !number) continue;
      const wrong = { ...draft, parameters: { ...draft.parameters, [`argument:${number.name}`]: 'seven' } };
      const problems = validateDraft(own, {}, wrong).filter(({ message }) => message.startsWith(`${number.name} must`));
      assert.deepEqual(
        problems.map(({ blocking }) => blocking),
        [effect === 'moves money'],
        'Whoever means it may send it, unless money moves.',
      );
      if (effect === 'moves money') continue;
      const response = await send(wrong);
      assert.equal(response.status, 200);
      assert.equal(faultOf(response)?.code, 12, operationId);
      const connection = { kind: 'sandbox' } as const;
      const words = explainResponse(response, { operation: own, schemas: {}, draft: wrong, connection });
      assert.match(words ?? '', /One of the arguments .* Keap says: .*must be int, not string/);
      refused.add(tag);
    }
    const all = new Set(catalogs.xmlrpc.operations.map(({ tag }) => tag));
    assert.deepEqual(
      [...all].filter((tag) => !refused.has(tag)),
      // Its arguments may be anything; with the other money moves, so what is wrong does not go out.
      ['CreditCardSubmissionService', 'OrderService'],
    );
  });
});
