import * as vscode from 'vscode';
import type { Exchange } from '../../keap/exchange.ts';
import { asObject } from '../../keap/json.ts';
import { isOverview } from '../../keap/overview/overviewAnswer.ts';
import type { Commands } from '../commands.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import { activeUri } from '../responses/responseStatus.ts';
import type { Comparing } from './comparing.ts';
import { readComparisonSettings } from './comparisonSettings.ts';
import type { Choices, Comparisons } from './comparisons.ts';
import { pickCounterpart } from './counterpartPick.ts';

export interface CompareServices {
  readonly comparing: Comparing;
  readonly comparisons: Comparisons;
  readonly documents: ResponseDocuments;
  /** Compares an overview, of which no single request is the counterpart. */
  readonly compareOverview: (overview: Exchange) => Promise<void>;
}

/** The commands of comparisons: begin one, and choose what it leaves out. */
export function compareCommands(services: CompareServices): Commands {
  const { comparing, comparisons, documents, compareOverview } = services;
  return {
    'keap.compareResponse': async (argument) => {
      const uri = argument instanceof vscode.Uri ? argument : activeUri();
      const answer = await documents.answerBehind(uri);
      if (answer && isOverview(answer.exchange)) await compareOverview(answer.exchange);
      else if (answer) await pickCounterpart(answer, comparing);
      else void vscode.window.showInformationMessage('Open a response first, then compare it.');
    },
    'keap.hideVolatileFields': () => comparisons.choose({ hideVolatile: true }),
    'keap.showVolatileFields': () => comparisons.choose({ hideVolatile: false }),
    'keap.comparisonOptions': async () => {
      const choices = comparisons.activeChoices;
      if (choices) await chooseOptions(choices, (chosen) => comparisons.choose(chosen));
      else void vscode.window.showInformationMessage('Open a comparison of two responses first.');
    },
  };
}

interface OptionItem extends vscode.QuickPickItem {
  readonly option: keyof Choices;
}

async function chooseOptions(choices: Choices, choose: (choices: Choices) => void): Promise<void> {
  const fields = readComparisonSettings().volatileFields.join(', ');
  const items: OptionItem[] = [
    { option: 'hideVolatile', label: 'Hide volatile fields', detail: `Setting keap.compare.volatileFields: ${fields}` },
    {
      option: 'hideIds',
      label: 'Hide ids',
      detail: 'id, contact_id, tag_ids and the like: two accounts number records differently',
    },
    {
      option: 'sortLists',
      label: 'Align records of lists',
      detail: 'By id, or by name between two accounts, so that a moved record is no change',
    },
  ];
  const chosen = await vscode.window.showQuickPick(
    items.map((item) => ({ ...item, picked: choices[item.option] })),
    { title: 'Comparison options', canPickMany: true },
  );
  if (!chosen) return;
  const picked = new Set(chosen.map((item) => asObject(item)?.['option']));
  choose({
    hideVolatile: picked.has('hideVolatile'),
    hideIds: picked.has('hideIds'),
    sortLists: picked.has('sortLists'),
  });
}
