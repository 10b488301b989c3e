import { asString } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { notBlank, pickFields } from '../records.ts';
import { successOf } from '../reply.ts';
import { named, type Resource, replyRecords, usual, type Writing } from '../resource.ts';
import { fileWordV1 } from './fileWords.ts';
import { OWNER_ID } from './users.ts';

/** Files as v2 shows them. Their bytes are stored as Base64, for which JSON has a place. */
export const FILES: Resource = {
  name: 'File',
  table: 'files',
  readers: {
    user_id: ({ fields }) => Number(fields['created_by_id']),
    is_public: isPublic,
  },
  stored: (body, writing) => {
    const { file } = body;
    const isPublicNow = 'is_public' in body ? { is_public: String(body['is_public']) === 'true' } : {};
    return finished(
      {
        ...pickFields(body, ['file_name', 'contact_id', 'file_association']),
        ...isPublicNow,
        ...(typeof file === 'string' ? { file_data: file } : {}),
      },
      writing,
    );
  },
  shown: (file) => ({ is_public: isPublic(file), remote_file_key: remoteKey(file) }),
};

function isPublic({ fields }: StoredRecord): boolean {
  return fields['is_public'] === true;
}

/** What both versions make of a body: a size for its bytes, and for a new file the box it is put in. */
function finished(given: Fields, { before }: Writing): Fields {
  const fields = notBlank(given, 'file_name', before);
  const data = asString(fields['file_data']);
  if (fields['file_association'] === 'CONTACT' && !fields['contact_id']) {
    badRequest('contact_id is required where file_association is CONTACT');
  }
  return {
    ...fields,
    ...(data === undefined ? {} : { file_size: Buffer.byteLength(data, 'base64') }),
    ...(before ? {} : { ...boxFor(fields['file_association']), created_by_id: OWNER_ID }),
  };
}

function boxFor(association: unknown): Fields {
  return { category: 'DOCUMENTS', file_box_type: association === 'CONTACT' ? 'CONTACT' : 'APPLICATION' };
}

/** What the place that keeps the bytes calls a file. */
function remoteKey({ id, created }: StoredRecord): string {
  return `${created.slice(0, 10)}/${id}`;
}

/** Files as v1 shows them; their bytes come only when asked for. */
const FILES_V1: Resource = {
  ...FILES,
  optional: ['file_data'],
  queryV1: {
    equals: {
      contact_id: ({ fields }) => Number(fields['contact_id']),
      type: ({ fields }) => fileWordV1(fields['file_box_type']),
      // Both words for "all" are true of every file.
      permission: ({ fields }) => ['BOTH', fields['file_association'] === 'COMPANY' ? 'COMPANY' : 'USER'],
      viewable: (file) => ['BOTH', isPublic(file) ? 'PUBLIC' : 'PRIVATE'],
    },
  },
  stored: (body, writing) => {
    const data = asString(body['file_data']);
    if (data !== undefined && !isBase64(data)) badRequest('file_data must be Base64');
    return finished(
      pickFields(body, ['file_name', 'contact_id', 'file_association', 'is_public', 'file_data']),
      writing,
    );
  },
  shown: (file, { request }) => {
    const { id, fields, created, updated } = file;
    const descriptor = {
      ...pickFields(fields, ['contact_id', 'file_name', 'file_size']),
      id,
      category: fileWordV1(fields['category']),
      created_by: fields['created_by_id'],
      date_created: created,
      download_url: `${request.origin}/crm/rest/v2/files/${id}:data`,
      file_box_type: fileWordV1(fields['file_box_type']),
      last_updated: updated,
      public: isPublic(file),
      remote_file_key: remoteKey(file),
    };
    return { ...descriptor, file_descriptor: descriptor };
  },
};

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

/** Whether a name is one that is asked for, in which `*` at either end stands for anything. */
function isNamed(pattern: string): (file: StoredRecord) => boolean {
  const [, before, text = '', after] = /^(\*?)(.*?)(\*?)$/s.exec(pattern.toLowerCase()) ?? [];
  return ({ fields }) => {
    const name = String(fields['file_name']).toLowerCase();
    if (before && after) return name.includes(text);
    if (before) return name.endsWith(text);
    return after ? name.startsWith(text) : name === text;
  };
}

/** Files in both versions. */
export const FILE_HANDLERS: Handlers = {
  ...usual(FILES, {
    list: 'v2:listFiles',
    create: 'v2:createFile',
    get: 'v2:getFile',
    update: 'v2:updateFile',
    delete: 'v2:deleteFile',
  }),
  'v2:getFileData_1': (request, account) => {
    const { fields } = named(FILES, request, account);
    return { status: successOf(request).status, bytes: Buffer.from(String(fields['file_data']), 'base64') };
  },
  ...usual(FILES_V1, {
    create: 'v1:createFileUsingPOST',
    get: 'v1:getFileUsingGET',
    update: 'v1:updateFileUsingPUT',
    delete: 'v1:deleteFileUsingDELETE',
  }),
  'v1:listFilesUsingGET': (request, account) => {
    const { files } = account.tables;
    const name = request.query.get('name');
    return replyRecords(FILES_V1, name ? [...files].filter(isNamed(name)) : files, { request, account });
  },
};
