import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Operation } from '../../src/keap/catalog/operation.ts';
import { emptyDraft, type RequestDraft } from '../../src/keap/request/draft.ts';
import { exampleBody } from '../../src/keap/request/exampleBody.ts';
import { buildRequest } from '../../src/keap/request/httpRequest.ts';
import { fileParts, validateDraft } from '../../src/keap/request/validation.ts';
import { catalogs, operation, operations } from '../unit/catalog/realCatalog.ts';
import { sampleId } from './sampleIds.ts';
import { KEY, type Reply, sampleInputs, sandboxClient } from './sandboxSupport.ts';

/** What only works on something that another operation has made: the example of that one goes first. */
const AFTER: Readonly<Record<string, string>> = {
  'v2:updateProductCommissionProgram': 'v2:assignProductCommissionProgram',
  'v2:updateSubscriptionCommissionProgram': 'v2:assignSubscriptionCommissionProgram',
  'v2:unlinkContacts': 'v2:linkContacts',
  'v2:detachFileFromOrder': 'v2:attachFileToOrder',
  'v2:deleteImageFile': 'v2:createImageFile',
  'v1:deleteProductImageUsingDELETE': 'v1:createProductImageUsingPOST',
};

/** The draft as someone has it after *Insert example*, with ids of the account. */
function exampleDraft(one: Operation): RequestDraft {
  const catalog = catalogs[one.version];
  const files = fileParts(one, catalog.schemas).map(({ name }) => [
    name,
    { uri: 'file:///a.png', name: 'a.png', size: 2 },
  ]);
  return {
    ...emptyDraft(one.key),
    parameters: sampleInputs(one, catalog),
    body: withOwnIds(exampleBody(one, catalog.schemas), one),
    files: Object.fromEntries(files),
  };
}

/** Ids that the sandbox's account has, where the first of everything does not do. */
function withOwnIds(body: string, one: Operation): string {
  if (body === '') return '';
  const value: unknown = JSON.parse(body, (name, member: unknown) =>
    typeof member === 'string' ? (sampleId(one, name, 'body') ?? member) : member,
  );
  return JSON.stringify(value);
}

it('of every operation the example has no problem here, and the sandbox takes it', async () => {
  const client = await sandboxClient({ account: { contacts: 120 } });
  const failures: string[] = [];
  const send = (one: Operation): Promise<Reply> => {
    const request = buildRequest(one, catalogs[one.version].schemas, exampleDraft(one));
    const headers = { ...request.headers, 'X-Keap-API-Key': KEY };
    return client.sendTo(one.method, request.target, contentOf(request.body), headers);
  };
  for (const one of operations) {
    const { key, method, version } = one;
    const problems = validateDraft(one, catalogs[version].schemas, exampleDraft(one));
    for (const { message } of problems) failures.push(`${key}: ${message}`);
    const before = AFTER[key];
    if (before) await send(operation(before));
    const { status, text } = await send(one);
    if (status >= 300) failures.push(`${key}: ${status} ${text.slice(0, 200)}`);
    if (method !== 'GET') await client.sendTo('POST', '/sandbox/reset');
  }
  await client.close();
  assert.deepEqual(failures, []);
  assert.equal(operations.length, 540);
});

function contentOf(content: ReturnType<typeof buildRequest>['body']): unknown {
  if (!content || 'text' in content) return content?.text;
  const form = new FormData();
  for (const part of content.parts) {
    if ('text' in part) form.append(part.name, part.text);
    else form.append(part.name, new Blob([Uint8Array.of(0, 255)]), part.file.name);
  }
  return form;
}
