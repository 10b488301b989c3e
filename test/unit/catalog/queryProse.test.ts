import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readQueryProse } from '../../../src/keap/catalog/queryProse.ts';

/** The fields as `name: facts`, to compare at a glance. */
function filterOf(prose: string, context = ''): Record<string, unknown> {
  const { filter } = readQueryProse('filter', prose, context);
  return Object.fromEntries((filter?.fields ?? []).map(({ name, ...facts }) => [name, facts]));
}

describe('The prose of the filter parameter', () => {
  it('reads fields with the type first', () => {
    const prose =
      'Cats by these:\n- (String) `name`\n- (Set[String]) `ids` takes many\n- (Boolean) `is_fed`\n- (Integer) `age`';
    assert.deepEqual(filterOf(prose), {
      name: { kind: 'string', operators: ['=='] },
      ids: { kind: 'string', operators: ['=='], list: true },
      is_fed: { kind: 'boolean', operators: ['=='] },
      age: { kind: 'number', operators: ['=='] },
    });
  });

  it('reads fields with the name first, over several lines', () => {
    const prose = '- `name` (String): a name;\n  wildcard at the end\n- `born_time` (String): with `>=` and `<=`';
    assert.deepEqual(filterOf(prose), {
      name: { kind: 'string', operators: ['=='], prefix: true },
      born_time: { kind: 'date-time', operators: ['>=', '<='] },
    });
  });

  it('knows dates by their names', () => {
    assert.deepEqual(filterOf('- (String) `since_time`\n- (String) `until_date`'), {
      since_time: { kind: 'date-time', operators: ['=='] },
      until_date: { kind: 'date-time', operators: ['=='] },
    });
  });

  it('reads allowed values', () => {
    assert.deepEqual(filterOf('- (String) `mood` one of `HAPPY`, `SLEEPY`'), {
      mood: { kind: 'string', operators: ['=='], enum: ['HAPPY', 'SLEEPY'] },
    });
    assert.deepEqual(filterOf('- (String) `mood`: HAPPY or SLEEPY')['mood'], {
      kind: 'string',
      operators: ['=='],
      enum: ['HAPPY', 'SLEEPY'],
    });
  });

  it('reads prefixes and lists out of examples', () => {
    const prose =
      '- (String) `name`\n- (String) `city`\nSuch as `filter=name%3D%3Dto*` or `filter=city%3D%3Drome%2Coslo`';
    assert.deepEqual(filterOf(prose), {
      name: { kind: 'string', operators: ['=='], prefix: true },
      city: { kind: 'string', operators: ['=='], list: true },
    });
  });

  it('reads that a text is a whole number', () => {
    assert.deepEqual(filterOf('- (String) `id` - Must be a positive integer.'), {
      id: { kind: 'string', operators: ['=='], positive: true },
    });
  });

  it('reads how many values a list takes', () => {
    assert.deepEqual(filterOf('- (String) `ids` — comma-separated list of ids (e.g. `ids==1,2`), maximum 100 IDs'), {
      ids: { kind: 'string', operators: ['=='], list: true, most: 100 },
    });
  });

  it('reads that a text is looked for anywhere', () => {
    const prose = '- (String) `name`\n- (String) `city`\nThe search looks anywhere in the cat name.';
    assert.deepEqual(filterOf(prose), {
      name: { kind: 'string', operators: ['=='], contains: true },
      city: { kind: 'string', operators: ['=='] },
    });
  });

  it('reads words with a meaning of their own, from the operation’s prose too', () => {
    const fields = filterOf('- (String) `owner`\n- (String) `name`', 'For strays, pass NONE in for `owner`.');
    assert.deepEqual(fields['owner'], { kind: 'string', operators: ['=='], sentinels: ['NONE'] });
    assert.deepEqual(fields['name'], { kind: 'string', operators: ['=='] });
    assert.deepEqual(filterOf('- (String) `vet_id`', 'Use vet_id==UNASSIGNED.')['vet_id'], {
      kind: 'string',
      operators: ['=='],
      sentinels: ['UNASSIGNED'],
    });
  });

  it('says when custom fields can be filtered', () => {
    assert.equal(readQueryProse('filter', 'And any custom field.').filter?.customFields, true);
    assert.equal(readQueryProse('filter', 'Nothing else.').filter?.customFields, undefined);
  });

  it('has no fields where the prose has none', () => {
    assert.deepEqual(readQueryProse('filter', ''), { filter: { fields: [] } });
  });
});

describe('The prose of the other parameters', () => {
  it('reads the fields to sort by, not the directions', () => {
    const prose = 'By `name` or `age`, in one of the following directions: `asc`, `desc`';
    assert.deepEqual(readQueryProse('order_by', prose), { orderBy: ['name', 'age'] });
    assert.deepEqual(readQueryProse('order_by', 'Sorts.'), { orderBy: [] });
  });

  it('reads the fields to ask for', () => {
    assert.deepEqual(readQueryProse('fields', '(Available fields are: name,last_meal)'), {
      fields: ['name', 'last_meal'],
    });
    assert.deepEqual(readQueryProse('fields', "(Fields such as `name` and `age` aren't sent.)"), {
      fields: ['name', 'age'],
    });
    assert.deepEqual(readQueryProse('optional_properties', "(The fields `name` and `age` aren't sent, by default.)"), {
      fields: ['name', 'age'],
    });
    assert.deepEqual(readQueryProse('fields', 'Some.'), {});
  });

  it('leaves every other parameter alone', () => {
    assert.deepEqual(readQueryProse('limit', '- (String) `name`'), {});
  });
});
