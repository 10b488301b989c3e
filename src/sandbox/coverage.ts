import { FIXED_HANDLERS, HANDLERS } from './resources/handlers.ts';

/** Keys of the operations that remember what happened, sorted; the rest is fixed or answers from its schema. */
export function statefulOperations(): string[] {
  return Object.keys(HANDLERS).sort();
}

/** Keys of the operations that tell what nobody can change by the API, such as the countries, sorted. */
export function fixedOperations(): string[] {
  return Object.keys(FIXED_HANDLERS).sort();
}
