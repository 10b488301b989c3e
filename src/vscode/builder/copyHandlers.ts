import type { Operation } from '../../keap/catalog/operation.ts';
import type { Schemas } from '../../keap/catalog/schema.ts';
import type { Connection } from '../../keap/connection.ts';
import { codeOrigin, destinationOf } from '../../keap/request/destination.ts';
import type { RequestDraft } from '../../keap/request/draft.ts';
import { buildRequest, requestTarget } from '../../keap/request/httpRequest.ts';
import type { BuilderCalls } from '../../protocol/builder.ts';
import type { ComposedRequest, RequestCode } from '../operations/requestCode.ts';
import type { Handlers } from '../webviews/webviewRpc.ts';

/** How a builder gives its request away: as an address and as code. */
export function copyHandlers(
  whole: () => { readonly operation: Operation; readonly schemas: Schemas },
  code: RequestCode,
  connectionNow: () => Promise<Connection>,
  ownDraft: (argument: unknown) => RequestDraft | undefined,
): Pick<Handlers<BuilderCalls>, 'copyUrl' | 'copyCurl' | 'copyCode' | 'openHttpFile'> {
  const composed = async (draft: RequestDraft): Promise<ComposedRequest> => {
    const { operation, schemas } = whole();
    const request = buildRequest(operation, schemas, draft);
    return { operation, schemas, draft, request, origin: codeOrigin(await connectionNow()) };
  };
  return {
    copyUrl: {
      parse: ownDraft,
      work: async (draft) => {
        const { operation, schemas } = whole();
        const path = requestTarget(operation, schemas, draft);
        const { origin, target } = destinationOf(operation.version, path, await connectionNow());
        await code.copyUrl(origin + target);
        return null;
      },
    },
    copyCurl: {
      parse: ownDraft,
      work: async (draft) => {
        await code.copyAs('curl', await composed(draft));
        return null;
      },
    },
    copyCode: { parse: ownDraft, work: async (draft) => code.copy(await composed(draft)) },
    openHttpFile: {
      parse: ownDraft,
      work: async (draft) => {
        await code.openHttpFile(await composed(draft));
        return null;
      },
    },
  };
}
