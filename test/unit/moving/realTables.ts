import { join } from 'node:path';
import { readXmlRpcFiles } from '../../../src/keap/xmlRpcFiles.ts';

/** The tables of XML-RPC as we ship them. */
export const { tables } = await readXmlRpcFiles(join(import.meta.dirname, '../../../src/keap/catalog/data'));
