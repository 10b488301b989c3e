import type { TableSeed } from '../store/table.ts';
import { contactMoment } from './contacts.ts';
import { customValues } from './customFields.ts';
import { type Dice, iso } from './dice.ts';
import { journey, OPPORTUNITY_TABLES } from './opportunities.ts';
import type { World } from './world.ts';

const DAY = 86_400_000;
const FIRST = 10;

const TODO = [
  ...['Call back', 'Send the offer', 'Prepare the workshop', 'Relancer le devis', 'Rechnung prüfen', '電話をかける'],
  ...['متابعة العرض', 'Check "terms & conditions" <b>again</b>', 'Двойная проверка', 'Ask;about==the*filter'],
  ...['Line\nbreak in a title', `Read ${'all of '.repeat(30)}it`],
] as const;

const TALK = [
  ...['Phone call', 'Visit', 'Complaint settled', 'Gespräch am Stand', 'Premier rendez-vous', '打ち合わせ', 'פגישה'],
  ...['Re: "your" offer', '<i>Follow-up</i>', 'Follow-up meeting', 'Follow-up by letter'],
] as const;

const TEXTS = [
  'Wants to hear from us after the summer.',
  'Prefers mornings.\nDoes not pick up before nine.',
  'Asked for a discount; "maybe" is the answer.',
  'Schickt die Unterlagen nächste Woche.',
  'سيتصل بنا الأسبوع القادم',
  `${'A long story. '.repeat(60)}The end.`,
] as const;

const KINDS = ['Appointment', 'Call', 'Email', 'Fax', 'Letter', 'Other'] as const;
const PRIORITIES = ['CRITICAL', 'ESSENTIAL', 'NONESSENTIAL'] as const;
const REMINDERS = [5, 15, 30, 60, 1440] as const;
const PLACES = ['Office', 'By phone', 'Café at the station', 'Raum 3 & 4', 'https://example.com/meet'] as const;

const TEMPLATES = [
  { title: 'After the first call', description: 'Write within a day what was agreed.', action_type: 'Call' },
  { title: 'Offer sent', description: 'Which offer, until when.', action_type: 'Email' },
  { title: 'Nicht erreicht', description: 'Zweiter Versuch in einer Woche.', action_type: 'Call' },
  { title: 'Thank-you letter', action_type: 'Letter' },
] as const;

/** Tasks, notes, appointments, opportunities and their stages. */
export const WORK_TABLES = {
  ...OPPORTUNITY_TABLES,
  tasks: (world: World): TableSeed => ({
    count: world.size.tasks,
    make: (id) => task(world, id),
    refers: { contact_id: (id) => subject(world, world.dice('tasks', id)).contact_id },
  }),
  notes: (world: World): TableSeed => ({
    count: world.size.notes,
    make: (id) => note(world, id),
    refers: { contact_id: (id) => notedContact(world, id, world.dice('notes', id)) },
  }),
  noteTemplates: (): TableSeed => ({
    count: TEMPLATES.length,
    make: (id) => ({
      fields: { ...TEMPLATES[id - 1], assignment_user_id: id, notify_users: id % 2 === 0 ? [] : [1, id] },
      created: '2024-11-01T08:00:00.000Z',
      updated: '2024-11-01T08:00:00.000Z',
    }),
  }),
  appointments: (world: World): TableSeed => ({
    count: world.size.appointments,
    refers: { contact_id: (id) => visitor(world, world.dice('appointments', id)) },
    make: (id) => appointment(world, id),
  }),
};

function staff(dice: Dice): number {
  return 1 + dice.below(4);
}

function someone({ size }: World, dice: Dice): number {
  return 1 + dice.below(size.contacts);
}

/** Which opportunity and contact a task is about: the first throws of its dice. */
function subject(world: World, dice: Dice) {
  const opportunity_id = dice.chance(0.15) ? 1 + dice.below(world.size.opportunities) : undefined;
  const about = opportunity_id === undefined ? undefined : journey(world, opportunity_id);
  const contact_id = about?.contact_id ?? (dice.chance(0.85) ? someone(world, dice) : undefined);
  return { opportunity_id, about, contact_id };
}

/** Whom a note is about. The first contacts have notes, so that whoever begins with them sees some. */
function notedContact(world: World, id: number, dice: Dice): number {
  return id <= FIRST ? id : someone(world, dice);
}

function visitor(world: World, dice: Dice): number | undefined {
  return dice.chance(0.9) ? someone(world, dice) : undefined;
}

function task(world: World, id: number): ReturnType<TableSeed['make']> {
  const dice = world.dice('tasks', id);
  const { opportunity_id, about, contact_id } = subject(world, dice);
  const created = dice.moment(about?.created ?? (contact_id && contactMoment(world, contact_id)));
  const updated = dice.moment(created);
  const completed = dice.chance(0.5);
  const author = staff(dice);
  return {
    fields: {
      title: dice.one(TODO),
      description: dice.chance(0.6) ? dice.one(TEXTS) : undefined,
      type: dice.one(KINDS),
      priority: dice.one(PRIORITIES),
      completed,
      completion_time: completed ? iso(updated) : undefined,
      due_time: dice.chance(0.7) ? iso(created + dice.below(60) * DAY) : undefined,
      remind_time_mins: dice.chance(0.3) ? dice.one(REMINDERS) : undefined,
      assigned_to_user_id: dice.chance(0.9) ? staff(dice) : undefined,
      created_by_user_id: author,
      last_updated_by_user_id: author,
      contact_id,
      opportunity_id,
      accepted: dice.chance(0.8),
      custom_fields: customValues(dice, 'TASK_NOTE_APPOINTMENT'),
    },
    created: iso(created),
    updated: iso(updated),
  };
}

function note(world: World, id: number): ReturnType<TableSeed['make']> {
  const dice = world.dice('notes', id);
  const contact_id = notedContact(world, id, dice);
  const created = dice.moment(contactMoment(world, contact_id));
  const author = staff(dice);
  return {
    fields: {
      title: dice.one(TALK),
      text: dice.chance(0.9) ? dice.one(TEXTS) : undefined,
      type: dice.chance(0.9) ? dice.one(KINDS) : undefined,
      contact_id,
      assigned_to_user_id: staff(dice),
      created_by_user_id: author,
      last_updated_by_user_id: author,
      pinned_at: dice.chance(0.05) ? iso(dice.moment(created)) : undefined,
      custom_fields: customValues(dice, 'TASK_NOTE_APPOINTMENT'),
    },
    created: iso(created),
    updated: iso(dice.moment(created)),
  };
}

function appointment(world: World, id: number): ReturnType<TableSeed['make']> {
  const dice = world.dice('appointments', id);
  const contact_id = visitor(world, dice);
  const created = dice.moment(contact_id && contactMoment(world, contact_id));
  const start = created + (1 + dice.below(30)) * DAY;
  return {
    fields: {
      title: dice.one(TALK),
      description: dice.chance(0.5) ? dice.one(TEXTS) : undefined,
      location: dice.chance(0.8) ? dice.one(PLACES) : undefined,
      start_date: iso(start),
      end_date: iso(start + (1 + dice.below(4)) * 1_800_000),
      remind_time: dice.chance(0.5) ? dice.one(REMINDERS) : undefined,
      contact_id,
      user: staff(dice),
    },
    created: iso(created),
    updated: iso(dice.moment(created)),
  };
}
