import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emptyDraft, type RequestDraft } from '../../../src/keap/request/draft.ts';
import type { BuilderCalls, BuilderEvents, BuilderModel, SendResult } from '../../../src/protocol/builder.ts';
import { builderReaders } from '../../../src/webview/builder/readers.ts';
import { BuilderSession } from '../../../src/webview/builder/session.ts';
import { Rpc } from '../../../src/webview/rpc.ts';
import { operation } from '../catalog/realCatalog.ts';

const SANDBOX = {
  id: 's',
  name: 'Sandbox',
  kind: 'sandbox',
  origin: 'http://127.0.0.1:1',
  production: false,
  readOnly: false,
} as const;
const ANSWER: SendResult = { outcome: 'answered', status: 200, statusText: 'OK', ms: 12, bytes: 2 };

interface Posted {
  readonly id: number;
  readonly method: keyof BuilderCalls;
  readonly argument: unknown;
}

function modelOf(key: string, draft: Partial<RequestDraft> = {}): BuilderModel {
  const shown = operation(key);
  const schemas = { CreateUpdateContactRequest: { type: 'object', properties: { given_name: { type: 'string' } } } };
  return {
    operation: shown,
    schemas: schemas as BuilderModel['schemas'],
    draft: { ...emptyDraft(key), ...draft },
    draftAt: 100,
    running: false,
    connection: SANDBOX,
    access: 'full',
    bodyTemplate: '{}',
    bodyView: 'form',
  };
}

async function setup(model: BuilderModel, saved?: unknown) {
  const posted: Posted[] = [];
  let hear: (message: unknown) => void = () => {};
  const rpc = new Rpc<BuilderCalls, BuilderEvents>(
    {
      post: (message) => posted.push(message as Posted),
      listen: (listener) => {
        hear = listener;
      },
    },
    builderReaders,
  );
  const answer = async (method: keyof BuilderCalls, result: unknown): Promise<void> => {
    const call = posted.findLast((each) => each.method === method);
    hear({ kind: 'answer', id: call?.id, ok: true, result });
    await new Promise(setImmediate);
  };
  const event = (name: keyof BuilderEvents, data: unknown): void => hear({ kind: 'event', name, data });
  const session = new BuilderSession({ rpc, saved, save: () => {}, changed: () => {} });
  void session.start();
  await answer('ready', model);
  const sent = () => posted.filter(({ method }) => method === 'send');
  return { session, posted, sent, answer, event };
}

describe('A builder', () => {
  it('shows what the host has and sends nothing by itself', async () => {
    const { session, sent } = await setup(modelOf('v2:listContacts', { parameters: { 'query:filter': 'email==x' } }));
    assert.equal(session.draft.parameters['query:filter'], 'email==x');
    assert.equal(session.sending.phase, 'idle');
    assert.deepEqual(sent(), []);
  });

  it('shows how a request of an earlier life ended, or that it is under way', async () => {
    const ended = await setup({ ...modelOf('v2:listContacts'), result: ANSWER });
    assert.deepEqual(ended.session.sending, { phase: 'done', result: ANSWER });
    const running = await setup({ ...modelOf('v2:listContacts'), running: true });
    assert.equal(running.session.sending.phase, 'running');
    running.event('result', ANSWER);
    assert.deepEqual(running.session.sending, { phase: 'done', result: ANSWER });
  });

  it('goes on with what the host never got', async () => {
    const model = modelOf('v2:listContacts');
    const typed = { ...model.draft, parameters: { 'query:filter': 'email==x' } };
    const newer = await setup(model, { draft: typed, at: 101 });
    assert.deepEqual(newer.session.draft, typed);
    assert.deepEqual(newer.posted.at(-1)?.argument, { draft: typed, at: 101 });
    const older = await setup(model, { draft: typed, at: 99 });
    assert.deepEqual(older.session.draft, model.draft);
    const foreign = await setup(model, { draft: { ...typed, operationKey: 'v2:listTags' }, at: 101 });
    assert.deepEqual(foreign.session.draft, model.draft);
  });

  it('shows no problem of an untouched field before someone tries to send', async () => {
    const { session, sent } = await setup(modelOf('v2:deleteContact'));
    assert.equal(session.shows('path:contact_id'), false);
    assert.equal(session.send()?.target, 'path:contact_id');
    assert.equal(session.shows('path:contact_id'), true);
    assert.equal(session.sending.phase, 'refused');
    assert.deepEqual(sent(), []);
  });

  it('tells the host of the last change before it sends', async () => {
    const { session, posted, answer } = await setup(modelOf('v2:deleteContact'));
    session.setParameter('path:contact_id', '12');
    assert.equal(session.send(), undefined);
    assert.deepEqual(
      posted.map(({ method }) => method),
      ['ready', 'edit', 'send'],
    );
    await answer('send', ANSWER);
    assert.deepEqual(session.sending, { phase: 'done', result: ANSWER });
  });

  it('never sends twice at once', async () => {
    const { session, sent, answer } = await setup(modelOf('v2:listContacts'));
    session.send();
    session.send(true);
    assert.equal(sent().length, 1);
    await answer('send', ANSWER);
    session.send();
    assert.equal(sent().length, 2);
  });

  it('sends what has only advice when told to', async () => {
    const { session, sent } = await setup(modelOf('v2:createContact', { body: '{"given_name": 3}' }));
    assert.equal(session.send()?.blocking, false);
    assert.equal(sent().length, 0);
    assert.equal(session.send(true), undefined);
    assert.equal(sent().length, 1);
  });

  it('does not send what is broken, however often it is told', async () => {
    const { session, sent } = await setup(modelOf('v2:createContact', { body: '{"given_name"' }));
    assert.equal(session.send(true)?.target, 'body');
    assert.equal(sent().length, 0);
  });

  it('follows progress only while it sends, and cancels once', async () => {
    const { session, posted, event, answer } = await setup(modelOf('v2:listContacts'));
    event('progress', { phase: 'waiting', waitMs: 400 });
    assert.equal(session.sending.phase, 'idle');
    session.cancel();
    session.send();
    event('progress', { phase: 'asking', waitMs: 0 });
    assert.deepEqual(session.sending, {
      phase: 'running',
      progress: { phase: 'asking', waitMs: 0 },
      cancelling: false,
    });
    event('progress', { phase: 'dreaming', waitMs: 0 });
    event('progress', { phase: 'waiting', waitMs: 400, window: 'minute' });
    const waiting = { phase: 'running', progress: { phase: 'waiting', waitMs: 400, window: 'minute' } } as const;
    assert.deepEqual(session.sending, { ...waiting, cancelling: false });
    const restored = await setup({ ...modelOf('v2:listContacts'), running: true, progress: waiting.progress });
    assert.deepEqual(restored.session.sending, { ...waiting, cancelling: false });
    event('progress', { phase: 'held', waitMs: 2_000, window: 'hour' });
    assert.deepEqual(session.sending, {
      phase: 'running',
      progress: { phase: 'held', waitMs: 2_000 },
      cancelling: false,
    });
    session.cancel();
    session.cancel();
    assert.equal(posted.filter(({ method }) => method === 'cancel').length, 1);
    await answer('send', { outcome: 'cancelled' });
    assert.deepEqual(session.sending, { phase: 'done', result: { outcome: 'cancelled' } });
  });

  it('takes another connection and another draft from the host', async () => {
    const { session, event } = await setup(modelOf('v2:listContacts'));
    const other = { ...SANDBOX, name: 'Other', origin: 'https://api.keap.com', kind: 'serviceAccountKey' };
    event('connection', { connection: other, access: 'full' });
    assert.equal(session.model?.connection.name, 'Other');
    event('connection', { connection: { name: 'Broken' }, access: 'full' });
    event('connection', { connection: { ...other, name: 'Broken' }, access: 'all' });
    assert.equal(session.model?.connection.name, 'Other');
    event('model', modelOf('v2:listContacts', { parameters: { 'query:page_size': '5' } }));
    assert.deepEqual(session.draft.parameters, { 'query:page_size': '5' });
  });

  it('tells what a row does by its table, once that is known or was left', async () => {
    const model = modelOf('xmlrpc:DataService.update');
    const { session } = await setup({ ...model, tables: [{ name: 'Job', fields: [] }] });
    const named = (table: string) => {
      session.setParameter('argument:table', table);
      return session.effect;
    };
    assert.equal(session.effect, 'changes');
    assert.deepEqual(['Jo', 'Job'].map(named), ['changes', 'moves money']);
    session.commit('argument:table');
    assert.deepEqual(['Contact', 'Jobs'].map(named), ['changes', 'moves money']);
  });

  it('knows what the connection refuses before anyone tries, and forgets a refusal once it is unlocked', async () => {
    const reading = await setup({ ...modelOf('v2:listContacts'), access: 'readOnly' });
    assert.equal(reading.session.refusedFor, undefined);
    const { session, event, answer } = await setup({ ...modelOf('v2:deleteContact'), access: 'readOnly' });
    assert.equal(session.refusedFor, 'readOnly');
    event('connection', { connection: SANDBOX, access: 'none' });
    assert.equal(session.refusedFor, 'untrusted');
    event('connection', { connection: SANDBOX, access: 'readOnly' });
    session.setParameter('path:contact_id', '1');
    session.send();
    const refused = { outcome: 'failed', message: 'Read-only.', remedy: { code: 'readOnly', label: 'Unlock…' } };
    await answer('send', refused);
    assert.deepEqual(session.sending, { phase: 'done', result: refused });
    event('connection', { connection: SANDBOX, access: 'full' });
    assert.equal(session.refusedFor, undefined);
    assert.deepEqual(session.sending, { phase: 'idle' });
  });
});
