import { base64 } from '../../../keap/xmlrpc/scalars.ts';
import type { Arguments, XmlRpcContext, XmlRpcHandlers } from '../context.ts';
import { fault } from '../faultError.ts';
import { recordIn, textIn } from './arguments.ts';

/** The bytes of a call, checked, as they are kept. @throws FaultError InvalidParameter */
function dataIn(args: Arguments) {
  const read = base64(textIn(args, 'base64EncodedData'));
  if ('wrong' in read || read.type !== 'base64') fault('InvalidParameter', 'base64EncodedData is no base64');
  return { file_data: read.text, file_size: Buffer.byteLength(read.text, 'base64') };
}

function nameIn(args: Arguments): string {
  return textIn(args, 'fileName').trim() || fault('InvalidParameter', 'fileName is required');
}

const timeOf = ({ now }: XmlRpcContext) => new Date(now).toISOString();

/** Files, which belong to contacts or, for 0, to nobody. */
export const FILE_METHODS: XmlRpcHandlers = {
  'FileService.uploadFile': (args, context) => {
    const owner = args['contactId'] === 0 ? undefined : recordIn(args, 'contactId', 'contacts', context);
    const fields = {
      ...{ category: 'DOCUMENTS', file_box_type: 'CONTACT', file_association: owner ? 'CONTACT' : 'COMPANY' },
      ...{ file_name: nameIn(args), is_public: false, contact_id: owner?.id, created_by_id: 1, ...dataIn(args) },
    };
    return context.account.tables.files.insert(fields, timeOf(context)).id;
  },
  'FileService.renameFile': (args, context) => {
    const file = recordIn(args, 'fileId', 'files', context);
    context.account.tables.files.change(file, { file_name: nameIn(args) }, timeOf(context));
    return file.id;
  },
  'FileService.replaceFile': (args, context) => {
    const file = recordIn(args, 'fileId', 'files', context);
    context.account.tables.files.change(file, dataIn(args), timeOf(context));
    return file.id;
  },
  'FileService.getFile': (args, context) => recordIn(args, 'fileId', 'files', context).fields['file_data'] ?? '',
  'FileService.getDownloadUrl': (args, context) =>
    `${context.origin}/crm/rest/v2/files/${recordIn(args, 'fileId', 'files', context).id}:data`,
};
