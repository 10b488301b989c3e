import type { OperationSummary } from '../catalog/operation.ts';
import { shapeOf } from './recordKinds.ts';

/** Why nothing puts back what an operation did, as a sentence; each for the shapes of paths that it fits. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/\/model\/customFields\/\{\}$/, 'The API does not read a custom field by itself, so none is kept.'],
  [
    /\/(default|product|subscription)CommissionPrograms\//,
    'The API shows these commissions within their program and does not take them back from there.',
  ],
  [/\/commissionPrograms\/resources\//, 'The API does not read a resource of a commission program by itself.'],
  [/\/criteria\/\{\}$/, 'A criterion is read as a part of its discount; make it anew.'],
  [/^\/automations|^\/easy-automations/, 'Automations are built in Keap itself; the API does not make them.'],
  [/^\/automationCategory/, 'The API does not read an automation category by itself.'],
  [
    /.\/tags\/\{\}$|^\/contacts\/\{\}\/tags$|^\/tags\/\{\}\/contacts/,
    'It takes a tag away and no record: apply it again.',
  ],
  [/^\/contacts\/links\/types\//, 'The API does not read a link type by itself.'],
  [/^\/integrations\/wordpress\//, 'The API does not read an option by itself: add it again.'],
  [/\/paymentMethods\//, 'Keap does not show the number of a card again.'],
  [/\/images?$/, 'A picture is not kept: upload it again.'],
  [/\/interests\/\{\}$/, 'A product interest is read as a part of its bundle: add it again.'],
  [/\/listItems\/\{\}$/, 'A value is read as a part of its option: add it again.'],
  [/\/sequences\/\{\}\/contacts/, 'It takes contacts out of a sequence and no record: add them again.'],
  [/^\/contacts$/, 'It finds the contact by email address, so which one it changes is not known before.'],
  [/^\/emailAddresses\//, 'Whether someone may be mailed wants a reason each time: change it again with one.'],
  [/^\/files\/\{\}$/, 'What is in a file is not kept: save it before.'],
];

/** Why a change or deletion cannot be put back, for those of which no record is kept; undefined for all others. */
export function whyNoReturn({ method, path }: Pick<OperationSummary, 'method' | 'path'>): string | undefined {
  if (method !== 'PATCH' && method !== 'PUT' && method !== 'DELETE') return undefined;
  const shape = shapeOf(path);
  return REASONS.find(([pattern]) => pattern.test(shape))?.[1];
}
