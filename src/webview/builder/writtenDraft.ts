import type { ParameterInput, RequestDraft } from '../../keap/request/draft.ts';
import { withoutSecretInput } from '../../keap/request/secretInputs.ts';
import { redactKeysIn } from '../../keap/safety/keyShapes.ts';

/** What looks like a Legacy Key may be one, and nothing here knows which: the host does, and has the draft whole. */
const DIGITS = /[0-9a-f]{32}/gi;

/** A draft as a webview writes it down: keys, passwords and card numbers are masked. */
export class WrittenDraft {
  /** What is large stays the same while other fields are typed into, and is looked at once. */
  private readonly known = new Map<string, { readonly input: ParameterInput; readonly written: ParameterInput }>();

  of(draft: RequestDraft): { readonly draft: RequestDraft; readonly isWhole: boolean } {
    const inputs = [...Object.entries(draft.parameters), [BODY, draft.body] as const];
    const written = inputs.map(([id, input]) => [id, this.written(id, input)] as const);
    const { [BODY]: body, ...parameters } = Object.fromEntries(written);
    const isWhole = inputs.every(([, input], index) => isSame(input, written[index]?.[1]));
    for (const id of this.known.keys()) if (id !== BODY && !(id in draft.parameters)) this.known.delete(id);
    return {
      draft: {
        ...{ operationKey: draft.operationKey, parameters },
        body: typeof body === 'string' ? body : '',
        files: redactKeysIn(draft.files),
      },
      isWhole,
    };
  }

  private written(id: string, input: ParameterInput): ParameterInput {
    const known = this.known.get(id);
    if (known && isSame(known.input, input)) return known.written;
    const masked = withoutSecretInput(id, redactKeysIn(input));
    const written =
      typeof masked === 'string'
        ? masked.replaceAll(DIGITS, '*****')
        : masked.map((text) => text.replaceAll(DIGITS, '*****'));
    this.known.set(id, { input, written });
    return written;
  }
}

/** No parameter is called so: their ids begin with their place. */
const BODY = 'body';

function isSame(one: ParameterInput, other: ParameterInput | undefined): boolean {
  if (typeof one === 'string' || typeof other === 'string' || other === undefined) return one === other;
  return one.length === other.length && one.every((text, index) => text === other[index]);
}
