import type { HttpFile } from './readHttpFile.ts';

/** What may stand between `{{` and `}}` in a file: its variables, and the answers to its named requests. */
export interface VariableName {
  readonly text: string;
  readonly detail: string;
}

export function variableNames({ requests, variables }: HttpFile): readonly VariableName[] {
  const values = new Map(variables.map(({ name, value }) => [name, value]));
  const names = new Set(requests.flatMap(({ name }) => (name !== undefined && /^[^\s.]+$/.test(name) ? [name] : [])));
  return [
    ...[...values].map(([text, value]) => ({ text, detail: value })),
    ...[...names].flatMap((name) => [
      { text: `${name}.response.body.$.`, detail: `from the last answer to ${name}` },
      { text: `${name}.response.headers.`, detail: `a header of the last answer to ${name}` },
    ]),
  ];
}
