import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { KEAP_SDK } from '../../../src/keap/codegen/keapSdk.ts';
import { LANGUAGES } from '../../../src/keap/codegen/languages.ts';
import type { AccountWindow } from '../account.ts';
import { builder, openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';
import { keyShape } from '../keap.ts';

/** A request leaves as code without a key, and an answer that is a failure says what to do. */
export async function copying(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, quickInput } = workbench;
  const create = await openBuilder(workbench, 'POST /v2/contacts', 'Create contact');
  const copy = create.frame.getByRole('button', { name: 'Copy as code…' });
  await create.body.fill(
    '{"email_addresses": [{"email": "ada@example.com", "field": "EMAIL1"}], "given_name": "O\'Neil"}',
  );

  await t.test('as code in a language that is remembered', async () => {
    await editors.setClipboard('');
    await copy.click();
    await quickInput.opened('Copy as code');
    deepEqual(
      (await quickInput.items()).map(({ label }) => label),
      [...LANGUAGES, KEAP_SDK].map(({ label }) => label),
    );
    await quickInput.pick('Python');
    await create.frame.getByText('Copied', { exact: true }).waitFor();
    const code = await editors.clipboard();
    match(code, /^response = requests\.post\(\n {4}"https:\/\/api\.infusionsoft\.com\/crm\/rest\/v2\/contacts",$/m);
    match(code, /"X-Keap-API-Key": os\.environ\["KEAP_API_KEY"\],/);
    match(code, /"given_name": "O'Neil",/);
    ok(!keyShape.test(code));
    await copy.click();
    await quickInput.opened('Copy as code');
    equal((await quickInput.items())[0]?.label, 'Python');
    await quickInput.cancel();
    equal(await editors.clipboard(), code);
  });

  await t.test('as a document that other tools send', async () => {
    await create.frame.getByRole('button', { name: 'Open as HTTP file' }).click();
    await editors.opened(/Untitled-\d/);
    await editors.showing('X-Keap-API-Key: {{KEAP_API_KEY}}');
    await workbench.runCommand('View: Revert and Close Editor');
    await eventually(
      () => editors.tabs(),
      (tabs) => !tabs.some(({ label }) => label.includes('###')),
    );
  });

  await t.test('a failure says which field it is about and what to do', async () => {
    const again = await builder(workbench, 'Create contact');
    await again.body.fill(
      '{"email_addresses": [{"email": "ada@example.com", "field": "EMAIL1"}], "addresses": [{"field": "BILLING", "region": "Arizona"}]}',
    );
    await again.send('400 Bad Request');
    await again.resulted('The BILLING address has a region and no country. Send region_code with country_code');
    equal(keap.calls('POST').at(-1)?.method, 'POST');
  });
}
