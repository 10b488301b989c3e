import { test } from 'node:test';
import { runJourneys } from './account.ts';
import { useVsCode } from './fixture.ts';
import { allPages } from './journeys/allPages.ts';
import { rowRun } from './journeys/rowRun.ts';

const vscode = useVsCode();

test('runs of many requests', (t) => runJourneys(t, vscode, [allPages, rowRun]));
