import type { Handlers } from '../handler.ts';
import { APPOINTMENT_HANDLERS } from './appointments.ts';
import { NOTE_HANDLERS } from './notes.ts';
import { OPPORTUNITY_HANDLERS } from './opportunities.ts';
import { OPPORTUNITY_STAGE_HANDLERS } from './opportunityStages.ts';
import { TASK_HANDLERS } from './tasks.ts';

/** Tasks, notes, appointments, opportunities and their stages. */
export const WORK_HANDLERS: Handlers = {
  ...TASK_HANDLERS,
  ...NOTE_HANDLERS,
  ...APPOINTMENT_HANDLERS,
  ...OPPORTUNITY_HANDLERS,
  ...OPPORTUNITY_STAGE_HANDLERS,
};
