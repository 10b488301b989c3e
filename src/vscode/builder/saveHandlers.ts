import type { Operation } from '../../keap/catalog/operation.ts';
import type { Schemas } from '../../keap/catalog/schema.ts';
import { asBoolean, asObject } from '../../keap/json.ts';
import type { RequestDraft } from '../../keap/request/draft.ts';
import type { BuilderCalls } from '../../protocol/builder.ts';
import type { RequestSaver } from '../requests/requestSaver.ts';
import type { Handlers } from '../webviews/webviewRpc.ts';

/** What a builder asks of the extension host to save its request. */
export function saveHandlers(
  whole: () => { readonly operation: Operation; readonly schemas: Schemas },
  saver: RequestSaver,
  ownDraft: (argument: unknown) => RequestDraft | undefined,
): Pick<Handlers<BuilderCalls>, 'saveRequest'> {
  return {
    saveRequest: {
      parse: (argument) => {
        const draft = ownDraft(asObject(argument)?.['draft']);
        const anew = asBoolean(asObject(argument)?.['anew']);
        return draft && anew !== undefined ? { draft, anew } : undefined;
      },
      work: async ({ draft, anew }) => (await saver.save({ ...whole(), draft }, anew)) ?? null,
    },
  };
}
