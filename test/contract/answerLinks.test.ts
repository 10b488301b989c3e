import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Kind } from '../../src/keap/account/kinds.ts';
import { listingOf } from '../../src/keap/account/listing.ts';
import { answerLinks } from '../../src/keap/meaning/answerLinks.ts';
import type { AnswerReference } from '../../src/keap/meaning/answerReferences.ts';
import { listedItem } from '../../src/keap/meaning/listedItem.ts';
import { openingDraft, openingOf, type Standing } from '../../src/keap/meaning/opening.ts';
import { placeAt } from '../../src/keap/meaning/placeAt.ts';
import { formatJson } from '../../src/keap/request/formatJson.ts';
import { buildRequest } from '../../src/keap/request/httpRequest.ts';
import { validateDraft } from '../../src/keap/request/validation.ts';
import { catalogs, operation, operations } from '../unit/catalog/realCatalog.ts';
import { answered, walked } from '../unit/meaning/answers.ts';
import { sampleRequest, useSandbox } from './sandboxSupport.ts';

const sandbox = useSandbox({ account: { contacts: 60 } });
const signal = new AbortController().signal;

interface Link {
  readonly reference: AnswerReference;
  readonly standing: Standing;
  /** Where it was found, for messages. */
  readonly at: string;
}

/** The first links of each kind in the answers of all operations that read. */
async function linksByKind(): Promise<ReadonlyMap<Kind, readonly Link[]>> {
  const found = new Map<Kind, Link[]>();
  for (const each of operations.filter(({ method, effect }) => method === 'GET' && effect === 'reads')) {
    const { path } = sampleRequest(each, catalogs[each.version]);
    const reply = await sandbox.send('GET', path);
    const text = reply.status === 200 && reply.json !== undefined ? formatJson(reply.text) : undefined;
    if (text === undefined) continue;
    const about = await answered(each.key, `/crm/rest${path}`, reply.text);
    const { asked, list } = about;
    for (const reference of await answerLinks(walked(text), about, 1000, signal)) {
      if ('page' in reference) continue;
      const known = found.get(reference.kind) ?? [];
      if (known.length >= 3) continue;
      const place = await placeAt(walked(text), reference.start, list, signal);
      assert.ok(place);
      const value: unknown = JSON.parse(text.slice(place.record.start, place.record.end));
      const standing = { asked, path: place.path, record: { path: place.record.path, value } };
      found.set(reference.kind, [...known, { reference, standing, at: `${each.key} ${place.path.join('.')}` }]);
    }
  }
  return found;
}

/** Opens a link as VS Code does: one request. @returns what is wrong with what came */
async function follow({ reference, standing, at }: Link): Promise<readonly string[] | undefined> {
  const opening = openingOf(reference, standing);
  if ('lacks' in opening) return [`${at} lacks ${opening.lacks}`];
  const by = operation(opening.operation);
  const { schemas } = catalogs[by.version];
  const draft = openingDraft(reference, opening, by, schemas);
  assert.deepEqual(
    validateDraft(by, schemas, draft).filter(({ blocking }) => blocking),
    [],
    at,
  );
  const { target } = buildRequest(by, schemas, draft);
  const reply = await sandbox.send('GET', target.replace('/crm/rest', ''));
  if (reply.status !== 200) return [`${at} ${target} ${reply.status}`];
  if (opening.parameter !== undefined) return undefined;
  const shown = await listedItem(reply.text, listingOf(reference.kind), reference.id, signal);
  return shown ? undefined : [`${at} ${target} does not list ${reference.id}`];
}

describe('ids in answers', () => {
  test('one call opens what each kind of them refers to', async () => {
    const wrong: string[] = [];
    const byKind = await linksByKind();
    for (const link of [...byKind.values()].flat()) wrong.push(...((await follow(link)) ?? []));
    assert.deepEqual(wrong, []);
    assert.equal(byKind.size, 88);
  });
});
