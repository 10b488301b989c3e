import { retirementWords } from '../catalog/xmlrpc/xmlRpcRetirement.ts';
import { faultOf } from '../http/fault.ts';
import { headerValue } from '../http/httpResponse.ts';
import type { Diagnosis, Failure, Rule } from './rule.ts';

const SOURCE = 'the fault codes of XML-RPC: nateleavitt/infusionsoft, exception_handler.rb and its cassettes';

/** Faults of XML-RPC, which come with status 200, and how it ends. */
export const FAULT_RULES: readonly Rule[] = [
  {
    name: 'XML-RPC is away or gone',
    source: 'learn.thryv.com article 41277574163469: brownouts in 2026, no extension',
    diagnose: ({ response, asked }) => {
      if (asked?.operation.version !== 'xmlrpc' || (response.status !== 404 && response.status !== 503))
        return undefined;
      const now = Date.parse(headerValue(response, 'date') ?? '');
      const words = Number.isNaN(now) ? '' : ` ${retirementWords(now)}`;
      return response.status === 404
        ? { meaning: `XML-RPC is not there.${words}`, advice: 'Use the operation of REST v2 that does the same.' }
        : {
            meaning: `XML-RPC does not answer, perhaps on purpose: Keap announced times without it before it ends.${words}`,
            advice: 'Try again in some hours, and move to REST v2.',
          };
    },
  },
  on(1, 'the app is not set up', {
    meaning: 'The app is not set up for this call.',
    advice: 'Look into its settings for what the method is about, or ask an admin of the app.',
  }),
  on(2, 'key', {
    meaning: 'Keap does not accept the key of this connection for XML-RPC.',
    advice:
      'It may be mistyped or removed. Keap retires Legacy Keys: a Personal Access Token or a Service Account Key goes on working (Keap: Replace key).',
  }),
  {
    name: 'fault: no such method',
    source: SOURCE,
    diagnose: (failure) =>
      codeOf(failure) === 3 && /no such (method|handler|service)/i.test(failure.words)
        ? {
            meaning: 'Keap has no such method.',
            advice: failure.asked?.operation.undocumented
              ? 'Only an old SDK knew this one; Keap may have removed it.'
              : 'Look for another in the API view.',
          }
        : undefined,
  },
  {
    name: 'fault: failed',
    source: SOURCE,
    diagnose: (failure) => {
      const code = codeOf(failure);
      if (code !== 3 && code !== 4 && code !== 6) return undefined;
      const reads = failure.asked?.operation.effect === 'reads';
      return {
        meaning: 'Keap failed while carrying out the call.',
        advice: reads
          ? 'It only reads, so it is safe to send it again; if it fails again, look for a value that Keap does not expect.'
          : 'Whether it took effect is not known: look before you send it again, since Keap may do it twice.',
      };
    },
  },
  on(5, 'no record', {
    meaning: 'There is no record with this id.',
    advice: 'Check the ids among the arguments; they are those of this app alone.',
  }),
  on(7, 'table not allowed', {
    meaning: 'XML-RPC may not do this with the table.',
    advice: 'Some tables can be read and not changed; the REST API may have an operation for it.',
  }),
  on(8, 'field not allowed', {
    meaning: 'XML-RPC may not use one of the fields like this.',
    advice: 'Leave it out: some fields can be read and not written, or the other way round.',
  }),
  on(9, 'no table', {
    meaning: 'Keap has no table of this name.',
    advice:
      'Names of tables are written exactly so: Contact, ContactGroup for tags, Job for orders, Lead for opportunities.',
  }),
  on(10, 'no field', {
    meaning: 'The table has no field of one of these names.',
    advice:
      'Names of fields are written exactly so, FirstName and not first_name; those of custom fields begin with _.',
  }),
  on(11, 'no fields', {
    meaning: 'The call names no fields.',
    advice: 'Say which fields to answer or to write.',
  }),
  on(12, 'argument', {
    meaning: 'One of the arguments is not what Keap expects.',
    advice: 'Check their types, their order and how many there are.',
  }),
  on(13, 'login', {
    meaning: 'User name and password do not fit.',
    advice: 'Check both; the password goes as its MD5 sum.',
  }),
  on(14, 'no access', {
    meaning: 'The key’s user may not do this, or the app lacks the feature.',
    advice: 'An admin can give the user the permission, or make a Service Account Key, which has them all.',
  }),
  on(15, 'password expired', {
    meaning: 'The password has expired.',
    advice: 'Its user has to sign in to Keap and choose another.',
  }),
];

function on(code: number, name: string, diagnosis: Diagnosis): Rule {
  return {
    name: `fault: ${name}`,
    source: SOURCE,
    diagnose: (failure) => (codeOf(failure) === code ? diagnosis : undefined),
  };
}

function codeOf({ response }: Failure): number | undefined {
  return faultOf(response)?.code;
}
