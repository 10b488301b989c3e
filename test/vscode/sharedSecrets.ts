/** Secrets that several windows share. */
import type { BrowserContext, Page } from 'playwright-core';

/**
 * A VS Code in the browser reads its secrets once for each window and never again; on a desktop every window asks the
 * machine's one store. This makes the former do as the latter: its provider looks into the browser's storage whenever
 * it is asked. Windows are still not told of each other's changes.
 */
export async function shareSecrets(_page: Page, context: BrowserContext): Promise<void> {
  await context.route(/\/vs\/code\/browser\/workbench\/workbench\.js/, async (route) => {
    const response = await route.fetch();
    const script = await response.text();
    const from = script.search(/async get\(\w+\)\{return\(await this\.secretsPromise\)/);
    const to = script.indexOf('async keys(', from);
    if (from < 0 || to < 0) throw new Error('This VS Code keeps its secrets in another way.');
    const provider = script
      .slice(from, to)
      .replaceAll(/await this\.secretsPromise/g, 'await(this.secretsPromise=this.load())')
      .replaceAll('this.save()', 'await this.save()');
    await route.fulfill({ response, body: script.slice(0, from) + provider + script.slice(to) });
  });
}

/** The person leaves the window and comes back to it. */
export async function returnTo(page: Page): Promise<void> {
  await page.evaluate(async () => {
    document.hasFocus = () => false;
    window.dispatchEvent(new Event('blur'));
    // VS Code believes that it has lost the focus only a moment later.
    await new Promise((resolve) => setTimeout(resolve, 100));
    Reflect.deleteProperty(document, 'hasFocus');
    window.dispatchEvent(new Event('focus'));
  });
}
