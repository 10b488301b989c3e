import type { Described } from '../fieldFrame.ts';

/** What a control shows and reports to. */
export interface ControlContext {
  readonly id: string;
  /** What is filled in: the name of a parameter or property. */
  readonly name: string;
  readonly required: boolean;
  readonly placeholder: string;
  readonly text: string;
  readonly items: readonly string[];
  readonly described: Described;
  /** Takes what is typed. */
  type(input: string | readonly string[]): void;
  /** Takes a value that was chosen or left. */
  commit(input?: string | readonly string[]): void;
}

/** What the control of an event holds. */
export function controlValue(event: Event): string {
  const { target } = event;
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target.value : '';
}
