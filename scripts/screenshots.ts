/**
 * npm run screenshots [-- FOLDER] : drives a real VS Code with the sandbox and writes the pictures of README and
 * changelog, in dark and light; with --all also in both high contrast themes.
 */
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBuilder } from '../test/e2e/builder.ts';
import { launchChromium } from '../test/vscode/chromium.ts';
import { runOrThrow } from '../test/vscode/processes.ts';
import { startServer } from '../test/vscode/server.ts';
import { openWorkbench, type Theme, type Workbench } from '../test/vscode/workbench.ts';

const root = join(import.meta.dirname, '..');
const all = process.argv.includes('--all');
const folder = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? join(root, 'media/screenshots');
const themes: Record<string, Theme> = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  ...(all ? { 'hc-dark': 'Default High Contrast' as const, 'hc-light': 'Default High Contrast Light' as const } : {}),
};

mkdirSync(folder, { recursive: true });
await runOrThrow(process.execPath, ['esbuild.mjs', '--production'], { cwd: root });
const server = await startServer({ settings: { 'editor.minimap.enabled': false, 'breadcrumbs.enabled': false } });
const browser = await launchChromium();
for (const [name, theme] of Object.entries(themes)) {
  const workbench = await openWorkbench({
    server,
    browser,
    extension: root,
    workspace: mkdtempSync(join(tmpdir(), 'keap-')),
    theme,
    viewport: { width: 1440, height: 900 },
  });
  await pictures(workbench, (scene) => join(folder, `${scene}-${name}.png`));
  await workbench.close();
}
await browser.close();
await server.stop();

async function pictures(workbench: Workbench, file: (scene: string) => string): Promise<void> {
  const { page } = workbench;
  await workbench.showContainer('Keap');
  const api = workbench.tree('API');
  await api.row('REST v2').waitFor();
  await page.getByRole('button', { name: 'Send a first request' }).waitFor();
  await shoot(workbench, file('start'));
  await workbench.runCommand('Keap: Send a first request to the sandbox');
  await page.getByText('200 OK').first().waitFor();
  await shoot(workbench, file('response'));
  await workbench.runCommand('Keap: Open as table');
  await page.getByRole('tab', { name: /^List contacts .*table/ }).waitFor();
  await (await workbench.editors.webview('List contacts — table')).locator('.count', { hasText: /rows\b/ }).waitFor();
  await shoot(workbench, file('table'));
  await workbench.runCommand('View: Close All Editors');
  await api.expand('Contact');
  await api.reveal('Update contact');
  await shoot(workbench, file('sidebar'), '.part.sidebar');
  await api.click('Update contact');
  const builder = await workbench.editors.webview('Update contact');
  await builder.getByLabel('contact_id', { exact: true }).fill('12');
  for (const [name, value] of [
    ['given_name', 'Ada'],
    ['family_name', 'Lovelace'],
    ['email_addresses', 'ada@example.com'],
  ] as const) {
    const add = builder.getByRole('combobox', { name: 'Add property', exact: true });
    await add.fill(name);
    await add.press('Enter');
    const field = name === 'email_addresses' ? 'email' : name;
    await builder.getByRole('textbox', { name: field, exact: true }).fill(value);
  }
  await shoot(workbench, file('builder'), '.part.editor');
  await builder.getByRole('button', { name: /^Send/ }).click();
  await page.getByText('Update contact 200').first().waitFor();
  await shoot(workbench, file('overview'));
  await workbench.runCommand('Keap: Go to operation');
  await workbench.quickInput.type('tag contact');
  await shoot(workbench, file('find'));
  await workbench.quickInput.cancel();
  await workbench.runCommand('View: Close All Editors');
  await runPicture(workbench, file('runs'));
  await api.click('List contacts');
  const list = await workbench.editors.webview('List contacts');
  await list.getByLabel('filter', { exact: true }).fill('given_name==A*;start_update_time==2026-01-31');
  await list.getByLabel('filter', { exact: true }).blur();
  await shoot(workbench, file('filter'), '.part.editor');
  await workbench.runCommand('Keap: Show limits');
  await workbench.tree('Limits').row('Day').waitFor();
  await workbench.tree('Limits').expand('Day');
  await workbench.messages.statusBarItem('Keap: Sandbox').hover();
  await page.locator('.workbench-hover', { hasText: 'Keap requests go to' }).waitFor();
  await shoot(workbench, file('limits'), undefined, true);
  await page.mouse.move(700, 890);
  await workbench.runCommand('View: Close All Editors');
  await xmlRpcPictures(workbench, file);
}

/** Rows of a file beside the requests they become, checked. */
async function runPicture(workbench: Workbench, path: string): Promise<void> {
  const people = ['Ada,Lovelace', 'Grace,Hopper', 'Katherine,Johnson', 'Annie,Easley', 'Mary,Jackson'];
  const lines = people.map((name) => `${name},${name.replace(',', '.').toLowerCase()}@example.com`);
  writeFileSync(join(workbench.workspace, 'people.csv'), `first name,last name,e-mail\n${lines.join('\n')}\n`);
  await workbench.tree('API').click('Create contact');
  const contact = await workbench.editors.webview('Create contact');
  await contact.getByRole('button', { name: 'Run for each row…' }).click();
  await workbench.quickInput.pick('people.csv');
  const run = await workbench.editors.webview('Run: Create contact — people.csv');
  await run.getByRole('button', { name: 'Dry run' }).click();
  await run.getByRole('status').filter({ hasText: 'All 5 rows can be sent.' }).waitFor();
  await run.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  await shoot(workbench, path);
  await workbench.runCommand('View: Close All Editors');
}

/** A query of XML-RPC, what it becomes in REST v2, and where code makes such calls. */
async function xmlRpcPictures(workbench: Workbench, file: (scene: string) => string): Promise<void> {
  const { editors } = workbench;
  cpSync(join(root, 'test/fixtures/olderCalls'), workbench.workspace, { recursive: true });
  const query = (await openBuilder(workbench, 'DataService.query', 'Query records')).frame;
  await query.getByLabel('table', { exact: true }).fill('Contact');
  await query.getByLabel('limit', { exact: true }).fill('1000');
  await query.getByLabel('page', { exact: true }).fill('0');
  await query
    .getByLabel('queryData', { exact: true })
    .fill('{"FirstName": "A%", "LastUpdated": "~>~ 2026-01-31", "Nickname": "Ada"}');
  await query.getByLabel('queryData', { exact: true }).blur();
  await query.getByLabel('Condition 3, value', { exact: true }).waitFor();
  await query.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  await shoot(workbench, file('xmlrpc'), '.part.editor');
  await query.getByRole('button', { name: 'Convert to v2' }).click();
  const list = await editors.webview('List contacts');
  await list.getByRole('region', { name: 'Converted from DataService.query' }).waitFor();
  // Its builder was open before, of which a notification tells.
  await workbench.messages.clearNotifications();
  await shoot(workbench, file('converted'), '.part.editor');
  await workbench.runCommand('View: Close All Editors');
  await workbench.runCommand('Keap: Find XML-RPC use in workspace');
  await editors.opened('Use of XML-RPC and REST v1.md');
  await editors.showing('uses of XML-RPC');
  await shoot(workbench, file('uses'), '.part.editor');
}

/** A picture once fonts and layout are still, of the window or of one part of it. */
async function shoot({ page }: Workbench, path: string, part?: string, withHover = false): Promise<void> {
  if (!withHover) await page.mouse.move(700, 890);
  await page.getByText('Activating Extensions').waitFor({ state: 'hidden' });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)));
  await (part ? page.locator(part).screenshot({ path }) : page.screenshot({ path }));
  console.log(path);
}
