import type { TableName } from '../seed/tables.ts';
import type { Account } from '../store/account.ts';
import type { Fields } from '../store/table.ts';
import { referredId } from './records.ts';

/** Which table the id in a property is from, by its name. */
export type References = Readonly<Record<string, TableName>>;

/** Names that mean the same in every body. */
const EVERYWHERE: References = {
  contact_id: 'contacts',
  company_id: 'companies',
  user_id: 'users',
  owner_id: 'users',
  assigned_to_user_id: 'users',
};

/**
 * The values of a body with the ids it refers to as numbers.
 * @throws RefusalError 400 for an id nobody has
 */
export function withReferences(values: Fields, account: Account, references = EVERYWHERE): Fields {
  const found: Record<string, unknown> = { ...values };
  for (const [name, table] of Object.entries(references)) {
    const id = referredId(account.tables[table], values[name], name);
    if (id !== undefined) found[name] = id;
  }
  return found;
}
