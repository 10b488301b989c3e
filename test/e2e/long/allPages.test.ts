import { test } from 'node:test';
import { runJourneys } from '../account.ts';
import { useVsCode } from '../fixture.ts';
import { allPages } from '../journeys/allPages.ts';

const vscode = useVsCode();

test('all pages of a list', (t) => runJourneys(t, vscode, [allPages]));
