import { pathNames, pathValues } from '../../../src/keap/edit/recordKinds.ts';
import { AnswerReferences, type AskedOperation } from '../../../src/keap/meaning/answerReferences.ts';
import { answerList, answerSchema } from '../../../src/keap/meaning/schemaAt.ts';
import { catalogs, operation } from '../catalog/realCatalog.ts';

/** What is to know of an operation's answer before anybody looks into it. @param target as it was sent */
export function answerOf(key: string, target: string, status = 200) {
  const found = operation(key);
  const { version, method, path } = found;
  const { schemas } = catalogs[version];
  const values = pathValues(path, target) ?? [];
  const inPath = Object.fromEntries(pathNames(path).map((name, index) => [name, values[index] ?? '']));
  const asked: AskedOperation = { version, method, path, inPath };
  const schema = answerSchema(found, catalogs[version], status);
  const references = new AnswerReferences(asked, { schema: status < 300 ? schema : undefined, schemas });
  return { operation: found, asked, schema, schemas, references, list: answerList(found, schema, schemas) };
}
