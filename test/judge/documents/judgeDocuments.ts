import { Reply } from '../reply.ts';
import { startSandbox } from '../sandboxProcess.ts';
import { judgeAnswers } from './answers.ts';
import { DEFECTS, mendDocument } from './defects.ts';
import { describeFinding, type Finding } from './finding.ts';
import { Documents, parseDocument, readDocument } from './openApi.ts';
import type { Send } from './records.ts';
import { judgeRefusals } from './refusals.ts';
import { Requests } from './requests.ts';
import { Verdict } from './verdict.ts';

const LISTED = 30;
const VERSIONS = ['v1', 'v2'] as const;

/** Judges a sandbox by the original documents in a folder; prints what was seen and returns how much is wrong. */
export async function judgeDocuments(folder: string): Promise<number> {
  const raw = VERSIONS.map((version) => ({ version, document: readDocument(folder, version) }));
  const original = new Documents(raw.map(({ version, document }) => parseDocument(document, version)));
  const mendings = raw.map(({ version, document }) => ({ version, ...mendDocument(document, version) }));
  const mended = new Documents(mendings.map((one) => parseDocument(one.mended, one.version)));
  const verdict = new Verdict(original);

  const sandbox = await startSandbox('off');
  const send = sender(sandbox.origin, { 'X-Keap-API-Key': sandbox.key });
  const answers = await judgeAnswers(mended, original, new Requests(mended, send), verdict, send);
  await sandbox.stop();
  const other = await startSandbox('off');
  const sendOther = sender(other.origin, { 'X-Keap-API-Key': other.key });
  const bare = sender(other.origin, {});
  const refusals = await judgeRefusals(mended, original, new Requests(mended, sendOther), verdict, sendOther, bare);
  await other.stop();

  const all = [...answers.findings, ...refusals.findings];
  const excused = new Map(DEFECTS.map((defect) => [defect, all.filter((finding) => defect.excuses?.(finding))]));
  const wrong = all.filter((finding) => !DEFECTS.some((defect) => defect.excuses?.(finding)));
  const idle = DEFECTS.filter(
    (defect) =>
      mendings.some(({ absent }) => absent.includes(defect)) || (defect.excuses && excused.get(defect)?.length === 0),
  );

  const failing = new Set(wrong.map(({ operation }) => operation));
  console.log(`${answers.operations} operations checked with ${answers.requests} requests`);
  console.log(`${answers.operations - failing.size} valid, ${failing.size} not`);
  console.log(`${DEFECTS.length} known defects of the documents:`);
  for (const [{ version, where, wrong: why }, findings] of excused)
    console.log(`  ${version} ${where}: ${why}${findings.length > 0 ? ` (${findings.length} excused)` : ''}`);
  console.log('Refused or ignored as it should be, asked of so many operations:');
  for (const [question, count] of refusals.asked) console.log(`  ${question}: ${count}`);
  report('operations answer an unknown id with something else than 404', refusals.knowing);
  report('operations found no record for their path', answers.withoutRecord);
  report(`of ${answers.deleted} deleted records are still there`, answers.undead);
  for (const finding of distinct(wrong)) console.log(`FAIL ${finding}`);
  for (const { version, where } of idle) console.log(`FAIL the defect "${version} ${where}" is not one any more`);
  return distinct(wrong).length + idle.length;
}

function report(what: string, which: readonly string[]): void {
  console.log(`${which.length} ${what}${which.length > 0 ? ':' : ''}`);
  for (const one of which.slice(0, LISTED)) console.log(`  ${one}`);
  if (which.length > LISTED) console.log(`  … and ${which.length - LISTED} more`);
}

function distinct(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(describeFinding))];
}

function sender(origin: string, credential: Readonly<Record<string, string>>): Send {
  return async (method, path, body, headers = {}) => {
    const json = body !== undefined && !(body instanceof FormData);
    const sent = { ...credential, ...headers, ...(json ? { 'Content-Type': 'application/json' } : {}) };
    const payload = body instanceof FormData ? body : json ? JSON.stringify(body) : null;
    const response = await fetch(origin + path, { method, headers: sent, body: payload });
    return new Reply(response.status, response.headers, new Uint8Array(await response.arrayBuffer()));
  };
}
