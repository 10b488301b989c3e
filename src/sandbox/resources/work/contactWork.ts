import type { SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import { FILES } from '../settings/files.ts';
import { APPOINTMENTS } from './appointments.ts';
import { NOTES } from './notes.ts';
import { OPPORTUNITIES } from './opportunities.ts';
import { TASKS } from './tasks.ts';

/** Takes along what was about a contact that goes: tasks, notes, appointments, opportunities and files. */
export function forgetWorkOf(contactId: number, account: Account, request: SandboxRequest): void {
  for (const { table: name, removed } of [TASKS, NOTES, APPOINTMENTS, OPPORTUNITIES, FILES]) {
    const table = account.tables[name];
    for (const record of table.referring('contact_id', contactId)) {
      table.remove(record.id);
      removed?.(record, account, request);
    }
  }
}
