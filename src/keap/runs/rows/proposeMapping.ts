import type { Operation } from '../../catalog/operation.ts';
import type { Schemas } from '../../catalog/schema.ts';
import type { ColumnMapping } from './mapping.ts';
import { type Target, targetsOf } from './targets.ts';

/**
 * What spreadsheets call things that Keap calls otherwise: the words of Keap's own exports, of its XML-RPC tables, and
 * of address books.
 */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  firstname: 'given_name',
  forename: 'given_name',
  lastname: 'family_name',
  surname: 'family_name',
  email: 'email_addresses[0].email',
  emailaddress: 'email_addresses[0].email',
  email1: 'email_addresses[0].email',
  emailaddress2: 'email_addresses[1].email',
  email2: 'email_addresses[1].email',
  emailaddress3: 'email_addresses[2].email',
  email3: 'email_addresses[2].email',
  phone: 'phone_numbers[0].number',
  phone1: 'phone_numbers[0].number',
  phonenumber: 'phone_numbers[0].number',
  phone2: 'phone_numbers[1].number',
  phone3: 'phone_numbers[2].number',
  fax: 'fax_numbers[0].number',
  fax1: 'fax_numbers[0].number',
  street: 'addresses[0].line1',
  streetaddress: 'addresses[0].line1',
  streetaddress1: 'addresses[0].line1',
  streetaddress2: 'addresses[0].line2',
  city: 'addresses[0].locality',
  state: 'addresses[0].region_code',
  postalcode: 'addresses[0].postal_code',
  zip: 'addresses[0].zip_code',
  zipcode: 'addresses[0].zip_code',
  country: 'addresses[0].country_code',
  birthday: 'birth_date',
  title: 'job_title',
  jobtitle: 'job_title',
  company: 'company.company_name',
};

/** Which column goes where, by their names; a column that says nothing of itself goes nowhere. */
export function proposeMapping(
  columns: readonly string[],
  operation: Operation,
  schemas: Schemas,
): readonly ColumnMapping[] {
  const targets = targetsOf(operation, schemas, columns);
  const chosen = new Map<string, Target>();
  // Names as Keap has them go before guesses: `contact_id` is the id, whatever else is called `Id`.
  for (const find of [ownName, onlyId, otherName, lastName]) {
    for (const column of columns) {
      const target = chosen.has(column) ? undefined : find(column, targets, operation);
      if (target && ![...chosen.values()].includes(target)) chosen.set(column, target);
    }
  }
  return columns.flatMap((column): ColumnMapping[] => {
    const found = chosen.get(column);
    return found ? [{ column, target: found.target, empty: 'leaveOut' }] : [];
  });
}

type Find = (column: string, targets: readonly Target[], operation: Operation) => Target | undefined;

/** The name itself, or that of a list of such: a column `contact_id` for `contact_ids`. */
const ownName: Find = (column, targets) => {
  const name = plain(column);
  return called(column, targets) ?? targets.find(({ words }) => plain(words) === `${name}s`);
};

/** `Id` in a file of contacts is what a path to one contact ends with. */
const onlyId: Find = (column, targets, { path }) => {
  const last = /\{([^{}]+)\}$/.exec(path)?.[1];
  const name = plain(column);
  return last !== undefined && (name === 'id' || name === plain(last.replace(/_?id$/i, '')))
    ? called(last, targets)
    : undefined;
};

const otherName: Find = (column, targets) => {
  const name = plain(column);
  return Object.hasOwn(OTHER_NAMES, name) ? called(OTHER_NAMES[name] ?? '', targets) : undefined;
};

/** The end of a longer name, where only one ends so: `line1` of the first address. */
const lastName: Find = (column, targets) => {
  const name = plain(column);
  const ending = targets.filter(({ words }) => plain(words.replace(/^.*\./, '')) === name && !/\[[1-9]/.test(words));
  return ending.length === 1 ? ending[0] : undefined;
};

function called(words: string, targets: readonly Target[]): Target | undefined {
  return targets.find((target) => plain(target.words) === plain(words));
}

/** Letters and digits alone: `Email Address 1` and `email_address_1` are the same. */
function plain(words: string): string {
  return words.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
