import type { Account } from '../../store/account.ts';

/** What goes with a contact: cards and subscriptions. Orders and payments stay in the books, without a contact. */
export function forgetSalesOf(contactId: number, { tables }: Account): void {
  for (const table of [tables.paymentMethods, tables.subscriptions]) {
    for (const { id } of table.referring('contact_id', contactId)) table.remove(id);
  }
}
