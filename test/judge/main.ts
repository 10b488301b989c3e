/**
 * npm run judge [-- FOLDER]: an independent judge of the sandbox. It shares no code with it, starts it as a program
 * and asks it over HTTP. FOLDER holds Keap's original OpenAPI documents, keap-v1*.json and keap-v2-2*.json: every
 * operation's answers are held against them. Then cURL, undici and Python's urllib use the account as integrators do.
 */
import { judgeClients } from './clients/judgeClients.ts';
import { judgeDocuments } from './documents/judgeDocuments.ts';
import { FolderError } from './documents/openApi.ts';

async function main(): Promise<number> {
  const [folder, ...more] = process.argv.slice(2);
  if (folder?.startsWith('-') || more.length > 0) {
    console.error('The judge takes one folder, the one with Keap’s OpenAPI documents, or nothing.');
    return 1;
  }
  console.log('== documents');
  if (folder === undefined)
    console.log('Not judged: the documents were not given. Name their folder to have them used.');
  const wrong = folder === undefined ? 0 : await judgeDocuments(folder);
  console.log('== clients');
  const failed = await judgeClients();
  console.log(wrong + failed === 0 ? 'The judge found nothing wrong.' : `The judge found ${wrong + failed} faults.`);
  return wrong + failed === 0 ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof FolderError ? error.message : error);
  return 1;
});
