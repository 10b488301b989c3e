import { test } from 'node:test';
import { runJourneys } from '../account.ts';
import { useVsCode } from '../fixture.ts';
import { movingFrom } from '../journeys/movingFrom.ts';

const vscode = useVsCode();

test('ways off the older APIs', (t) => runJourneys(t, vscode, [movingFrom]));
