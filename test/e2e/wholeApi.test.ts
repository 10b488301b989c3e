import { test } from 'node:test';
import { runJourneys } from './account.ts';
import { useVsCode } from './fixture.ts';
import { apiChanges } from './journeys/apiChanges.ts';
import { hooks } from './journeys/hooks.ts';
import { legacyKey } from './journeys/legacyKey.ts';
import { moving } from './journeys/moving.ts';
import { overview } from './journeys/overview.ts';
import { rowRun } from './journeys/rowRun.ts';
import { xmlRpc } from './journeys/xmlRpc.ts';
import { xmlRpcTables } from './journeys/xmlRpcTables.ts';

const vscode = useVsCode();

test('the whole Keap API', (t) =>
  runJourneys(t, vscode, [rowRun, xmlRpc, moving, xmlRpcTables, legacyKey, apiChanges, overview, hooks]));
