import { createHash } from 'node:crypto';

/** A picture of one pixel. */
export const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const DAY = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString();

/** Texts that only prose asks to be of a certain kind, by the field's name. */
const WORDS: readonly (readonly [RegExp, (count: number) => string])[] = [
  [/file_name$/, () => 'judge.png'],
  [/^file_data$/, () => PIXEL],
  [/^checksum$/, () => createHash('sha256').update(Buffer.from(PIXEL, 'base64')).digest('hex')],
  [/^address_field$/, () => 'Email'],
  [/_content$/, () => Buffer.from('<p>The judge</p>').toString('base64')],
  [/_date$/, () => inDays(30).slice(0, 10)],
  [/_time$/, () => inDays(30)],
  [/email/, (count) => `judge.${count}@example.com`],
  [/e164$/, () => '+16025550142'],
  [/phone|^number$/, () => '(602) 555-0142'],
  [/price|amount$|percent$/, () => '1.00'],
  [/card_number/, () => ['4111', '1111', '1111', '1111'].join('')],
  [/card_type/, () => 'Visa'],
  [/month$/, () => '12'],
  [/year$/, () => '2031'],
  [/verification_code/, () => '123'],
  [/url$|website/i, () => 'https://example.com/judge'],
  [/country_code/, () => 'USA'],
  [/region_code/, () => 'US-AZ'],
  [/region/, () => 'Arizona'],
  [/postal_code|zip_code/, () => '85225'],
  [/zip_four/, () => '1234'],
  [/currency_code/, () => 'USD'],
  [/time_zone/, () => 'America/Phoenix'],
  [/locale$/, () => 'en_US'],
  [/eventKey/, () => 'contact.add'],
  [/payment_method_type/, () => 'Cash'],
  [/^operator$/, () => 'GREATER_THAN'],
  [/^option_type$/, () => 'LIST'],
  [/^only_/, () => 'BOTH'],
  [/ip_address/, () => '192.0.2.1'],
  [/(^|_)(code|key)$/, (count) => `judge${count}`],
];

/** A text fit for a field of that name; `count` makes those that should be unique so. */
export function wordFor(name: string, count: number): string {
  return WORDS.find(([pattern]) => pattern.test(name))?.[1](count) ?? `Judge ${count}`;
}

/** An instant or a day to come: some fields may not lie in the past, and ends follow beginnings. */
export function dateFor(name: string, format: string): string {
  const instant = inDays(/end|until|due/.test(name) ? 60 : 30);
  return format === 'date' ? instant.slice(0, 10) : instant;
}
