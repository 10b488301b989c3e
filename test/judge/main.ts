import { judgeDocuments } from './documents/judgeDocuments.ts';

const folder = process.argv[2];
process.exitCode = folder && (await judgeDocuments(folder)) > 0 ? 1 : 0;
