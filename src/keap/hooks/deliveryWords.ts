import { DELIVERY_RULES, type Span, TRIES } from './deliveryRules.ts';
import { HOOK_SECRET_HEADER } from './handshake.ts';

/** `30 to 60 seconds`, `5 minutes`. */
function spanWords({ least, most }: Span): string {
  const isMinutes = least >= 60_000 && least % 60_000 === 0 && most % 60_000 === 0;
  const [size, word] = isMinutes ? [60_000, 'minutes'] : [1_000, 'seconds'];
  return least === most ? `${least / size} ${word}` : `${least / size} to ${most / size} ${word}`;
}

/** How Keap delivers what happens, as Markdown. */
export function deliveryRulesText(): string {
  const { first, firstOfSlow, slowEvents, again, timeout, mostObjects, gone } = DELIVERY_RULES;
  const tries = again.map((span, index) => `| ${index + 2} | ${spanWords(span)} after the try before |`);
  return `# How Keap delivers hooks

A REST hook is an address and an event, such as \`contact.add\`. When the event happens, Keap posts to the address which objects it happened to: their ids, not what is in them.

## Verification

When a hook is made, and whenever it is verified again, Keap posts a new secret in the header \`${HOOK_SECRET_HEADER}\`.

- The address answers 200 with the same header: the hook is **Verified**.
- Or it keeps the secret, and you send it later: *Verify hook with secret*.
- Until then the hook is **Unverified**, and nothing is delivered.

## Delivery

What happens to objects is gathered and sent together, at most ${mostObjects.toLocaleString('en-US')} objects in one delivery:

\`\`\`json
{
  "event_key": "contact.add",
  "object_type": "contact",
  "object_keys": [{ "id": 7, "apiUrl": "…", "timestamp": "…" }]
}
\`\`\`

| Try | When |
| --- | --- |
| 1 | ${spanWords(first)} after the event; ${spanWords(firstOfSlow)} for ${slowEvents.map((key) => `\`${key}\``).join(' and ')} |
${tries.join('\n')}

- A try has failed when the answer takes more than ${spanWords({ least: timeout, most: timeout })}, or has a status below 200 or from 400.
- After ${TRIES} failed tries, or at once when the answer is ${gone}, the hook is **Inactive**, and nothing is delivered until you verify it again. What happened meanwhile is not delivered later.

## What to mind

- Answer first and work afterwards: a slow answer counts as a failed one.
- The same delivery can come twice, when your answer was lost. Take an event, an id and a timestamp for one thing.
- Deliveries are not signed. Keep the address secret, with a long random part, and read the object from Keap before you act on it.
- Tags that come to contacts or go have had another form: a tag with a list of contacts. Be ready for both.
- Keap’s old action sets fire no hooks.

Source: Keap’s page on REST hooks, developer.keap.com/rest-hook-documentation; the form for tags is from consumers of it.
`;
}
