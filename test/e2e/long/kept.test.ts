import { test } from 'node:test';
import { runJourneys } from '../account.ts';
import { useVsCode } from '../fixture.ts';
import { bodyKept } from '../journeys/bodyKept.ts';
import { draftsKept } from '../journeys/draftsKept.ts';
import { historyKept } from '../journeys/historyKept.ts';
import { tableKept } from '../journeys/tableKept.ts';

const vscode = useVsCode();

test('what was typed and sent outlives a reload', (t) =>
  runJourneys(t, vscode, [draftsKept, historyKept, bodyKept, tableKept]));
