import { manyOf, oneOf } from '../account/kinds.ts';
import { referenceOf } from '../account/references.ts';
import { resolveSchema } from '../catalog/schema.ts';
import { asList, asObject, asString, parseJson } from '../json.ts';
import { isCustomField } from '../request/filter/filterFields.ts';
import { isFilterTime } from '../request/filter/filterTime.ts';
import { parseFilter } from '../request/filter/parseFilter.ts';
import { inputTexts } from '../request/parameterValue.ts';
import { validateDraft } from '../request/validation.ts';
import { plainText } from '../safety/plainText.ts';
import type { Asked, Failure, Rule } from './rule.ts';

/** Answers that are about what was asked. */
export const REQUEST_RULES: readonly Rule[] = [
  {
    name: 'optional properties',
    source: 'Keap’s words to v1, as met by handyman.dulare.com/keap-api-calls-for-custom-fields; v1 document: …/model',
    diagnose: ({ words, asked }) => {
      const [, names = ''] = /optional[- _]properties are unrecognized:?\s*(.*?)\.?$/i.exec(words) ?? [];
      return names === ''
        ? undefined
        : {
            meaning: `optional_properties names what ${asked?.operation.tag ?? 'this record'} does not have: ${names}.`,
            advice: 'The operation for the model of the record (GET …/model) lists the names it takes.',
          };
    },
  },
  {
    name: 'tags are applied elsewhere',
    source: 'Keap’s words to v1: github.com/infusionsoft/infusionsoft-php/issues/154',
    diagnose: ({ words }) =>
      /tags can.?t be added or removed through this object/i.test(words)
        ? {
            meaning: 'tag_ids can be read here but not written.',
            advice: 'Leave it out, and apply and remove tags by the operations for tags.',
          }
        : undefined,
  },
  {
    name: 'region without its country',
    source: 'v2 document on addresses: country_code is required with a region',
    diagnose: ({ words, asked }) => {
      const [, field = ''] = /country_code is required for the (\w*) region/i.exec(words) ?? [];
      return field === ''
        ? undefined
        : { meaning: `The ${field} address has a region and no country.`, advice: codes(asked) };
    },
  },
  {
    name: 'region',
    source: 'Keap’s words to v1: integration.keap.com/t/…billing-region-is-invalid-bug/93909',
    diagnose: ({ words, asked }) => {
      const [, field] = /(\w+) region is invalid/i.exec(words) ?? [];
      return field
        ? {
            meaning: `The region of the ${field} address is none of its country, or is written as words.`,
            advice: codes(asked),
          }
        : undefined;
    },
  },
  {
    name: 'country code',
    source: 'v2 document on addresses: country_code has the three letters of ISO 3166-1 alpha-3',
    diagnose: ({ response, words, asked }) => {
      const wrong = response.status === 400 && names(words, 'country_code') ? countryIn(asked) : undefined;
      return wrong === undefined
        ? undefined
        : {
            meaning: `country_code is “${plainText(wrong, 40)}”, which is no code of a country.`,
            advice: codes(asked),
          };
    },
  },
  {
    name: 'contact without an address',
    source: 'both documents on new contacts: at least one item in email_addresses or phone_numbers, in v2 or addresses',
    diagnose: ({ response, words }) =>
      response.status === 400 && /\bat least one item in\W*(email_addresses|phone_numbers)\b/i.test(words)
        ? {
            meaning: 'A new contact needs an email address or a phone number to be known by.',
            advice: 'Add one to email_addresses, with its field (EMAIL1), or to phone_numbers (PHONE1).',
          }
        : undefined,
  },
  {
    name: 'update_mask',
    source: 'v2 document: required on 17 operations, an array that repeats its name',
    diagnose: ({ response, words }) =>
      response.status === 400 && /\bupdate_mask is required\b/i.test(words)
        ? {
            meaning: 'update_mask is missing: it names the properties that shall change.',
            advice: 'Name each of them: update_mask=name&update_mask=label.',
          }
        : undefined,
  },
  {
    name: 'page_token',
    source: 'v2 document: a token goes on with the list that it came from',
    diagnose: ({ response, words, asked }) =>
      response.status === 400 && /\bpage_token\b/i.test(words) && sent(asked, 'query:page_token') !== ''
        ? {
            meaning: 'The page_token does not fit: it is too old, or filter or order differ from those it came with.',
            advice: 'Take page_token out and start from the first page.',
          }
        : undefined,
  },
  {
    name: 'missing',
    source: 'Keap’s words, where they name something of the request',
    diagnose: ({ response, words, asked }) => {
      const [, name = ''] =
        /\b([a-z]\w*(?:\[\d+\])?(?:\.\w+)*) (?:is required|must not be (?:null|empty|blank))\b/.exec(words) ?? [];
      const place = response.status === 400 ? placeOf(name.split(/[.[]/)[0] ?? '', asked) : undefined;
      return place ? { meaning: `${name} is missing ${place}.`, advice: 'Fill it in and send again.' } : undefined;
    },
  },
  {
    name: 'points to nothing',
    source:
      'Keap’s words, as in “contact_id is invalid” (nateleavitt’s rest_error_handling_test); v2 document: references',
    diagnose: ({ response, words, asked }) => {
      const [, name = ''] =
        /\b([a-z]\w*_id)\b(?: \S+)? (?:is invalid|does not exist|(?:was |is )?not found)\b/i.exec(words) ?? [];
      const inBody = [400, 404].includes(response.status) && placeOf(name, asked) === 'in the body';
      const reference = asked && inBody ? referenceOf(asked.operation, { in: 'body', path: [name] }) : undefined;
      return reference
        ? {
            meaning: `${name} points to no ${oneOf(reference.kind)} of this account.`,
            advice: `The operation that lists ${manyOf(reference.kind)} tells their ids.`,
          }
        : undefined;
    },
  },
  {
    name: 'custom field of a filter',
    source: 'v2 document: names that are none of a list’s own are looked up among the account’s custom fields',
    diagnose: ({ response, words, asked }) => {
      const facts = asked?.operation.query?.filter;
      if (response.status !== 400 || !facts) return undefined;
      const { clauses } = parseFilter(sent(asked, 'query:filter'), facts);
      const name = clauses.map(({ field }) => field).find((each) => isCustomField(each, facts) && names(words, each));
      return name
        ? {
            meaning: `${name} in the filter is no field of this list, so Keap takes it for a custom field of the account, and refuses it.`,
            advice: 'The model of the record lists its custom fields with their field_name and type.',
          }
        : undefined;
    },
  },
  {
    name: 'date without time',
    source: 'v2 document: a date alone is refused; v1 takes the form that its answers have',
    diagnose: ({ response, words, asked }) => {
      const parameter = asked?.operation.parameters.find(
        ({ in: place, name }) =>
          names(words, name) &&
          /^\d{4}-\d\d?-\d\d?/.test(sent(asked, `${place}:${name}`)) &&
          !isFilterTime(sent(asked, `${place}:${name}`)),
      );
      return response.status === 400 && parameter
        ? {
            meaning: `${parameter.name} is not a time Keap takes: it wants date and time with milliseconds and an offset.`,
            advice: 'Write it as in 2026-01-31T00:00:00.000Z.',
          }
        : undefined;
    },
  },
  {
    name: 'read-only property',
    source: 'the documents: a property of the answer that the body does not declare; infusionsoft-php/issues/154',
    diagnose: ({ response, words, asked }) => {
      const name = response.status === 400 ? readOnlyIn(asked).find((each) => names(words, each)) : undefined;
      return name
        ? { meaning: `${name} can be read but not written.`, advice: 'Take it out of the body and send again.' }
        : undefined;
    },
  },
  {
    name: 'against the document',
    source: 'the documents: types, choices, dates, filter and order fields; v2 lists refuse dates without milliseconds',
    diagnose: (failure) => {
      const advice = adviceFor(failure);
      return advice ? { meaning: `Most likely: ${advice}`, advice: 'Put it right and send again.' } : undefined;
    },
  },
  {
    name: 'not an id',
    source: 'the documents: ids are whole numbers, as numbers in v1 and as text in v2',
    diagnose: ({ response, words, asked }) => {
      if (response.status !== 404 && response.status !== 400) return undefined;
      const parameter = asked?.operation.parameters.find(
        ({ in: place, name }) =>
          place === 'path' &&
          /_?id$/i.test(name) &&
          /\D/.test(sent(asked, `path:${name}`)) &&
          (response.status === 404 || names(words, name)),
      );
      return asked && parameter
        ? {
            meaning: `${parameter.name} is “${plainText(sent(asked, `path:${parameter.name}`), 40)}”, which is no id.`,
            advice: 'Keap’s ids are whole numbers; a list of the records tells them.',
          }
        : undefined;
    },
  },
  {
    name: 'there already',
    source: 'the documents: 409; duplicate_option makes a request for a new contact change the one there',
    diagnose: ({ response, words, asked }) => {
      if (response.status !== 409 || !/\b(already|exists|duplicate)\b/i.test(words)) return undefined;
      const upserts = asked?.operation.parameters.some(({ name }) => name === 'duplicate_option');
      return {
        meaning: 'There is such a record already.',
        advice: upserts ? 'With duplicate_option the one there is changed.' : 'Look for it and change that one.',
      };
    },
  },
];

/** How addresses name regions, which differs by version. */
function codes(asked: Asked | undefined): string {
  const names = asked?.operation.version === 'v1' ? 'region with country_code' : 'region_code with country_code';
  return `Send ${names} (US-AZ with USA); the operations for countries and provinces list the codes.`;
}

/** The first country of the body's addresses that is not written as three letters. */
function countryIn(asked: Asked | undefined): string | undefined {
  const addresses = asList(bodyOf(asked)['addresses']) ?? [];
  const countries = addresses.map((address) => asString(asObject(address)?.['country_code']));
  return countries.find((code) => code !== undefined && !/^[A-Z]{3}$/.test(code));
}

/** What a draft sends for a parameter; empty where it sends nothing. */
function sent(asked: Asked | undefined, id: string): string {
  return inputTexts(asked?.draft.parameters[id]).join(',');
}

/** Whether a message speaks of something by its name. */
function names(words: string, name: string): boolean {
  return name.length > 1 && new RegExp(`(?<![\\w.])${name.replaceAll(/\W/g, '\\$&')}(?!\\w)`, 'i').test(words);
}

function bodyOf(asked: Asked | undefined): Readonly<Record<string, unknown>> {
  const parsed = parseJson(asked?.draft.body ?? '');
  return ('value' in parsed ? asObject(parsed.value) : undefined) ?? {};
}

/** Where a name belongs in the request; undefined where it is none of its names. */
function placeOf(name: string, asked: Asked | undefined): string | undefined {
  if (!asked) return undefined;
  const parameter = asked.operation.parameters.find((each) => each.name === name);
  if (parameter) return `in the ${parameter.in}`;
  const properties = resolveSchema(asked.operation.requestBody?.schema, asked.schemas).properties ?? {};
  return Object.hasOwn(properties, name) ? 'in the body' : undefined;
}

/** What was sent, is in the operation's own answer, and not among what its body declares. */
function readOnlyIn(asked: Asked | undefined): string[] {
  if (!asked) return [];
  const { operation, schemas } = asked;
  const declared = resolveSchema(operation.requestBody?.schema, schemas).properties ?? {};
  const answered = Object.values(operation.responses).flatMap(({ schema }) =>
    Object.keys(resolveSchema(schema, schemas).properties ?? {}),
  );
  return Object.keys(bodyOf(asked)).filter((name) => answered.includes(name) && !Object.hasOwn(declared, name));
}

/**
 * What the form had said of the request: about what Keap's words name where they name something of it, else whatever
 * there is. A message about something else gets no guess.
 */
function adviceFor({ response, words, asked }: Failure): string | undefined {
  if (response.status !== 400 || !asked) return undefined;
  const { operation, schemas, draft } = asked;
  const problems = validateDraft(operation, schemas, draft);
  const about = problems.find(({ target, message }) => {
    const name = target.replace(/^\w+:/, '');
    const place = /^[\w.[\]]+/.exec(message)?.[0] ?? '';
    return (name !== 'body' && names(words, name)) || names(words, place);
  });
  if (about) return about.message;
  const declared = resolveSchema(operation.requestBody?.schema, schemas).properties ?? {};
  const known = [...operation.parameters.map(({ name }) => name), ...Object.keys({ ...declared, ...bodyOf(asked) })];
  return known.some((name) => names(words, name)) ? undefined : problems[0]?.message;
}
