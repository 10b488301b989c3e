import type { ApiVersion } from '../../keap/catalog/operation.ts';
import { hash, pick } from './random.ts';

const GIVEN = ['Amara', 'Björn', 'Chloé', 'Dmitri', 'Esperanza', 'Fatima', 'Guðrún', 'Haruto', 'Ines', 'Jun'] as const;
const FAMILY = [
  'Abara',
  'Bergström',
  'Castillo',
  'Dvořák',
  'Eriksen',
  'Faruk',
  'Ghosh',
  'Hoang',
  'Ito',
  'Jansen',
] as const;
const THINGS = [
  'Spring workshop',
  'Welcome series',
  'Garden consultation',
  'Monthly retainer',
  'Follow-up call',
] as const;
const CITIES = ['Chandler', 'Lyon', 'Kyoto', 'Porto Alegre', 'Gdańsk'] as const;

type Rule = readonly [pattern: RegExp, make: (seed: string, version: ApiVersion) => string];

/** Plausible text by property name; the first that fits counts. */
const RULES: readonly Rule[] = [
  [/(^|_)(ids?|globaluserid|keap_?id)$|Ids?$/, (seed) => String(1 + (hash(seed) % 900))],
  [/^eventKey$/, () => 'contact.add'],
  [/email/i, (seed) => `person${hash(seed) % 1000}@example.com`],
  [/(url|uri|link|website|href)$/i, (seed) => `https://example.com/${hash(seed) % 1000}`],
  [/ip_?address/i, (seed) => `192.0.2.${1 + (hash(seed) % 254)}`],
  [/(e164)$/i, (seed) => `+1480555${String(100 + (hash(seed) % 100)).padStart(4, '0')}`],
  [/phone|fax|^number$/i, (seed) => `(480) 555-0${100 + (hash(seed) % 100)}`],
  [/currency_?code/i, () => 'USD'],
  [/country_?code/i, () => 'USA'],
  [/region_?code|province_?code/i, () => 'US-AZ'],
  [/^(region|state|province)$/i, () => 'Arizona'],
  [/^country$/i, () => 'United States'],
  [/postal_?code|zip_?code/i, (seed) => String(85_001 + (hash(seed) % 500))],
  [/(^|_)code$/i, (seed) => `CODE${hash(seed) % 1000}`],
  [/percent/i, (seed) => String(hash(seed) % 101)],
  [/zip_?four/i, (seed) => String(1000 + (hash(seed) % 9000))],
  [/locality|city/i, (seed) => pick(CITIES, seed)],
  [/^line1$|street/i, (seed) => `${1 + (hash(seed) % 900)} Sandbox Street`],
  [/^line2$/i, (seed) => `Suite ${1 + (hash(seed) % 90)}`],
  [/time_?zone/i, () => 'America/Phoenix'],
  [/locale|language/i, () => 'en_US'],
  [/colou?r/i, () => '#16324f'],
  [/given_?name|first_?name|nickname|preferred_name|spouse_name/i, (seed) => pick(GIVEN, seed)],
  [/family_?name|last_?name|middle_?name/i, (seed) => pick(FAMILY, seed)],
  [/company_?name/i, (seed) => `${pick(FAMILY, seed)} & Co.`],
  [/file_?name/i, (seed) => `document-${hash(seed) % 100}.pdf`],
  [/(_|^)date$|date$/i, (seed) => isoTime(seed).slice(0, 10)],
  [/(_|^)(time|timestamp)$|last_updated|_at$/i, (seed) => isoTime(seed)],
  [/name|title|label|subject|headline/i, (seed) => pick(THINGS, seed)],
  [/html/i, (seed) => `<p>${pick(THINGS, seed)}</p>`],
  [/description|notes?$|body|content|text|comment|reason|message/i, (seed) => `${pick(THINGS, seed)}, as agreed.`],
  [/version/i, () => '1.0'],
  [/amount|price|total|cost|balance/i, (seed) => money(seed).toFixed(2)],
];

/** Plausible text for a property of this name. */
export function plausibleText(name: string, seed: string, version: ApiVersion): string {
  const rule = RULES.find(([pattern]) => pattern.test(name));
  if (rule) return rule[1](seed, version);
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)} ${1 + (hash(seed) % 9)}`;
}

/** Plausible number for a property of this name. */
export function plausibleNumber(name: string, seed: string, whole: boolean): number {
  if (/(^|_)ids?$|Ids?$/.test(name)) return 1 + (hash(seed) % 900);
  if (/year/i.test(name)) return 2026;
  if (/month/i.test(name)) return 1 + (hash(seed) % 12);
  if (/day/i.test(name)) return 1 + (hash(seed) % 28);
  if (/percent|probability|rate/i.test(name)) return hash(seed) % 100;
  if (!whole || /amount|price|total|cost|balance|credit|paid|revenue/i.test(name)) {
    return whole ? Math.floor(money(seed)) : money(seed);
  }
  return 1 + (hash(seed) % 20);
}

/** A moment within two years up to November 2026, with milliseconds, in UTC. */
export function isoTime(seed: string): string {
  const end = Date.UTC(2026, 10, 1);
  const span = 2 * 365 * 86_400_000;
  return new Date(end - Math.floor((hash(seed) / 2 ** 32) * span)).toISOString();
}

function money(seed: string): number {
  return (500 + (hash(seed) % 99_500)) / 100;
}
