import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FilterField, FilterOperator } from '../../src/keap/catalog/operation.ts';
import { emptyDraft } from '../../src/keap/request/draft.ts';
import { requestTarget } from '../../src/keap/request/httpRequest.ts';
import { validateDraft } from '../../src/keap/request/validation.ts';
import { catalogs, operations } from '../unit/catalog/realCatalog.ts';
import { KEY, useSandbox } from './sandboxSupport.ts';

const OPERATORS: readonly FilterOperator[] = ['==', '!=', '>=', '<=', '>', '<'];
const TIME = '2026-01-01T00:00:00.000+01:00';

/** Values right and wrong for a field of each kind, and some that only some fields take. */
const VALUES = ['1', 'Ada*', '*da', 'true', 'yes', TIME, '2026-01-01', '1,2', 'NONE', 'UNASSIGNED'];
const MANY = Array.from({ length: 101 }, (_, index) => index + 1).join(',');

/**
 * What is advised against here and taken there: a star at the end of a field that matches whole values, which finds
 * nothing.
 */
function stricter({ prefix, kind }: FilterField, value: string): boolean {
  return value === 'Ada*' && !prefix && kind === 'string';
}

/** Custom fields of the sandbox's contacts, each with a value that its type takes. */
const CUSTOM = ['budget>=5000', 'FavouriteColour==Te*', 'ContractEnds<2026-01-01T00:00:00.000Z', 'WantsNewsletter==1'];

describe('A filter', () => {
  const { send } = useSandbox({ account: { contacts: 500 } });

  /** Sends the filter as the builder does; true for an answer, false for a refusal of the filter. */
  async function taken(key: string, filter: string): Promise<{ here: boolean; there: boolean; told: string }> {
    const operation = operations.find((each) => each.key === key) ?? assert.fail(key);
    const ids = operation.parameters.filter((each) => each.in === 'path').map(({ name }) => [`path:${name}`, '4']);
    const one = operation.parameters.some(({ name }) => name === 'page_size') ? { 'query:page_size': '1' } : {};
    const parameters = { ...Object.fromEntries(ids), ...one, 'query:filter': filter };
    const draft = { ...emptyDraft(key), parameters };
    const { schemas } = catalogs[operation.version];
    const problems = validateDraft(operation, schemas, draft);
    const target = requestTarget(operation, schemas, draft).replace('/crm/rest', '');
    const reply = await send('GET', target, undefined, { 'X-Keap-API-Key': KEY });
    assert.ok(reply.status === 200 || reply.status === 400, `${key} ${filter}: ${reply.status} ${reply.text}`);
    assert.ok(problems.every(({ target: at, blocking }) => at === 'query:filter' && !blocking));
    const told = `${key} ${filter}: ${problems.map(({ message }) => message).join(' ')} | ${reply.text.slice(0, 120)}`;
    return { here: problems.length === 0, there: reply.status === 200, told };
  }

  it('is taken by the sandbox just where it has no problem here, for every field and operator of the 57 lists', async () => {
    const differing: string[] = [];
    const counts = { asked: 0, right: 0, advised: 0, lists: 0 };
    for (const { key, query } of operations) {
      if (!query?.filter) continue;
      counts.lists++;
      for (const field of query.filter.fields) {
        const values = [...VALUES, ...(field.enum ?? []), ...(field.list ? [MANY] : [])];
        const phone = field.name === 'phone_number' ? ';phone_fields==PHONE1' : '';
        const clauses = OPERATORS.flatMap((operator) => {
          // With one operator all values, with the others one that tells of the operator.
          const told = operator === field.operators[0] ? values : [field.kind === 'date-time' ? TIME : '1'];
          return told.map((value) => ({ value, text: `${field.name}${operator}${value}${phone}` }));
        });
        for (const { value, text } of clauses) {
          const { here, there, told } = await taken(key, text);
          counts.asked++;
          if (here) counts.right++;
          if (!here && there && stricter(field, value)) counts.advised++;
          else if (here !== there) differing.push(told);
        }
      }
    }
    assert.deepEqual(differing, []);
    assert.equal(counts.lists, 57);
    assert.ok(counts.asked > 4000 && counts.right > 1000 && counts.advised < 200, JSON.stringify(counts));
  });

  it('is taken with several conditions, custom fields and awkward values, and refused where it is wrong', async () => {
    const right = [
      'given_name==A*;family_name==O’Neill + Söhne/50%?#&=',
      `start_update_time==${TIME};ids==1,2`,
      ...CUSTOM,
      CUSTOM.join(';'),
      'email==NONE',
    ];
    const wrong = ['email', 'email=a', '==a', 'e mail==a', 'Email==a;email==b;x', 'contact_id==1;phone_number==5'];
    for (const text of right) assert.deepEqual(await taken('v2:listContacts', text).then(truth), [true, true], text);
    for (const text of wrong) assert.deepEqual(await taken('v2:listContacts', text).then(truth), [false, false], text);
    for (const text of ['id==1;ids==2', 'ids==1;id>3']) {
      assert.deepEqual(await taken('v2:listOrders', text).then(truth), [false, false], text);
    }
    assert.deepEqual(await taken('v2:listOpportunities', 'opportunity_id==1;ids==2').then(truth), [false, false]);
    assert.deepEqual(await taken('v2:listOpportunities', `ids==${MANY}`).then(truth), [false, false]);
  });

  it('of a custom field nobody knows here is taken on trust, and refused by the account that has none', async () => {
    assert.deepEqual(await taken('v2:listContacts', 'HatSize==42').then(truth), [true, false]);
    assert.deepEqual(await taken('v2:listContacts', 'Budget==much').then(truth), [true, false]);
  });
});

function truth({ here, there }: { here: boolean; there: boolean }): [boolean, boolean] {
  return [here, there];
}
