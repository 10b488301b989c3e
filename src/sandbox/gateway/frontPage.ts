import type { Answer } from '../answer.ts';

/** What someone finds who opens the sandbox's address; it needs no key and gives none away. */
export function frontPage(origin: string): Answer {
  return { status: 200, text: TEXT.replaceAll('ORIGIN', origin) };
}

const TEXT = `This is the sandbox of Keap API Explorer: a Keap account made up in memory on this machine, which answers
as Keap's REST API does. It has nothing to do with Keap's servers, and nothing here is anyone's data.

Ask it with a key of Keap's shape, KeapAK- and at least eight letters or digits:

  curl -H "X-Keap-API-Key: $KEY" "ORIGIN/crm/rest/v2/contacts?page_size=2"
  curl -H "X-Keap-API-Key: $KEY" "ORIGIN/crm/rest/v1/contacts?limit=2"

What it is doing, and its account as it was at the start:

  curl -H "X-Keap-API-Key: $KEY" ORIGIN/sandbox
  curl -H "X-Keap-API-Key: $KEY" -X POST ORIGIN/sandbox/reset

Limits, faults on demand and snapshots are described in src/sandbox/README.md.
`;
