import { Reply } from '../reply.ts';
import { startSandbox } from '../sandboxProcess.ts';
import { judgeAnswers } from './answers.ts';
import type { Court } from './court.ts';
import { DEFECTS, type Defect, mendDocument } from './defects.ts';
import { describeFinding, type Finding } from './finding.ts';
import { Documents, parseDocument, readDocument } from './openApi.ts';
import type { Send } from './records.ts';
import { judgeRefusals } from './refusals.ts';
import { Requests } from './requests.ts';
import { Verdict } from './verdict.ts';

const VERSIONS = ['v1', 'v2'] as const;

/** Judges the sandbox by the original documents in a folder; prints what was seen and returns how much is wrong. */
export async function judgeDocuments(folder: string): Promise<number> {
  const raw = VERSIONS.map((version) => ({ version, document: readDocument(folder, version) }));
  const original = new Documents(raw.map(({ version, document }) => parseDocument(document, version)));
  const mendings = raw.map(({ version, document }) => ({ version, ...mendDocument(document, version) }));
  const mended = new Documents(mendings.map((one) => parseDocument(one.mended, one.version)));

  const answers = await inCourt({ original, mended }, judgeAnswers);
  const refusals = await inCourt({ original, mended }, judgeRefusals);
  console.log(`${answers.operations} operations checked with ${answers.requests} requests`);
  console.log(`${answers.deleted} records deleted and asked for again`);
  console.log('Refused or ignored as it should be, asked of so many operations:');
  for (const [question, count] of refusals.asked) console.log(`  ${question}: ${count}`);

  const absent = mendings.flatMap((one) => one.absent);
  return sentence([...answers.findings, ...refusals.findings], absent, answers.operations);
}

/** Tells what is wrong from what the documents' defects excuse; returns how much is wrong. */
function sentence(findings: readonly Finding[], absent: readonly Defect[], operations: number): number {
  const faults: string[] = [];
  console.log(`${DEFECTS.length} known defects of the documents:`);
  for (const defect of DEFECTS) {
    const { version, where, wrong, excuses } = defect;
    const excused = excuses && findings.filter(excuses).length;
    console.log(`  ${version} ${where}: ${wrong}${excused ? ` (${excused} excused)` : ''}`);
    if (excused === 0 || absent.includes(defect)) faults.push(`the defect "${version} ${where}" is not one any more`);
  }
  const wrong = findings.filter((finding) => !DEFECTS.some(({ excuses }) => excuses?.(finding)));
  const failing = new Set(wrong.map(({ operation }) => operation)).size;
  console.log(`${operations - failing} operations valid, ${failing} not`);
  faults.push(...new Set(wrong.map(describeFinding)));
  for (const fault of faults) console.log(`FAIL ${fault}`);
  return faults.length;
}

/** Every part of the judgement has a sandbox of its own, fresh. */
async function inCourt<T>(documents: Pick<Court, 'original' | 'mended'>, judge: (court: Court) => Promise<T>) {
  const sandbox = await startSandbox('off');
  const send = sender(sandbox.origin, { 'X-Keap-API-Key': sandbox.key });
  const requests = new Requests(documents.mended, send);
  const verdict = new Verdict(documents.original);
  const judged = await judge({ ...documents, verdict, requests, send, sendBare: sender(sandbox.origin, {}) });
  await sandbox.stop();
  return judged;
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
