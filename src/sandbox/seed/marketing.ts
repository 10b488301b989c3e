import { AUTOMATION_RELATIONS, AUTOMATION_TABLES } from './automations.ts';
import { EMAIL_TABLES } from './emails.ts';
import { WEBFORM_TABLES } from './webforms.ts';

/** Campaigns, automations, emails, templates and forms. */
export const MARKETING_TABLES = { ...AUTOMATION_TABLES, ...EMAIL_TABLES, ...WEBFORM_TABLES };

/** Who is where in which automation. */
export const MARKETING_RELATIONS = AUTOMATION_RELATIONS;
