import type { Handlers } from '../handler.ts';
import { LEAD_SOURCE_EXPENSE_HANDLERS } from './leadSourceExpenses.ts';
import { LEAD_SOURCE_HANDLERS } from './leadSources.ts';

/** Where leads come from and what that cost. */
export const LEAD_HANDLERS: Handlers = { ...LEAD_SOURCE_HANDLERS, ...LEAD_SOURCE_EXPENSE_HANDLERS };
