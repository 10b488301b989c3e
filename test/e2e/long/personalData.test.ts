import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { Seen } from '../../vscode/recorder.ts';
import { builder, openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';
import { useVsCode } from '../fixture.ts';
import { addConnection, startKeap } from '../keap.ts';
import { pickOperation } from '../pickOperation.ts';
import { reloadWindow } from '../reload.ts';

const vscode = useVsCode();

/** A person who is in no file of the sandbox, nor anywhere else. */
const PERSON = { given_name: 'Quillonia', family_name: 'Vanterpool-Zyx', email: 'quillonia.canary@example.com' };
const TYPED = 'typed.canary@example.com';

function placesOf(texts: readonly string[], everything: readonly Seen[]): readonly string[] {
  const forms = texts.flatMap((text) => [
    text,
    encodeURIComponent(text),
    Buffer.from(text).toString('base64').replace(/=+$/, ''),
    Buffer.from(text, 'utf16le').toString('latin1'),
  ]);
  return [
    ...new Set(everything.filter(({ text }) => forms.some((form) => text.includes(form))).map(({ where }) => where)),
  ];
}

/** The window itself, which shows the answer, and the file that a document comes back from while it is open. */
const isDocument = (where: string): boolean =>
  /^page http:\/\/localhost:\d+\/\?|^file .*\/globalStorage\/.*\/answers\/\d+@[^/]+\/[\w-]+\.answer$/.test(where);

test('people in answers are seen in the answer’s document and nowhere else', async (t) => {
  const keap = await startKeap(t);
  const opened = await vscode.open(t, { env: keap.env });
  const { workbench } = opened;
  const { editors, page } = workbench;
  const served = Object.values(PERSON);
  keap.answerWith((_request, response) => {
    const headers = { 'content-type': 'application/json' };
    // VS Code's JSON features would fetch what a document names as its schema.
    const body = { $schema: `${keap.stranger.origin}/schema.json`, contacts: [PERSON] };
    response.writeHead(200, headers).end(JSON.stringify(body));
  });
  await workbench.activity('Keap').waitFor();
  await addConnection(workbench, { key: keap.key, name: 'Mine' });

  const list = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
  await list.send('200 OK');
  await list.openResponse('List contacts 200.json');
  await editors.showing('Quillonia');
  await pickOperation(workbench, 'Keap: Send request', 'GET /v2/tags', 'List tags');
  await editors.opened('List tags 200.json');
  await workbench.runCommand('Keap: Show response headers and timing');
  await editors.opened('List tags 200 headers.json');
  ok(!(await editors.text()).includes('Quillonia'));
  deepEqual(
    placesOf(served, await opened.everythingSeen()).filter((where) => !isDocument(where)),
    [],
  );

  await t.test('what the page of a builder may load and run is nothing but our own', async () => {
    await editors.tab(/^List contacts$/).click();
    const { frame } = await builder(workbench, 'List contacts');
    const policy = (await frame.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')) ?? '';
    match(policy, /^default-src 'none'; script-src 'nonce-[\w-]{32}'; style-src /);
    const sources = policy.split('; ').flatMap((part) => part.split(' ').slice(1));
    for (const source of sources) {
      match(
        source,
        /^('none'|'nonce-[\w-]+'|'self'|https:\/\/(\*|[\w-]+)\.vscode-(cdn\.net|resource\.vscode-cdn\.net))$/,
      );
    }
    deepEqual(
      await frame.evaluate(async (elsewhere) => {
        // The driver lifts the policy for what it runs itself, until the first pause.
        await new Promise((resolve) => setTimeout(resolve, 10));
        const done: string[] = [];
        const trying = async (what: string, work: () => unknown): Promise<void> => {
          try {
            await work();
            done.push(what);
          } catch {
            // Refused, as it should be.
          }
        };
        await trying('eval', () => Reflect.construct(Function, ['return 1'])());
        await trying('fetch', () => fetch(elsewhere));
        await trying(
          'script',
          () =>
            new Promise((resolve, reject) => {
              const script = document.createElement('script');
              script.textContent = 'globalThis.ran = true';
              document.body.append(script);
              if (Reflect.get(globalThis, 'ran')) resolve(undefined);
              else reject(new Error('blocked'));
            }),
        );
        await trying(
          'image',
          () =>
            new Promise((resolve, reject) => {
              const image = new Image();
              image.onload = resolve;
              image.onerror = reject;
              image.src = `${elsewhere}/pixel.png`;
            }),
        );
        return done;
      }, keap.stranger.origin),
      [],
    );
    const html = await frame.locator('body').innerHTML();
    equal(/["'(]command:.{0,40}|\son[a-z]+=.{0,40}|javascript:.{0,40}/i.exec(html)?.[0], undefined);
    deepEqual(keap.stranger.requests, []);
  });

  await t.test(
    'what is typed and answered is in files while their tabs are open, what is sent in the history',
    async () => {
      const typing = await builder(workbench, 'List contacts');
      await typing.field('filter').fill(`email==${TYPED}`);
      await typing.send('200 OK');
      const files = (seen: readonly Seen[]) => placesOf([TYPED], seen).filter((where) => where.startsWith('file '));
      const during = await eventually(
        async () => files(await opened.everythingSeen()),
        (places) => places.length > 0,
      );
      ok(
        during.every((place) => /\/drafts\/|\/answers\/|\/(state|workspace)\.(vscdb|json)/.test(place)),
        during.join('\n'),
      );
      await editors.tab(/^List contacts$/).click();
      await page.keyboard.press('ControlOrMeta+F4').catch(() => undefined);
      await editors
        .tab(/^List contacts$/)
        .getByRole('button', { name: /^Close/ })
        .click()
        .catch(() => undefined);
      await editors.tab(/^List contacts$/).waitFor({ state: 'detached' });
      await workbench.runCommand('View: Close All Editors');
      const sent = await eventually(
        async () => files(await opened.everythingSeen()),
        (places) => places.every((place) => /\/history\/drafts\//.test(place)),
      );
      equal(sent.length, 1, 'What was sent is in the history until that is cleared.');
      await workbench.runCommand('Keap: Clear history');
      await workbench.messages.dialog();
      await workbench.messages.pressInDialog('Clear history');
      await eventually(
        async () => files(await opened.everythingSeen()),
        (places) => places.length === 0,
      );
    },
  );

  await t.test('nothing of it is there after a reload', async () => {
    await reloadWindow(workbench);
    // No document is open that would start the extension.
    await workbench.showContainer('Keap');
    await workbench.messages.statusBarItem('Keap: Mine').waitFor();
    const atRest = await workbench.context.storageState({ indexedDB: true });
    const storage: Seen = { where: 'browser storage', text: JSON.stringify(atRest) };
    deepEqual(placesOf(served, [storage]), []);
    deepEqual(
      placesOf([...served, TYPED], await opened.everythingSeen()).filter((where) => where.startsWith('file ')),
      [],
    );
  });
  equal(keap.refusedHosts.filter((host) => /example/.test(host)).length, 0);
});
