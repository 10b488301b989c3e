import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Access, type Connection, SANDBOX } from '../../../src/keap/connection.ts';
import type { RequestDraft } from '../../../src/keap/request/draft.ts';
import type { Sending } from '../../../src/vscode/sending/sender.ts';
import { answer } from '../httpFile/fileSupport.ts';
import { fake } from './fakeVscode.ts';
import { catalog, disk, FileRequests, FileSender, NamedAnswers, SavedLinks } from './loadRequests.ts';

const V2 = 'https://api.infusionsoft.com/crm/rest/v2';
const MINE: Connection = {
  ...{ id: 'mine', name: 'Mine', kind: 'personalAccessToken', origin: 'https://api.infusionsoft.com' },
  ...{ production: false, readOnly: false },
};

/** A file that is open in a window whose requests get these answers. */
async function opened(
  t: TestContext,
  text: string,
  { access = 'full' as Access, answers = [] as ReturnType<typeof answer>[], files = {} } = {},
) {
  const place = disk(t, { 'work/a.http': text, ...files });
  const sent: Sending[] = [];
  const shown: (RequestDraft | undefined)[] = [];
  const connections = { active: MINE as Connection, ready: Promise.resolve() };
  const kept = new NamedAnswers();
  const requests = new FileRequests(catalog, kept, place.own);
  const services = {
    ...{ files: requests, answers: kept, links: new SavedLinks(), connections, saver: { wrote: () => true } },
    locks: { access: () => access },
    documents: { open: async () => undefined },
    panels: {
      draftOf: () => undefined,
      show: async (_key: string, draft?: RequestDraft) => shown.push(draft),
    },
    sender: {
      sendWithProgress: async (sending: Sending) => {
        sent.push(sending);
        const response = answers.shift();
        return response && { connection: sending.connection, operation: sending.operation, response };
      },
    },
  };
  const sender = new FileSender(services as never);
  const file = await requests.open(place.uri('work/a.http'));
  const send = (index = 0) => {
    const known = file.requests[index];
    assert.ok(known);
    return sender.send(file, known);
  };
  return { ...place, sent, shown, connections, sender, file, send, links: services.links };
}

test('a request goes to the active connection by its operation, whatever key and server the file names', async (t) => {
  const key = `KeapAK-${'f6'.repeat(25)}`;
  const { send, sent } = await opened(
    t,
    `POST http://127.0.0.1:1/crm/rest/v2/tags\nX-Keap-API-Key: ${key}\nAuthorization: Bearer ${key}\n\n{"name": "VIP"}\n`,
  );
  await send();
  assert.equal(sent.length, 1);
  assert.equal(sent[0]?.connection, MINE);
  assert.equal(sent[0]?.operation.key, 'v2:createTag');
  assert.deepEqual(sent[0]?.draft.body, '{"name": "VIP"}');
  assert.ok(!JSON.stringify(sent[0]?.draft).includes(key));
});

test('in Restricted Mode, and on a connection that only reads, nothing is sent', async (t) => {
  const text = `POST ${V2}/tags\n\n{"name": "VIP"}\n`;
  const restricted = await opened(t, text, { access: 'none' });
  await assert.rejects(restricted.send(), { code: 'untrusted' });
  assert.deepEqual(restricted.sent, []);
  const locked = await opened(t, text, { access: 'readOnly' });
  await assert.rejects(locked.send(), { code: 'readOnly' });
  assert.deepEqual(locked.sent, []);
});

const CHAIN = `### find\nGET ${V2}/tags\n### two\nGET ${V2}/tags/{{find.response.body.$.tags[0].id}}\n`;

test('an answer that a variable needs is fetched first where someone says so, and then it goes on', async (t) => {
  const { send, sent } = await opened(t, CHAIN, { answers: [answer({ tags: [{ id: '7' }] }), answer({ id: '7' })] });
  await send(1);
  assert.deepEqual(fake.messages, [
    ['{{find.response.body.$.tags[0].id}} needs an answer to find: send that first.', 'Send it first'],
  ]);
  assert.deepEqual(sent, []);
  fake.answers = ['Send it first'];
  await send(1);
  assert.deepEqual(
    (sent as readonly Sending[]).map(({ draft }) => draft.parameters),
    [{}, { 'path:tag_id': '7' }],
  );
});

test('an answer of one connection gives nothing to a request of another', async (t) => {
  const { send, sent, connections } = await opened(t, CHAIN, { answers: [answer({ tags: [{ id: '7' }] })] });
  await send(0);
  connections.active = SANDBOX;
  await send(1);
  assert.equal(sent.length, 1);
  assert.match(fake.messages[0]?.[0] ?? '', /needs an answer to find: send that first/);
});

test('where the answer has nothing there, it says so and asks for no more', async (t) => {
  fake.answers = [];
  const { send, sent } = await opened(t, CHAIN, { answers: [answer({ tags: [] })] });
  fake.answers = ['Send it first'];
  await send(1);
  assert.equal(sent.length, 1);
  assert.deepEqual(fake.messages.at(-1), [
    'The last answer to find, with status 200, has nothing at $.tags[0].id.',
    'Show in file',
  ]);
});

test('a problem is told before it is sent: one that blocks offers the builder, another may be passed over', async (t) => {
  const unknown = await opened(t, `GET ${V2}/tags?colour=red\n`);
  await unknown.send();
  assert.deepEqual(unknown.sent, []);
  assert.match(fake.messages[0]?.[0] ?? '', /^colour is not a parameter of this operation and is not sent/);
  assert.deepEqual(fake.messages[0]?.slice(1), ['Send anyway', 'Open in builder']);
  fake.answers = ['Send anyway'];
  await unknown.send();
  assert.equal(unknown.sent.length, 1);
  const broken = await opened(t, `POST ${V2}/tags\n\n{"name": \n`);
  fake.answers = ['Open in builder'];
  await broken.send();
  assert.deepEqual(broken.sent, []);
  assert.deepEqual(fake.messages[0]?.slice(1), ['Open in builder']);
  assert.equal(broken.shown[0]?.body, '{"name":');
});

test('files are taken in from the workspace alone', async (t) => {
  const text = (path: string) =>
    `POST ${V2}/files/1?update_mask=file_name\ncontent-type: multipart/form-data; boundary=x\n\n--x\ncontent-disposition: form-data; name="file"; filename="p.png"\n\n< ${path}\n--x--\n`;
  const files = { 'work/pictures/p.png': 'picture', 'outside.png': 'secret' };
  const inside = await opened(t, text('./pictures/p.png'), { files });
  await inside.send();
  const [choice] = Object.values(inside.sent[0]?.draft.files ?? {});
  assert.deepEqual(choice, { uri: inside.uri('work/pictures/p.png').toString(), name: 'p.png', size: 7 });
  for (const path of ['../outside.png', '/etc/hostname', './pictures/../../outside.png']) {
    const outside = await opened(t, text(path), { files });
    await outside.send();
    assert.deepEqual(outside.sent, [], path);
    assert.match(fake.messages[0]?.[0] ?? '', /is outside the workspace, so it is not sent/);
  }
  const gone = await opened(t, text('./none.png'), { files });
  await gone.send();
  assert.match(fake.messages[0]?.[0] ?? '', /is not there/);
});

test('what is none of Keap’s is told why', async (t) => {
  const elsewhere = await opened(t, `GET https://example.com/a\n###\nGET ${V2}/nothing\n`);
  await elsewhere.send(0);
  await elsewhere.send(1);
  assert.match(fake.messages[0]?.[0] ?? '', /its address is none of Keap's/);
  assert.match(fake.messages[1]?.[0] ?? '', /^The API has no operation GET \/crm\/rest\/v2\/nothing/);
  assert.deepEqual(elsewhere.sent, []);
});

test('in the builder variables without a value stay as they are written, and a file of someone’s is not saved to', async (t) => {
  const { sender, file, shown, links } = await opened(t, CHAIN);
  const known = file.requests[1];
  assert.ok(known);
  await sender.openInBuilder(file, known);
  assert.deepEqual(shown[0]?.parameters, { 'path:tag_id': '{{find.response.body.$.tags[0].id}}' });
  assert.equal(links.of('v2:getTag'), undefined);
});
