import { HANDLERS } from './resources/handlers.ts';

/** Keys of the operations that remember what happened, sorted; the rest answer from their schema. */
export function statefulOperations(): string[] {
  return Object.keys(HANDLERS).sort();
}
