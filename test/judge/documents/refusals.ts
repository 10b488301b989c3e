import { isDeepStrictEqual } from 'node:util';
import { asObject, at, isObject, listAt } from '../json.ts';
import type { Reply } from '../reply.ts';
import type { Court } from './court.ts';
import type { Finding } from './finding.ts';
import type { Operation } from './openApi.ts';
import { addressOf, type JudgeRequest } from './requests.ts';

export interface Refusals {
  readonly findings: readonly Finding[];
  /** How many operations were asked each question. */
  readonly asked: ReadonlyMap<string, number>;
}

/** FACTS.md, section 4: what the gateway says to a call without a credential, known path or not. */
const NO_CREDENTIAL = {
  fault: { faultstring: 'Invalid access token', detail: { errorcode: 'oauth.v2.InvalidAccessToken' } },
};

const UNKNOWN_ID = '987654321';
const UNKNOWN_TOKEN = 'no-such-page';

/** Asks every operation what it should refuse or ignore. */
export async function judgeRefusals(court: Court): Promise<Refusals> {
  const { mended, original, requests, verdict, send, sendBare } = court;
  const findings: Finding[] = [];
  const asked = new Map<string, number>();
  const count = (question: string): void => void asked.set(question, (asked.get(question) ?? 0) + 1);
  const refuse = (operation: Operation, said: string): void =>
    void findings.push({ operation: operation.name, kind: 'refusal', where: '', said });

  /** An error of a status the operation should answer, in the declared shape. */
  const expectError = (request: JudgeRequest, question: string, status: number, reply: Reply): void => {
    count(question);
    const { operation } = request;
    if (reply.status !== status) {
      refuse(operation, `${question}: ${reply.summary} instead of ${status}`);
      return;
    }
    if (typeof at(reply.json, 'message') !== 'string') refuse(operation, `${question}: no message in ${reply.summary}`);
    if (operation.version === 'v2' && at(reply.json, 'code') !== status)
      refuse(operation, `${question}: no code ${status} in ${reply.summary}`);
    const declared = original.operation(operation.name);
    if (declared?.answers.has(String(status))) findings.push(...verdict.ofDeclared(declared, reply));
  };

  for (const operation of mended.operations) {
    const request = await requests.compose(operation);
    const { method, path, parameters, body } = operation;
    const ask = (with_: { ids?: Record<string, string>; body?: unknown; query?: string }): Promise<Reply> =>
      send(
        method,
        addressOf({ ...request, query: [request.query, with_.query].filter(Boolean).join('&') }, with_.ids),
        'body' in with_ ? with_.body : request.body,
        request.headers,
      );

    count('no key');
    const bare = await sendBare(method, addressOf(request), request.body, request.headers);
    if (bare.status !== 401 || !isDeepStrictEqual(bare.json, NO_CREDENTIAL))
      refuse(operation, `no key: ${bare.summary}`);

    const last = [...path.matchAll(/\{(\w+)\}/g)].at(-1)?.[1];
    if (last !== undefined) expectError(request, 'unknown id', 404, await ask({ ids: { [last]: UNKNOWN_ID } }));
    if (body?.required && body.mediaType === 'application/json') {
      expectError(request, 'no body', 400, await ask({ body: undefined }));
      const required = listAt(mended.resolve(body.schema), 'required');
      const [name] = required.map(String).filter((one) => Object.hasOwn(asObject(request.body), one));
      if (name !== undefined && operation.version === 'v2') {
        const { [name]: _, ...rest } = asObject(request.body);
        expectError(request, 'a body without a required field', 400, await ask({ body: rest }));
      }
    }
    if (method !== 'GET') continue;
    count('unknown query name');
    const [plain, decorated] = [await ask({}), await ask({ query: 'no_such_name=x' })];
    if (decorated.status !== plain.status || !isDeepStrictEqual(lasting(decorated), lasting(plain)))
      refuse(operation, `unknown query name: ${decorated.summary} instead of what comes without it`);
    if (parameters.some(({ name }) => name === 'page_token'))
      expectError(request, 'unknown page token', 400, await ask({ query: `page_token=${UNKNOWN_TOKEN}` }));
    if (parameters.some(({ name }) => name === 'filter')) {
      expectError(request, 'filter by an unknown field', 400, await ask({ query: 'filter=no_such_field%3D%3Dx' }));
      expectError(request, 'filter of no operator', 400, await ask({ query: 'filter=id' }));
    }
  }
  return { findings, asked };
}

/** An answer without what differs in v1 each time: links that repeat the query, and a token of the moment. */
function lasting({ json, text }: Reply): unknown {
  if (!isObject(json)) return json ?? text;
  const { next, previous, sync_token, ...rest } = json;
  return rest;
}
