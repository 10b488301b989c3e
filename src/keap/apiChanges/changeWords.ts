import { API_LABELS } from '../catalog/catalogData.ts';
import { type ApiChanges, changedOperations } from './change.ts';

/** How much has changed, in a phrase: `3 operations are new, 12 changed, 1 is gone; 4 of them may break something`. */
export function countWords(changes: ApiChanges): string {
  const { added, changed, breaking, removed } = changedOperations(changes);
  const counts = [
    ...(added.length > 0 ? [`${added.length} ${added.length === 1 ? 'is' : 'are'} new`] : []),
    ...(changed.length > 0 ? [`${changed.length} changed`] : []),
    ...(removed.length > 0 ? [`${removed.length} ${removed.length === 1 ? 'is' : 'are'} gone`] : []),
  ];
  const broken = breaking.length + removed.length;
  const first = added.length || changed.length || removed.length;
  const [head, ...rest] = counts;
  const counted = [head?.replace(/^\d+/, `$& ${first === 1 ? 'operation' : 'operations'}`), ...rest].join(', ');
  return broken > 0 ? `${counted}; ${broken} of these may break requests or code` : counted;
}

/** Whether nothing is different. */
export function isUnchanged({ operations, schemas }: ApiChanges): boolean {
  return operations.length === 0 && schemas.length === 0;
}

/** What people call the version of some changes. */
export function versionWords({ version }: Pick<ApiChanges, 'version'>): string {
  return API_LABELS[version];
}
