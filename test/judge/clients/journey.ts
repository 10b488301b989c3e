import { Account } from './account.ts';
import { Checks } from './checks.ts';
import type { Client } from './client.ts';
import { filterByNothing, filterContacts, readAllContacts, readWhoAmI } from './reading.ts';
import { getRefused, getThrottled } from './refusing.ts';
import { deleteContact, keepFiles, sellAndGetPaid, sendMail, tagContact, writeContact } from './writing.ts';

export interface Places {
  readonly origin: string;
  readonly key: string;
  /** A sandbox with limits, and a key nobody else spends. */
  readonly limited: { readonly origin: string; readonly key: string };
}

/** What an integrator does with an account, through one client. python/journey.py is the same, written again. */
export async function travel(client: Client, { origin, key, limited }: Places): Promise<Checks> {
  const account = new Account(client, origin, key);
  const checks = new Checks();
  await checks.part('userinfo', () => readWhoAmI(account, checks));
  await checks.part('contacts', async () => filterContacts(account, checks, await readAllContacts(account, checks)));
  await checks.part('sentinels', () => filterByNothing(account, checks));
  await checks.part('a contact’s life', async () => {
    const id = await writeContact(account, checks);
    await checks.part('tags', () => tagContact(account, checks, id));
    await checks.part('mail', () => sendMail(account, checks, id));
    await checks.part('deletion', () => deleteContact(account, checks, id));
  });
  await checks.part('orders', () => sellAndGetPaid(account, checks));
  await checks.part('files', () => keepFiles(account, checks));
  await checks.part('refusals', () => getRefused(account, checks));
  await checks.part('limits', () => getThrottled(new Account(client, limited.origin, limited.key), checks));
  return checks;
}
