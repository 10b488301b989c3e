import { equal, match } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Locator } from 'playwright-core';
import type { AccountWindow } from '../account.ts';
import { runJourneys } from '../account.ts';
import { openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';
import { useVsCode } from '../fixture.ts';

const vscode = useVsCode();

function contacts(count: number): string {
  const contact = (id: number) => ({
    ...{ id: String(id), given_name: `Ada ${id}`, family_name: 'Łovelace', owner_id: '2' },
    tag_ids: ['1', '2', '3'],
    email_addresses: [{ email: `a${id}@example.com`, field: 'EMAIL1' }],
    addresses: [{ country_code: 'USA', region_code: 'US-AZ', line1: 'a street with a long name', field: 'BILLING' }],
  });
  return JSON.stringify({ contacts: Array.from({ length: count }, (_, id) => contact(id)) });
}

/** Links, outline and hovers of 10,000 records; of 20,000, of which VS Code gives up colours, the hover is left. */
async function largeMeanings(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, page, quickInput } = workbench;
  const open = async (count: number) => {
    const body = contacts(count);
    keap.answerWith((_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body));
    const list = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
    await list.send('200 OK');
    await list.openResponse('List contacts 200.json');
    await editors.showing('"contacts"');
    keap.answerWith(undefined);
    await editors.focus();
  };
  const line = (text: string) => editors.active.locator('.view-line', { hasText: text }).last();
  const shown = page.locator('.monaco-hover:visible .hover-contents');
  /** The words of a hover. Lines that get their colours late are drawn anew, and the hover goes with the old ones. */
  const hoverAt = (text: string) =>
    eventually(
      async () => {
        await page.mouse.move(5, 5);
        const spans = line(text).locator('span span');
        // Where VS Code gives up colours, a line is one piece: its value is at its end.
        if ((await spans.count()) > 1) await spans.nth(1).hover();
        else await hoverEnd(spans.first());
        await shown
          .first()
          .waitFor({ timeout: 5_000 })
          .catch(() => undefined);
        return (await shown.allInnerTexts()).join('\n');
      },
      (words) => words.includes('['),
    );
  const hoverEnd = async (at: Locator) => {
    const box = await at.boundingBox();
    await at.hover({ position: { x: (box?.width ?? 30) - 20, y: 5 } });
  };

  await t.test('ten thousand records are named and linked', async () => {
    await open(10_000);
    await editors.active.locator('.view-line', { hasText: '"owner_id"' }).first().locator('.detected-link').waitFor();
    await page.keyboard.press('ControlOrMeta+End');
    const last = await hoverAt('"owner_id"');
    match(last, /contacts\[9999\]\.owner_id/);
    match(last, /Open user 2 \(one call\)/);
    await page.keyboard.press('ControlOrMeta+Shift+O');
    await quickInput.opened();
    await quickInput.type('@contacts[9999] Ada');
    await quickInput.row('contacts[9999] Ada 9999 Łovelace').first().waitFor();
    await page.keyboard.press('Escape');
    await workbench.runCommand('View: Close All Editors');
  });

  await t.test('twenty thousand still say what they are when someone looks', async () => {
    await open(20_000);
    await page.keyboard.press('ControlOrMeta+End');
    match(await hoverAt('"owner_id"'), /contacts\[19999\]\.owner_id/);
    equal(await editors.active.locator('.detected-link').count(), 0);
    await page.locator('.monaco-hover:visible a', { hasText: 'Open user 2 (one call)' }).click();
    await editors.opened('Get user 200.json');
  });
}

test('meanings of large answers', (t) => runJourneys(t, vscode, [largeMeanings]));
