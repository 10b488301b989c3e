import type { Rule } from './rule.ts';

const WHAT: Readonly<Record<number, string>> = {
  500: 'Keap failed while carrying out the request',
  502: 'Keap’s gateway got no proper answer',
  503: 'Keap is not available at the moment',
  504: 'Keap’s gateway waited too long',
};

/** Answers that are Keap's own fault. */
export const SERVER_RULES: readonly Rule[] = [
  {
    name: 'failed while reading',
    source: 'a GET changes nothing',
    diagnose: ({ response, asked }) => {
      const what = WHAT[response.status];
      return what && asked?.operation.effect === 'reads'
        ? { meaning: `${what}.`, advice: 'The request only reads, so it is safe to send it again.' }
        : undefined;
    },
  },
  {
    name: 'failed while changing',
    source: 'Keap knows no idempotency key, so a repeated POST makes a second record (api-evangelist/keap conventions)',
    diagnose: ({ response, asked }) => {
      const what = WHAT[response.status];
      return what && asked
        ? {
            meaning: `${what}; whether it took effect is not known.`,
            advice: 'Look before you send it again: Keap may do it twice.',
          }
        : undefined;
    },
  },
];
