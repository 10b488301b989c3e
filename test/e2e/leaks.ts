import { randomBytes } from 'node:crypto';
import type { Seen } from '../vscode/recorder.ts';

const keys: string[] = [];

/** A key of Keap's shape, new each time, so that none stands in any source; it is looked for after each test. */
export function makeKey(): string {
  const key = `${['Keap', 'AK'].join('')}-${randomBytes(25).toString('hex')}`;
  keys.push(key);
  return key;
}

/** A Legacy Key, which is as good as any: new each time and looked for as well. */
export function makeLegacyKey(): string {
  const key = randomBytes(16).toString('hex');
  keys.push(key);
  return key;
}

/** Where a secret stands, plain or in an encoding that hides nothing. */
export function placesOf(secret: string, everything: readonly Seen[]): readonly string[] {
  const bytes = Buffer.from(secret);
  const forms = [secret, bytes.toString('base64').replace(/=+$/, ''), bytes.toString('hex')];
  return everything
    .filter(({ text }) => forms.some((form) => text.includes(form)))
    .map(({ where, text }) => `${where}: …${text.slice(Math.max(0, text.indexOf(secret) - 60)).slice(0, 80)}`);
}

/** An address of the people in the sandbox. */
const ADDRESS = /[\w.+-]{1,64}@example\.(com|net|org)/;
/**
 * Where nothing of an answer may ever be. What a test types stands in its draft's file while its tab is open, an answer
 * in its own while its document is, what was sent in the history's until VS Code closes, a record in its snapshot, so
 * that it can be put back another day, and what a run fetched or is to send in its folder until someone removes it; its
 * journal names nobody.
 */
const NEVER_PEOPLE =
  /^(console|browser request|file .*\/logs\/|file .*\/globalStorage\/(?!.*\/(answers\/|drafts\/|snapshots\/|runs\/[^/]+\/(run|records|rows|result)\.)))/;

/** What of the keys of this process and of people's addresses stands where none may be. */
export function leaksIn(everything: readonly Seen[], alsoKeys: boolean): readonly string[] {
  const people = everything.flatMap(({ where, text }) => {
    const address = NEVER_PEOPLE.test(where) ? ADDRESS.exec(text) : null;
    return address ? [`${where}: ${text.slice(Math.max(0, address.index - 200), address.index + 100)}`] : [];
  });
  return [...people, ...(alsoKeys ? keys.flatMap((key) => placesOf(key, everything)) : [])];
}
