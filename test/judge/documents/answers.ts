import type { Reply } from '../reply.ts';
import type { Court } from './court.ts';
import type { Finding } from './finding.ts';
import { BASE, type Documents, type Operation } from './openApi.ts';
import { fill } from './records.ts';
import { addressOf, type JudgeRequest } from './requests.ts';

export interface Answers {
  readonly operations: number;
  readonly requests: number;
  readonly findings: readonly Finding[];
  /** How many records were deleted and asked for again. */
  readonly deleted: number;
}

/** What has to be there before an operation can undo it: the operation that does it, with the same path and body. */
const AFTER: Readonly<Record<string, string>> = {
  'v2 POST /rest/v2/contacts:unlink': 'v2 POST /rest/v2/contacts:link',
  'v2 POST /rest/v2/orders/{order_id}:detachFile': 'v2 POST /rest/v2/orders/{order_id}:attachFile',
  ...Object.fromEntries(
    ['product', 'subscription'].map((kind) => {
      const path = `/rest/v2/affiliates/commissionPrograms/${kind}CommissionPrograms/{commission_program_id}`;
      return [`v2 PATCH ${path}`, `v2 POST ${path}`];
    }),
  ),
};

/** Deletions of what stands alone at its path, with what puts it there; its body is its own. */
const PUT_THERE = /\/images?$/;

const TURNS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Reads before writes, deletions last and from the leaves inwards: what one removes no later one needs. */
function inOrder(operations: readonly Operation[]): Operation[] {
  const depth = ({ path }: Operation): number => path.split('/').length;
  return operations.toSorted(
    (a, b) => TURNS.indexOf(a.method) - TURNS.indexOf(b.method) || (a.method === 'DELETE' ? depth(b) - depth(a) : 0),
  );
}

/** Sends a valid request to every operation and holds the answers against the original documents. */
export async function judgeAnswers({ mended, original, requests, verdict, send }: Court): Promise<Answers> {
  const findings: Finding[] = [];
  let asked = 0;
  let deleted = 0;
  const judge = (operation: Operation, reply: Reply): void => {
    asked++;
    findings.push(...verdict.ofSuccess(original.operation(operation.name) ?? operation, reply));
  };
  const miss = ({ name }: Operation, said: string): void =>
    void findings.push({ operation: name, kind: 'record', where: '', said });
  for (const operation of inOrder(mended.operations)) {
    const request = await requests.compose(operation, operation.method === 'DELETE');
    if (request.invented) miss(operation, 'none is found or made for its path');
    await prepare(request, { mended, requests, send });
    const reply = await send(operation.method, addressOf(request), request.body, request.headers);
    judge(operation, reply);
    if (operation.method === 'GET') {
      const query = await requests.everythingOptional(operation);
      if (query !== '') judge(operation, await send('GET', addressOf({ ...request, query })));
    }
    const reading = operation.method === 'DELETE' && reply.status === 204 && readingOf(mended, request);
    if (reading) {
      deleted++;
      if ((await send('GET', reading)).status !== 404) miss(operation, 'what was deleted is still there');
    }
  }
  return { operations: mended.operations.length, requests: asked, findings, deleted };
}

/** Does what an operation is to undo. */
async function prepare(request: JudgeRequest, { mended, requests, send }: Pick<Court, 'mended' | 'requests' | 'send'>) {
  const { name, version, method, path } = request.operation;
  const before = mended.operation(AFTER[name] ?? '');
  if (before) await send(before.method, addressOf({ ...request, operation: before }), request.body);
  const putting = method === 'DELETE' && PUT_THERE.test(path) ? mended.like(version, 'POST', path) : undefined;
  if (!putting) return;
  const { body, headers } = await requests.compose(putting);
  await send('POST', addressOf({ ...request, operation: putting }), body, headers);
}

/** Where the record a deletion names can be read by itself. */
function readingOf(documents: Documents, { operation, ids }: JudgeRequest): string | undefined {
  const { version, path } = operation;
  const read = documents.like(version, 'GET', path);
  return read && path.endsWith('}') ? `${BASE[version]}${fill(path, ids)}` : undefined;
}
