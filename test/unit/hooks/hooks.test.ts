import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { deliveredReader, parseDelivery } from '../../../src/keap/hooks/delivery.ts';
import { DELIVERY_RULES, firstTrySpan, isDelivered, TRIES } from '../../../src/keap/hooks/deliveryRules.ts';
import { deliveryRulesText } from '../../../src/keap/hooks/deliveryWords.ts';
import { isHandshakeAnswer, maskedSecret } from '../../../src/keap/hooks/handshake.ts';
import { parseHook, parseHooks, statusWords } from '../../../src/keap/hooks/hook.ts';
import { addressProblem, publicBase } from '../../../src/keap/hooks/hookAddress.ts';
import { hookEvent, hookObjectName, KNOWN_EVENT_KEYS } from '../../../src/keap/hooks/hookEvents.ts';
import { postAnswer, postObjects, postTitle, readPost } from '../../../src/keap/hooks/receivedPost.ts';

describe('Events of hooks', () => {
  it('are 46, each with words of its own', () => {
    assert.equal(new Set(KNOWN_EVENT_KEYS).size, 46);
    assert.equal(new Set(KNOWN_EVENT_KEYS.map((key) => hookEvent(key).words)).size, 46);
    for (const key of KNOWN_EVENT_KEYS)
      assert.match(hookEvent(key).words, /^An? [\w ]+ (is|has|moves|accepts) [\w ]+$/);
  });

  it('are told by object and by what happens', () => {
    assert.deepEqual(hookEvent('invoice.payment.add'), {
      ...{ key: 'invoice.payment.add', object: 'invoice.payment' },
      words: 'A payment of an invoice is added',
    });
    assert.equal(hookEvent('contactGroup.applied').words, 'A tag is applied to contacts');
    assert.equal(hookObjectName('contactGroup'), 'Tags');
  });

  it('that are new are told by their key', () => {
    assert.equal(hookEvent('recurringOrder.add').words, 'Keap’s event recurringOrder.add');
    assert.equal(hookEvent('contact.constructor').words, 'Keap’s event contact.constructor');
    assert.equal(hookEvent('constructor.name').words, 'Keap’s event constructor.name');
    assert.equal(hookEvent('sneeze').object, 'sneeze');
    assert.equal(hookObjectName('toString'), 'toString');
  });
});

describe('Rules of deliveries', () => {
  it('are those of Keap’s page', () => {
    assert.equal(TRIES, 4);
    assert.deepEqual(firstTrySpan('contact.add'), { least: 30_000, most: 60_000 });
    assert.deepEqual(firstTrySpan('contactGroup.applied'), { least: 300_000, most: 600_000 });
    assert.deepEqual(firstTrySpan('contactGroup.delete'), firstTrySpan('contactGroup.applied'));
    assert.deepEqual([199, 200, 399, 400].map(isDelivered), [false, true, true, false]);
  });

  it('are explained with their numbers', () => {
    const text = deliveryRulesText();
    for (const words of [
      '30 to 60 seconds',
      '5 to 10 minutes',
      '5 minutes',
      '30 minutes',
      '1,000',
      '410',
      'X-Hook-Secret',
    ]) {
      assert.ok(text.includes(words), words);
    }
    assert.ok(text.includes(`| ${TRIES} | 30 minutes after the try before |`));
    assert.equal(DELIVERY_RULES.timeout, 30_000);
  });
});

describe('A handshake', () => {
  it('wants 200 and the same secret', () => {
    assert.equal(isHandshakeAnswer(200, 'a', 'a'), true);
    for (const [status, secret] of [
      [201, 'a'],
      [200, 'b'],
      [200, undefined],
    ] as const) {
      assert.equal(isHandshakeAnswer(status, secret, 'a'), false);
    }
  });

  it('shows little of its secret', () => {
    assert.equal(maskedSecret('0123456789ab'), '0123…');
    assert.equal(maskedSecret('short'), '…');
  });
});

describe('A delivery', () => {
  it('names its objects', () => {
    const text =
      '{"event_key":"order.edit","object_type":"order","object_keys":[{"id":7,"apiUrl":"","timestamp":"t"},{"id":"8"}]}';
    assert.deepEqual(parseDelivery(text), {
      ...{ eventKey: 'order.edit', objectType: 'order' },
      objects: [
        { id: '7', contactIds: [], timestamp: 't' },
        { id: '8', contactIds: [] },
      ],
    });
  });

  it('is read in older forms, too', () => {
    const applied = '{"event_key":"contactGroup.applied","object_keys":[{"tagId":91,"applied":[3,"5"]}]}';
    assert.deepEqual(parseDelivery(applied), {
      ...{ eventKey: 'contactGroup.applied', objectType: 'contactGroup' },
      objects: [{ id: '91', contactIds: ['3', '5'] }],
    });
    const asText = JSON.stringify({ event_key: 'contactGroup.applied', object_key: '[{"tagId":91,"applied":[3]}]' });
    assert.deepEqual(parseDelivery(asText)?.objects, [{ id: '91', contactIds: ['3'] }]);
    assert.deepEqual(parseDelivery('{"event_key":"contact.add","object_key":4}')?.objects, [
      { id: '4', contactIds: [] },
    ]);
  });

  it('is nothing else', () => {
    for (const text of ['', '7', '[]', '{}', '{"event_key":7}', '{"event_key":""}', 'event_key', '{"event_key":"a"']) {
      assert.equal(parseDelivery(text), undefined, text);
    }
    const strange = '{"event_key":"a.b","object_keys":[null,{},{"id":{}},{"id":"../x"},{"id":""},true]}';
    assert.deepEqual(parseDelivery(strange)?.objects, []);
    assert.deepEqual(parseDelivery('{"event_key":"a.b","object_key":"[[\\"[1]\\"]"}')?.objects, []);
  });

  it('has names and times that fit a title, whoever posts it', () => {
    const long = 'a'.repeat(900_000);
    for (const key of [long, 'a b', '../a', 'a\n', '$(trash)']) {
      assert.equal(parseDelivery(JSON.stringify({ event_key: key, object_keys: [1] })), undefined);
      const typed = { event_key: 'a.b', object_type: key, object_keys: [{ id: 1, timestamp: long }] };
      assert.deepEqual(parseDelivery(JSON.stringify(typed)), {
        ...{ eventKey: 'a.b', objectType: 'a' },
        objects: [{ id: '1', contactIds: [] }],
      });
    }
  });

  it('opens records by operations that exist and take nothing but an id', () => {
    const catalogs = ['v1', 'v2'].map((version) => {
      const file = join(import.meta.dirname, `../../../src/keap/catalog/data/${version}.json`);
      return JSON.parse(readFileSync(file, 'utf8')) as { operations: { key: string; path: string }[] };
    });
    const operations = catalogs.flatMap((catalog) => catalog.operations);
    const silent = new Set<string>();
    for (const key of KNOWN_EVENT_KEYS) {
      const reader = deliveredReader({ eventKey: key, objectType: '' });
      if (reader === undefined) silent.add(hookEvent(key).object);
      else assert.match(operations.find((each) => each.key === reader)?.path ?? '', /^[^{]+\{\w+\}$/, reader);
    }
    assert.deepEqual([...silent], ['invoice', 'invoice.payment']);
    assert.equal(deliveredReader({ eventKey: 'x.y', objectType: 'contact' }), 'v2:getContact');
    assert.equal(deliveredReader({ eventKey: 'x.y', objectType: 'constructor' }), undefined);
  });
});

describe('A post', () => {
  const base = { id: '1', owner: 'o', at: 0, contentType: '', isCut: false, answered: 200, isEcho: false };
  const told = (text: string) => {
    const post = readPost({ ...base, text });
    return [postTitle(post), postObjects(post), postAnswer(post)];
  };

  it('says what it is in a few words', () => {
    assert.deepEqual(told('{"event_key":"task.add","object_keys":[{"id":7}]}'), ['A task is added', 'id 7', '200']);
    const two = '{"event_key":"task.add","object_keys":[{"id":7},{"id":8}]}';
    assert.deepEqual(told(two), ['A task is added', '2 tasks', '200']);
    assert.deepEqual(told('hello'), ['Not a delivery', '', '200']);
    const handshake = readPost({ ...base, text: '', secret: 's', isEcho: true });
    assert.deepEqual([postTitle(handshake), postAnswer(handshake)], ['Verification', 'secret sent back']);
  });
});

describe('A hook', () => {
  it('is read from an answer, its key a text or a number', () => {
    const hook = { key: '4', eventKey: 'contact.add', hookUrl: 'https://example.com/', status: 'Verified' };
    assert.deepEqual(parseHook(hook), hook);
    assert.deepEqual(parseHook({ ...hook, key: 4 }), hook);
    for (const wrong of [undefined, [], {}, { ...hook, key: undefined }, { ...hook, hookUrl: 7 }]) {
      assert.equal(parseHook(wrong), undefined);
    }
    assert.equal(parseHooks({}), undefined);
  });

  it('stands where it can be found: those that work first', () => {
    const hook = (key: string, status: string) => ({ key, eventKey: 'a.b', hookUrl: '', status });
    const list = [
      hook('3', 'Inactive'),
      hook('10', 'Verified'),
      hook('5', 'Odd'),
      hook('9', 'Verified'),
      7,
      hook('1', 'Unverified'),
    ];
    assert.deepEqual(
      parseHooks(list)?.map(({ key }) => key),
      ['9', '10', '1', '3', '5'],
    );
    assert.match(statusWords('Inactive'), /verified again/);
    assert.equal(statusWords('Odd'), 'Keap says: Odd.');
    assert.equal(statusWords('constructor'), 'Keap says: constructor.');
  });
});

describe('An address of a hook', () => {
  const wrong = (text: string, isSandbox = false) => addressProblem(text, isSandbox)?.sentence ?? 'fine';

  it('of Keap is public and safe', () => {
    for (const url of ['https://example.com/hook', ' https://abc-123.app.github.dev/hook/x ', 'https://8.8.8.8/']) {
      assert.equal(wrong(url), 'fine', url);
    }
    for (const url of ['http://example.com/', 'HTTP://example.com']) assert.match(wrong(url), /^Use https/);
    for (const url of ['', 'example.com', 'ftp://example.com', 'javascript:alert(1)'])
      assert.match(wrong(url), /^Type an/, url);
    for (const host of [
      'localhost',
      '127.0.0.1',
      '127.9.9.9',
      '[::1]',
      '0.0.0.0',
      '10.1.2.3',
      '192.168.0.2',
      '172.20.1.1',
      'box',
      'box.local',
      '[fe80::1]',
      '2130706433',
    ]) {
      assert.match(wrong(`https://${host}/`), /cannot reach/, host);
    }
    assert.match(wrong('https://me:word@example.com/'), /user and password/);
    assert.match(wrong(`https://example.com/?k=KeapAK-${'c'.repeat(50)}`), /Keap key/);
  });

  it('of a tunnel is what stands before the path of a receiver', () => {
    assert.equal(publicBase('https://a-1.devtunnels.ms'), 'https://a-1.devtunnels.ms');
    assert.equal(publicBase(' https://a-1.devtunnels.ms/?x=1 '), 'https://a-1.devtunnels.ms');
    assert.equal(publicBase('https://example.com/tunnel/hook/Abc_-9'), 'https://example.com/tunnel');
  });

  it('of the sandbox is on this machine, or it stays unverified', () => {
    assert.equal(wrong('http://127.0.0.1:9000/hook', true), 'fine');
    assert.equal(wrong('http://localhost/hook', true), 'fine');
    const elsewhere = addressProblem('https://example.com/', true);
    assert.deepEqual([elsewhere?.isError, /unverified/.test(elsewhere?.sentence ?? '')], [false, true]);
  });
});
