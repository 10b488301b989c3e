import { deepEqual, equal } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { type Fault, firstTimes, htmlError, redirectTo } from '../../internet/faults.ts';
import type { AccountWindow } from '../account.ts';
import { openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Fault => ({
  kind: 'answer',
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

const UNKNOWN_OUTCOME = 'whether the request was carried out is not known.';

/** Whatever goes wrong is one readable sentence, keeps what was typed and sends nothing twice. */
export async function failures(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors } = workbench;
  await workbench.setSettings({ 'keap.request.timeoutSeconds': 1 });
  const create = await openBuilder(workbench, 'POST /v2/contacts', 'Create contact');
  const body = '{"given_name": "Ada", "email_addresses": [{"email": "ada@example.com", "field": "EMAIL1"}]}';
  await create.body.fill(body);

  const goesWrong = (name: string, fault: Fault, ...expected: readonly (string | RegExp)[]): Promise<void> =>
    t.test(name, async () => {
      const before = keap.calls('POST').length;
      keap.front.setRule(firstTimes(1, fault));
      await create.sendButton.click();
      for (const words of expected) await create.resulted(words);
      equal(await create.body.inputValue(), body);
      equal(keap.calls('POST').length, before + 1);
    });

  await goesWrong(
    'no answer in time',
    { kind: 'silence' },
    'api.infusionsoft.com did not answer within 1 s; whether it carried out the request is not known.',
  );
  // From here on no answer may be late, however slow this machine is.
  await workbench.setSettings({ 'keap.request.timeoutSeconds': 600 });

  await goesWrong(
    'a dropped connection',
    { kind: 'reset' },
    /The connection to api\.infusionsoft\.com broke before the answer was whole \(\w+\)/,
    UNKNOWN_OUTCOME,
  );
  await goesWrong(
    'a truncated answer',
    { kind: 'cut', bytes: 20 },
    'broke before the answer was whole',
    UNKNOWN_OUTCOME,
  );
  await goesWrong(
    '401',
    json(401, {
      fault: {
        faultstring: 'Invalid Access Token',
        detail: { errorcode: 'keymanagement.service.invalid_access_token' },
      },
    }),
    '401 Unauthorized',
    'Keap does not accept the key of this connection',
    'Keap says: Invalid Access Token.',
  );
  await goesWrong(
    '404',
    json(404, { code: 404, message: 'Contact was not found', status: 'Not Found', details: [] }),
    '404 Not Found',
    'There is nothing at this address; check the ids in the path. Keap says: Contact was not found.',
  );
  await t.test('429: it was not carried out, so it waits and goes again', async () => {
    const before = keap.calls('POST').length;
    const refused = { code: '429', message: 'Quota Exceeded', status: 'Request Throttled', details: null };
    keap.front.setRule(firstTimes(1, json(429, refused, { 'retry-after': '1' })));
    await create.send('201 Created');
    deepEqual(
      keap
        .calls('POST')
        .slice(before)
        .map((call) => call.body),
      [body, body],
    );
  });
  await goesWrong(
    '500 with HTML',
    htmlError(),
    '500 Internal Server Error',
    'whether it took effect is not known. Look before you send it again: Keap may do it twice. Keap says: Error 500',
  );
  await editors.tab('Create contact 500.html').waitFor();
  await goesWrong(
    'a redirect, which is not followed',
    redirectTo(`${keap.stranger.origin}/login`),
    '302 Found',
    'Keap answered with a redirect, which is not followed so that the key stays with its server.',
  );
  deepEqual(keap.stranger.requests, []);
  await goesWrong(
    'an answer that calls itself JSON and is none',
    { kind: 'answer', status: 200, headers: { 'content-type': 'application/json' }, body: '<p>Sorry' },
    '200 OK',
  );
  await editors.tab('Create contact 200.txt').waitFor();

  await t.test('a request under way is cancelled', async () => {
    const before = keap.calls('POST').length;
    keap.front.setRule(firstTimes(1, { kind: 'silence' }));
    await create.sendButton.click();
    await eventually(
      () => keap.calls('POST').length,
      (calls) => calls === before + 1,
    );
    await create.cancelButton.click();
    await create.resulted('Cancelled.');
    equal(await create.body.inputValue(), body);
  });

  await t.test('and after all of it a request is carried out once', async () => {
    const before = keap.calls('POST').length;
    await create.send('201 Created');
    equal(keap.calls('POST').length, before + 1);
  });
}
