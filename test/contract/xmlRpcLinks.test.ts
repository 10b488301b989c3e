import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readingOf } from '../../src/keap/account/listing.ts';
import { kindOfTable } from '../../src/keap/account/tableKinds.ts';
import { toldOperation } from '../../src/keap/answers/toldOperation.ts';
import { mayUse } from '../../src/keap/catalog/xmlrpc/onTable.ts';
import { bodyText } from '../../src/keap/http/httpResponse.ts';
import { asList, asObject, type JsonObject } from '../../src/keap/json.ts';
import { type AnswerReference, AnswerReferences } from '../../src/keap/meaning/answerReferences.ts';
import { openingDraft, openingOf, type Standing } from '../../src/keap/meaning/opening.ts';
import { emptyDraft } from '../../src/keap/request/draft.ts';
import { buildRequest } from '../../src/keap/request/httpRequest.ts';
import { catalogs, operation } from '../unit/catalog/realCatalog.ts';
import { runsOn, UNLIMITED_SANDBOX } from './runSupport.ts';
import { KEY, useSandbox } from './sandboxSupport.ts';

const sandbox = useSandbox({ ...UNLIMITED_SANDBOX, account: { contacts: 60 } });
const { xmlrpc } = catalogs;

/** Some rows of each table in all their fields, with what is known of the answer. */
async function rowsOf(table: NonNullable<typeof xmlrpc.tables>[number]) {
  const query = operation('xmlrpc:DataService.query');
  const fields = table.fields.filter((field) => mayUse(field, 'R')).map(({ name }) => name);
  const parameters = {
    ...{ 'argument:table': table.name, 'argument:limit': '3', 'argument:page': '0', 'argument:selectedFields': fields },
  };
  const draft = { ...emptyDraft(query.key), parameters };
  const runs = runsOn({ folder: '', origin: sandbox.origin(), key: KEY });
  try {
    const { request, response } = await runs.sendFor(query.key)(draft, { signal: AbortSignal.timeout(10_000) });
    const told = toldOperation(query, xmlrpc, request);
    const { version, method, path, effect, responses, table: named } = told;
    const asked = { version, method, path, effect, responses, inPath: {}, ...(named ? { table: named } : {}) };
    const references = new AnswerReferences(asked, { schema: responses['200']?.schema, schemas: {} });
    const rows = asList(JSON.parse(await bodyText(response))) ?? assert.fail(`${table.name} is not read`);
    return { asked, references, rows: rows.map((row) => asObject(row) ?? {}) };
  } finally {
    await runs.client.close();
  }
}

async function statusOf(reference: AnswerReference, standing: Standing): Promise<number | string> {
  const opening = openingOf(reference, standing);
  if ('lacks' in opening) return `lacks ${opening.lacks}`;
  const by = operation(opening.operation);
  const { schemas } = catalogs[by.version];
  const { target } = buildRequest(by, schemas, openingDraft(reference, opening, by, schemas));
  return (await sandbox.send('GET', target.replace('/crm/rest', ''))).status;
}

test('ids in rows of tables open the records that REST has by them', async () => {
  const wrong: string[] = [];
  const followed = new Set<string>();
  for (const table of xmlrpc.tables ?? []) {
    const { asked, references, rows } = await rowsOf(table);
    const own = kindOfTable(table.name);
    const isOpened = own && readingOf(own) !== undefined;
    if (isOpened && rows.length > 0) assert.ok(references.at([0, 'Id']) || readingOf(own)?.within, table.name);
    for (const [index, row] of rows.entries()) {
      for (const [name, value] of Object.entries(row as JsonObject)) {
        const path = [index, name];
        const source = JSON.stringify(value);
        const record = { path: [index], value: row };
        for (const reference of references.of(path, source, 0)) {
          if (!references.canOpen(reference, path, record)) continue;
          const status = await statusOf(reference, { asked, path, record });
          if (status !== 200) wrong.push(`${table.name}.${name} ${reference.kind} ${reference.id}: ${status}`);
          followed.add(`${table.name}.${name}`);
        }
      }
    }
  }
  assert.deepEqual(wrong, []);
  assert.equal(followed.size, 100);
});
