import type { Handlers } from '../handler.ts';

/** Tasks, notes, appointments, opportunities and their stages. */
export const WORK_HANDLERS: Handlers = {};
