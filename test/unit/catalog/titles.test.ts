import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TITLE_EXCEPTIONS } from '../../../src/keap/catalog/titleExceptions.ts';
import { tagTitle, titleByRule, titleOf } from '../../../src/keap/catalog/titles.ts';
import { catalogs, operations } from './realCatalog.ts';

describe('The title rule', () => {
  const titles: readonly [operationId: string, title: string][] = [
    ['listContacts', 'List contacts'],
    ['createAppointmentUsingPOST', 'Create appointment'],
    ['removeTagsFromContactUsingDELETE_1', 'Remove tags from contact'],
    ['verify_a_hook_subscription', 'Verify hook subscription'],
    ['retrieveContactModel', 'Get contact model'],
    ['fetchSubscriptionPlan', 'Get subscription plan'],
    ['patchCategory', 'Update category'],
    ['updateNoteUsingPUT', 'Replace note'],
    ['updateProductUsingPATCH', 'Update product'],
    ['updatePropertiesOnTaskUsingPATCH', 'Update task'],
    ['createOrUpdateContactUsingPUT', 'Create or update contact'],
    ['getUserById', 'Get user'],
    ['applyTagsToContactIdUsingPOST', 'Apply tags to contact'],
    ['listAllAutomationIds', 'List all automation IDs'],
    ['renameAutomationV2', 'Rename automation'],
    ['createPaymentForAnOrder', 'Create payment for order'],
    ['getAPIURL', 'Get apiurl'],
    ['getHtmlBody', 'Get HTML body'],
    ['insertUTMsUsingPOST', 'Insert UTMs'],
    ['achieveIntegrationsWordPressOptInGoal', 'Achieve integrations WordPress opt-in goal'],
  ];
  for (const [operationId, title] of titles)
    it(`${operationId} is “${title}”`, () => assert.equal(titleByRule(operationId), title));

  it('yields to a reviewed title', () => {
    assert.equal(titleOf('v2:getHtml', 'getHtml'), 'Get webform HTML');
    assert.equal(titleOf('v1:getHtml', 'getHtml'), 'Get HTML');
  });
});

describe('The titles of the catalog', () => {
  it('come from the rule and the reviewed table', () => {
    for (const { key, operationId, title } of operations) assert.equal(title, titleOf(key, operationId));
  });

  it('use every reviewed title, and only where the rule says otherwise', () => {
    const ids = new Map(operations.map(({ key, operationId }) => [key, operationId]));
    for (const [key, title] of Object.entries(TITLE_EXCEPTIONS)) {
      const operationId = ids.get(key);
      assert.ok(operationId, `${key} is no operation`);
      assert.notEqual(titleByRule(operationId), title, key);
    }
  });

  it('are unique within a version and a tag', () => {
    for (const { operations: ofVersion } of Object.values(catalogs)) {
      const seen = new Map<string, string>();
      for (const { key, tag, title } of ofVersion) {
        const other = seen.get(`${tag}: ${title}`);
        assert.equal(other, undefined, `${key} and ${other} are both “${title}” in ${tag}`);
        seen.set(`${tag}: ${title}`, key);
      }
    }
  });

  it('are sentences of plain words', () => {
    const proper = new Set(['API', 'HTML', 'IDs', 'UTMs', 'WordPress']);
    const odd = new Set(['a', 'an', 'the', 'by', 'using', 'v1', 'v2', 'retrieve', 'fetch', 'patch', 'bulk', 'id']);
    for (const { key, title } of operations) {
      assert.match(title, /^[A-Z][a-z]+ [A-Za-z, -]+[a-zA-Z]$/, key);
      const [, ...rest] = title.split(/[ ,]+/);
      for (const word of rest) {
        assert.ok(proper.has(word) || word === word.toLowerCase(), `${key}: “${word}” in “${title}”`);
        assert.ok(!odd.has(word.toLowerCase()), `${key}: “${word}” in “${title}”`);
      }
      const words = title.toLowerCase().split(' ');
      assert.ok(
        words.every((word, index) => word !== words[index - 1]),
        `${key}: a word twice in “${title}”`,
      );
      assert.ok(title.length <= 60, `${key}: “${title}” is long`);
    }
  });

  it('begin with a verb we know', () => {
    const verbs = new Set(operations.map(({ title }) => title.split(' ')[0]));
    const known =
      'Achieve Add Adjust Apply Assign Attach Cancel Create Deactivate Delete Detach Get Invoice Link List Merge Remove Rename Replace Run Send Set Unlink Unpublish Update Upload Verify';
    assert.deepEqual([...verbs].sort(), known.split(' '));
  });

  it('call a list a list, in the plural', () => {
    for (const { key, method, parameters, title } of operations) {
      if (title.startsWith('List ')) {
        assert.match(title, /^List .*s\b/, key);
        assert.equal(method, 'GET', key);
      }
      const pages = parameters.some(({ name }) => name === 'page_token' || name === 'limit');
      if (method === 'GET' && pages) assert.match(title, /^List /, key);
    }
  });

  it('say “send” exactly where mail is sent', () => {
    const sending = operations.filter(({ title }) => /^Send /.test(title)).map(({ key }) => key);
    assert.deepEqual(sending, ['v2:sendEmailTemplate', 'v2:sendEmail', 'v1:sendEmailUsingPOST']);
  });
});

describe('Tags as headings', () => {
  it('are Keap’s words, apart', () => {
    assert.equal(tagTitle('AutomationCategory'), 'Automation Category');
    assert.equal(tagTitle('LeadScore'), 'Lead Score');
    assert.equal(tagTitle('E-Commerce'), 'E-Commerce');
    assert.equal(tagTitle('REST Hooks'), 'REST Hooks');
  });

  it('stay apart from one another', () => {
    for (const { operations: ofVersion } of Object.values(catalogs)) {
      const tags = [...new Set(ofVersion.map(({ tag }) => tag))];
      assert.equal(new Set(tags.map(tagTitle)).size, tags.length);
      for (const tag of tags) assert.match(tagTitle(tag), /^([A-Z][A-Za-z-]*)( [A-Z][A-Za-z-]*)*$/);
    }
  });
});
