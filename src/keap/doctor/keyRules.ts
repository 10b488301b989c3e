import type { Rule } from './rule.ts';

/** Answers that are about the key. */
export const KEY_RULES: readonly Rule[] = [
  {
    name: 'expired',
    source: 'the gateway’s fault, as clients of others met it: github.com/joshfullmer/InfusionsoftDataServicesScripts',
    diagnose: ({ code }) =>
      code === 'keymanagement.service.access_token_expired'
        ? { meaning: 'The key has expired.', advice: 'Replace it (Keap: Replace key).' }
        : undefined,
  },
  {
    name: 'no key of its kind',
    source: 'the gateway’s fault without a credential, measured; help.keap.com/help/sunsetting-legacy-api-keys',
    diagnose: ({ code }) =>
      code === 'oauth.v2.InvalidAccessToken'
        ? {
            meaning: 'Keap found no key of a kind that it takes here.',
            advice:
              'REST takes a Personal Access Token or a Service Account Key; a Legacy Key is good for XML-RPC alone. Replace the key (Keap: Replace key).',
          }
        : undefined,
  },
  {
    name: 'not approved',
    source: 'codes that clients handle: keymanagement.service.access_token_not_approved, invalid_client-…_not_approved',
    diagnose: ({ code }) =>
      code?.endsWith('_not_approved')
        ? {
            meaning: 'The key, or the application it belongs to, is not approved at Keap.',
            advice: 'Make a Personal Access Token or a Service Account Key instead, which needs no approval.',
          }
        : undefined,
  },
  {
    name: 'unknown key',
    source: 'the gateway’s fault for a wrong key, measured; changes of keys take minutes to spread',
    diagnose: ({ response }) =>
      response.status === 401
        ? {
            meaning: 'Keap does not accept the key of this connection.',
            advice: 'It may be mistyped, removed or new; changes take some minutes to spread.',
          }
        : undefined,
  },
  {
    name: 'forbidden to a user',
    source: 'developer.infusionsoft.com/pat-and-sak: a token acts as its user',
    diagnose: ({ response, asked }) =>
      response.status === 403 && asked?.connection.kind === 'personalAccessToken'
        ? {
            meaning: 'The user of this Personal Access Token may not do this, or the account lacks the feature.',
            advice: 'An admin can give the user the permission, or make a Service Account Key, which has them all.',
          }
        : undefined,
  },
  {
    name: 'forbidden to all',
    source: 'developer.infusionsoft.com/pat-and-sak: a Service Account Key has full access',
    diagnose: ({ response, asked }) =>
      response.status === 403 && asked?.connection.kind === 'serviceAccountKey'
        ? {
            meaning:
              'A Service Account Key may do all that its account can, so the account most likely lacks the feature.',
            advice: 'Look in Keap whether the edition of the account has it.',
          }
        : undefined,
  },
];
