/** Reads an element as a person does: what is hidden is left out. */
import type { Locator } from 'playwright-core';

/** Waits for the first such element and returns the text that it shows. */
export async function shownText(element: Locator): Promise<string> {
  await element.first().waitFor();
  const [text = ''] = await element.allInnerTexts();
  return text.trim();
}
