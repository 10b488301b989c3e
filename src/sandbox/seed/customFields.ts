import type { RecordType } from '../store/customField.ts';
import type { TableSeed } from '../store/table.ts';
import { type Dice, iso } from './dice.ts';
import type { World } from './world.ts';

interface SeededField {
  readonly record_type: RecordType;
  readonly label: string;
  readonly field_type: string;
  readonly options?: readonly string[];
  /** The options within each option, for drill-downs. */
  readonly inner?: readonly (readonly string[])[];
  /** Where the name in filters is not the label in one word. */
  readonly field_name?: string;
}

/** Contacts have a custom field of every type Keap knows, the others some. */
const FIELDS: readonly SeededField[] = [
  { record_type: 'CONTACT', label: 'Favourite colour', field_type: 'TEXT' },
  { record_type: 'COMPANY', label: 'Industry', field_type: 'DROPDOWN', options: ['Retail', 'Health', 'Trades'] },
  { record_type: 'CONTACT', label: 'Budget', field_type: 'CURRENCY' },
  { record_type: 'COMPANY', label: 'Employees', field_type: 'WHOLE_NUMBER' },
  { record_type: 'CONTACT', label: 'Loyalty points', field_type: 'WHOLE_NUMBER' },
  { record_type: 'COMPANY', label: 'Portal', field_type: 'WEBSITE' },
  { record_type: 'CONTACT', label: 'Wants the newsletter', field_name: 'WantsNewsletter', field_type: 'YES_NO' },
  { record_type: 'ORDER', label: 'Delivery notes', field_type: 'TEXT_AREA' },
  { record_type: 'CONTACT', label: 'Contract ends', field_type: 'DATE' },
  { record_type: 'ORDER', label: 'Gift wrapped', field_type: 'YES_NO' },
  {
    record_type: 'CONTACT',
    label: 'Status',
    field_name: 'Status0',
    field_type: 'DROPDOWN',
    options: ['Prospect', 'Customer', 'Former customer'],
  },
  { record_type: 'ORDER', label: 'Margin', field_type: 'PERCENT' },
  {
    record_type: 'CONTACT',
    label: 'Interests',
    field_type: 'LIST_BOX',
    options: ['Workshops', 'Consulting', 'Books', 'Garden & "outdoor"'],
  },
  { record_type: 'SUBSCRIPTION', label: 'Renewal talk', field_type: 'DATE_TIME' },
  { record_type: 'CONTACT', label: 'Story', field_type: 'TEXT_AREA' },
  { record_type: 'SUBSCRIPTION', label: 'Seats', field_type: 'WHOLE_NUMBER' },
  { record_type: 'CONTACT', label: 'Last visit', field_type: 'DATE_TIME' },
  { record_type: 'OPPORTUNITY', label: 'Competitor', field_type: 'TEXT' },
  { record_type: 'CONTACT', label: 'Pickup day', field_type: 'DAY_OF_WEEK' },
  { record_type: 'OPPORTUNITY', label: 'Chance', field_type: 'PERCENT' },
  { record_type: 'CONTACT', label: 'Shoe size', field_type: 'DECIMAL_NUMBER' },
  { record_type: 'OPPORTUNITY', label: 'Decision', field_type: 'DATE' },
  {
    record_type: 'CONTACT',
    label: 'Region served',
    field_type: 'DRILLDOWN',
    options: ['North', 'South'],
    inner: [
      ['Coast', 'Lakes'],
      ['Hills', 'Río & delta'],
    ],
  },
  { record_type: 'TASK_NOTE_APPOINTMENT', label: 'Place', field_type: 'TEXT' },
  { record_type: 'CONTACT', label: 'Invoice address', field_name: 'InvoiceEmail', field_type: 'EMAIL' },
  { record_type: 'TASK_NOTE_APPOINTMENT', label: 'Minutes spent', field_type: 'WHOLE_NUMBER' },
  { record_type: 'CONTACT', label: 'Season starts', field_type: 'MONTH' },
  {
    record_type: 'TASK_NOTE_APPOINTMENT',
    label: 'Outcome',
    field_type: 'RADIO',
    options: ['Reached', 'No answer', 'Wrong number'],
  },
  { record_type: 'CONTACT', label: 'Emergency contact', field_type: 'NAME' },
  { record_type: 'REFERRAL_PARTNER', label: 'Audience', field_type: 'TEXT' },
  { record_type: 'CONTACT', label: 'Discount', field_type: 'PERCENT' },
  { record_type: 'REFERRAL_PARTNER', label: 'Contract signed', field_type: 'DATE' },
  { record_type: 'CONTACT', label: 'Second phone', field_type: 'PHONE_NUMBER' },
  { record_type: 'CONTACT', label: 'Size', field_type: 'RADIO', options: ['S', 'M', 'L'] },
  { record_type: 'CONTACT', label: 'Tax number', field_type: 'SOCIAL_SECURITY_NUMBER' },
  { record_type: 'CONTACT', label: 'Home state', field_type: 'STATE' },
  { record_type: 'CONTACT', label: 'Adviser', field_type: 'USER' },
  { record_type: 'CONTACT', label: 'Team', field_type: 'USER_LIST_BOX' },
  { record_type: 'CONTACT', label: 'Portfolio', field_type: 'WEBSITE' },
  { record_type: 'CONTACT', label: 'Customer since', field_type: 'YEAR' },
];

const GROUPED: readonly RecordType[] = [...new Set(FIELDS.map(({ record_type }) => record_type))];

/** The tab and the group that take in fields nobody has another place for. */
export const HOME = 'Custom Fields';

/** When the account was set up: its fields are as old as the account. */
const SET_UP = '2024-11-01T08:00:00.000Z';
const times = { created: SET_UP, updated: SET_UP };

/** Kinds of records with an empty group and an empty tab beside that of their fields; tasks and notes share theirs and have two. */
const EMPTY: readonly RecordType[] = [...GROUPED, 'TASK_NOTE_APPOINTMENT'];

/** Custom fields with the groups and tabs they stand in. */
export const CUSTOM_FIELD_TABLES = {
  customFields: (): TableSeed => ({
    count: FIELDS.length,
    make: (id) => {
      const { field_name, options, inner, ...field } = FIELDS[id - 1] ?? raise(id);
      return {
        fields: {
          ...field,
          field_name: field_name ?? fieldName(field.label),
          group_id: 1 + GROUPED.indexOf(field.record_type),
          options: options && numbered(options, inner),
        },
        ...times,
      };
    },
  }),
  customFieldGroups: (): TableSeed => ({
    count: GROUPED.length + EMPTY.length,
    make: (id) => {
      const record_type = [...GROUPED, ...EMPTY][id - 1];
      const isHome = id <= GROUPED.length;
      const place = { name: isHome ? HOME : 'Retired fields', order: isHome ? 1 : 2 };
      const tab_id = 1 + GROUPED.indexOf(record_type ?? 'CONTACT');
      return { fields: { ...place, tab_id, record_type }, ...times };
    },
  }),
  customFieldTabs: (): TableSeed => ({
    count: GROUPED.length + EMPTY.length,
    make: (id) => {
      const record_type = [...GROUPED, ...EMPTY][id - 1];
      const isHome = id <= GROUPED.length;
      return { fields: { name: isHome ? HOME : 'Archive', order: isHome ? 1 : 2, record_type }, ...times };
    },
  }),
} satisfies Readonly<Record<string, (world: World) => TableSeed>>;

/** Options with ids that are their own within the field, also those within others. */
function numbered(labels: readonly string[], inner: readonly (readonly string[])[] = []): unknown[] {
  let next = labels.length;
  return labels.map((label, index) => ({
    id: String(index + 1),
    label,
    options: inner[index]?.map((each) => ({ id: String(++next), label: each })),
  }));
}

/** The name a filter uses for a field: its label in one word. */
export function fieldName(label: string): string {
  const words = label.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}

/** What a seeded record of a kind holds in its custom fields; now and then a field is empty. */
export function customValues(dice: Dice, type: RecordType): { id: number; content: unknown }[] {
  return FIELDS.flatMap((field, index) => {
    if (field.record_type !== type) return [];
    const content = contentOf(dice, field);
    return dice.chance(0.85) ? [{ id: index + 1, content }] : [];
  });
}

function contentOf(dice: Dice, { field_type, options = [] }: SeededField): unknown {
  switch (field_type) {
    case 'CURRENCY':
      return dice.below(1_000_000) / 100;
    case 'DECIMAL_NUMBER':
      return 36 + dice.below(24) / 2;
    case 'WHOLE_NUMBER':
      return dice.below(1000);
    case 'PERCENT':
      return dice.below(101);
    case 'YES_NO':
      return dice.below(2);
    case 'DAY_OF_WEEK':
      return 1 + dice.below(7);
    case 'MONTH':
      return 1 + dice.below(12);
    case 'YEAR':
      return 2010 + dice.below(16);
    case 'DATE':
      return iso(Math.floor(dice.moment() / 86_400_000) * 86_400_000);
    case 'DATE_TIME':
      return iso(dice.moment());
    case 'LIST_BOX':
      return options.filter(() => dice.chance(0.4));
    case 'DROPDOWN':
    case 'RADIO':
    case 'DRILLDOWN':
      return dice.one(options);
    case 'USER':
      return 1 + dice.below(4);
    case 'USER_LIST_BOX':
      return [1 + dice.below(2), 3];
    case 'EMAIL':
      return `billing${dice.below(900)}@example.com`;
    case 'PHONE_NUMBER':
      return `(480) 555-01${String(dice.below(100)).padStart(2, '0')}`;
    case 'SOCIAL_SECURITY_NUMBER':
      return `000-00-${String(1000 + dice.below(9000))}`;
    case 'WEBSITE':
      return `https://example.org/${dice.below(900)}`;
    case 'STATE':
      return dice.one(['Arizona', 'Texas', 'Québec']);
    case 'NAME':
      return dice.one(['Noor Haddad', 'Zoë Lefèvre', '結衣 佐藤']);
    case 'TEXT_AREA':
      return dice.one(['Came by twice.\nLikes tea.', 'Ring twice; "beware of the dog"', 'Ça marche']);
    default:
      return dice.one(['Teal', 'Ochre', 'Crimson', '']);
  }
}

function raise(id: number): never {
  throw new Error(`No custom field ${id} is seeded.`);
}
