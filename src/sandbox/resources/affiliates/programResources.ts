import { asList } from '../../../keap/json.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { atLeast, idsIn, notBlank, pickFields, recordOf, referredId } from '../records.ts';
import { type Resource, replyRecords, usual } from '../resource.ts';

const SIZES = ['order', 'page_width', 'page_height'] as const;

const PROGRAMS = 'commission_program_ids';

const NAMES = ['title', 'notes', 'url', 'content_html', ...SIZES] as const;

/** What affiliates are given to advertise with: banners, emails and pages. */
const PROGRAM_RESOURCES: Resource = {
  name: 'Commission program resource',
  table: 'commissionProgramResources',
  stored: (body, { account, before }) => {
    const fields = atLeast(0, notBlank(pickFields(body, NAMES), 'title', before), SIZES);
    const programs = PROGRAMS in body ? { [PROGRAMS]: programsIn(body, account, PROGRAMS) } : {};
    // What kind it is stays.
    const defaults = before ? {} : { ...pickFields(body, ['type']), order: 0, page_width: 0, page_height: 0 };
    return { ...defaults, ...fields, ...programs };
  },
  shown: ({ fields }) => ({
    commission_programs: asList(fields[PROGRAMS])?.map((commission_program_id) => ({ commission_program_id })),
  }),
};

/** The commission programs that a list in a body names. @throws RefusalError 400 for one nobody has and for none */
export function programsIn(body: Fields, { tables }: Account, name: string): number[] {
  const ids = idsIn(asList(body[name]), name);
  for (const id of ids) referredId(tables.commissionPrograms, id, name);
  return [...new Set(ids)];
}

function byOrder(a: StoredRecord, b: StoredRecord): number {
  return Number(a.fields['order']) - Number(b.fields['order']) || a.id - b.id;
}

/** What goes with commission programs. */
export const PROGRAM_RESOURCE_HANDLERS: Handlers = {
  ...usual(PROGRAM_RESOURCES, {
    create: 'v2:addCommissionProgramResource',
    update: 'v2:updateCommissionProgramResource',
    delete: 'v2:deleteCommissionProgramResource',
  }),
  // Lower orders come first [O v2 spec].
  'v2:listCommissionProgramResources': (request, account) => {
    const { commissionPrograms, commissionProgramResources } = account.tables;
    const { id } = recordOf(commissionPrograms, 'Commission program', request, 'commission_program_id');
    const all = [...commissionProgramResources].filter(({ fields }) => asList(fields[PROGRAMS])?.includes(id));
    return replyRecords(PROGRAM_RESOURCES, all.sort(byOrder), { request, account });
  },
};
