import type { Effect, Operation } from './operation.ts';

/** Effects that ask before a request is sent. */
const GRAVE: Readonly<Partial<Record<Effect, { readonly consequence: string; readonly verb: string }>>> = {
  deletes: { consequence: 'This deletes or removes records; it may not be possible to undo.', verb: 'Delete' },
  'sends mail': { consequence: 'This sends real mail to real people.', verb: 'Send mail' },
  'moves money': { consequence: 'This can charge, bill or change what is owed.', verb: 'Send' },
  'starts automation': {
    consequence: 'This can start automations, which may send mail or change records.',
    verb: 'Send',
  },
  'changes schema': { consequence: 'This changes the account’s own fields and forms for everyone.', verb: 'Change' },
};

/** What sending an operation does that cannot be shrugged off, as a sentence; undefined where nothing asks first. */
export function consequenceOf(operation: Pick<Operation, 'effect'>): string | undefined {
  return GRAVE[operation.effect]?.consequence;
}

/** The button that goes ahead. */
export function confirmVerb(operation: Pick<Operation, 'effect'>): string {
  return GRAVE[operation.effect]?.verb ?? 'Send';
}
