import type { XmlRpcHandlers } from '../context.ts';
import { numberIn, recordIn } from './arguments.ts';

/** Web forms, and the script that follows visitors. */
export const WEB_METHODS: XmlRpcHandlers = {
  'WebFormService.getMap': (_args, { account }) =>
    Object.fromEntries([...account.tables.webforms].map(({ id, fields }) => [String(id), fields['name']])),
  'WebFormService.getHTML': (args, context) => {
    const { id } = recordIn(args, 'webFormId', 'webforms', context);
    return context.rest('GET', `/v2/webforms/${id}:data`).html ?? '';
  },
  'WebTrackingService.getWebTrackingScriptTag': (_args, { origin }) =>
    `<script src="${origin}/app/webTracking/getTrackingCode"></script>`,
  'WebTrackingService.getWebTrackingScriptUrl': (args, { origin }) =>
    `${origin}/app/webTracking/getTrackingCode?form=${numberIn(args, 'webFormId')}`,
};
