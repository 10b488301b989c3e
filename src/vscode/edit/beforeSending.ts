import type { Operation } from '../../keap/catalog/operation.ts';
import type { SendOptions } from '../../keap/client.ts';
import { whyNoReturn } from '../../keap/edit/cannotReturn.ts';
import { keepEntries, lossesOf, lossWords } from '../../keap/edit/losses.ts';
import { type RecordName, recordOf, returnsBy } from '../../keap/edit/recordKinds.ts';
import { recordView } from '../../keap/edit/recordView.ts';
import { recordIn, type Snapshot } from '../../keap/edit/snapshot.ts';
import type { SnapshotStore } from '../../keap/edit/snapshotStore.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { bodyText } from '../../keap/http/httpResponse.ts';
import { isSendError } from '../../keap/http/sendError.ts';
import { statusWords } from '../../keap/http/statusWords.ts';
import type { JsonObject } from '../../keap/json.ts';
import type { Findings } from '../../keap/safety/safety.ts';
import { errorSentence } from '../errors.ts';
import type { Prepared, Sender, Sending } from '../sending/sender.ts';
import type { LastSeen } from './lastSeen.ts';
import type { Records } from './records.ts';
import { readSnapshotSettings } from './snapshotSettings.ts';

export interface BeforeSendingServices {
  readonly records: Records;
  readonly snapshots: SnapshotStore;
  readonly lastSeen: LastSeen;
  readonly sender: () => Sender;
}

/** What was found out about the record that a request changes. */
interface Found {
  readonly record?: JsonObject;
  readonly snapshot?: Snapshot;
  /** Why there is no snapshot though there should be one, as a sentence. */
  readonly failure?: string;
}

/**
 * Before a record is changed or deleted it is read and kept as it is, and whoever sends is told what would vanish of
 * it, or that it could not be kept.
 */
export class BeforeSending {
  private readonly services: BeforeSendingServices;

  constructor(services: BeforeSendingServices) {
    this.services = services;
  }

  /** Undefined where there is nothing to look at. */
  async prepare(
    sending: Sending,
    signal: AbortSignal,
    onProgress?: SendOptions['onProgress'],
  ): Promise<Prepared | undefined> {
    const { operation, draft } = sending;
    if (operation.method === 'GET' || operation.method === 'POST') return undefined;
    const { records } = this.services;
    const known = recordOf(await records.kinds(), operation, draft);
    const name = known && returnsBy(operation, known.kind) ? known : undefined;
    const undoing = undoingWords(operation, name);
    let found: Found = {};
    return {
      ...(undoing === undefined ? {} : { undoing }),
      look: async () => {
        if (name) found = await this.find(sending, name, signal, onProgress);
        return findingsOf(sending, found);
      },
      ended: (how) => void this.ended(found.snapshot, how),
    };
  }

  private async find(
    { operation, connection, source }: Sending,
    name: RecordName,
    signal: AbortSignal,
    onProgress: SendOptions['onProgress'],
  ): Promise<Found> {
    const { records, snapshots, lastSeen, sender } = this.services;
    if (!readSnapshotSettings().enabled) {
      const record = lastSeen.of(name, connection);
      return record ? { record } : {};
    }
    const { thing } = name.kind;
    let exchange: Exchange | undefined;
    try {
      exchange = await records.read(name, connection, sender(), source ?? 'Snapshot', signal, onProgress);
    } catch (error) {
      if (signal.aborted || !isSendError(error) || error.code === 'cancelled') throw error;
      return { failure: `The ${thing} could not be read before, so it cannot be put back. ${errorSentence(error)}` };
    }
    // A person may have set reading to ask, and said no.
    if (!exchange) return { failure: `The ${thing} was not read before, so it cannot be put back.` };
    const { response } = exchange;
    if (response.status === 404) return { failure: `Keap has no such ${thing} (404), so there is none to keep.` };
    const text = await bodyText(response);
    const record = response.status < 300 ? recordIn(text) : undefined;
    if (!record) {
      const words = statusWords(response);
      return { failure: `The ${thing} could not be read before (${words}), so it cannot be put back.` };
    }
    const { key, title } = operation;
    const snapshot = {
      ...{ connectionId: connection.id, operation: { key, title } },
      ...(connection.app ? { app: connection.app } : {}),
      ...{ shape: name.kind.shape, ids: name.ids, text },
    };
    // The sandbox forgets everything when VS Code closes; so does what is kept of it.
    return { record, snapshot: await snapshots.add(snapshot, connection.kind !== 'sandbox') };
  }

  private async ended(snapshot: Snapshot | undefined, how: Parameters<Prepared['ended']>[0]): Promise<void> {
    const { snapshots } = this.services;
    if (!snapshot || how === 'unanswered') return;
    if (how !== 'unsent' && how.response.status < 300) snapshots.taken(snapshot, how.id);
    else await snapshots.drop(snapshot);
  }
}

/** What to ask about: what would vanish of the record, and why it could not be kept. */
function findingsOf({ operation, schemas, draft, agreed = [] }: Sending, { record, failure }: Found): Findings {
  const view = record && recordView(record, operation, schemas).view;
  const losses = view ? lossesOf(operation, schemas, draft, view) : [];
  const warnings = [...losses.map(lossWords), ...(failure ? [failure] : [])];
  return {
    warnings: warnings.filter((warning) => !agreed.includes(warning)),
    instead: losses.length > 0 ? { label: 'Keep them', draft: keepEntries(draft, losses) } : undefined,
  };
}

/** How what an operation does can be undone. */
function undoingWords(operation: Operation, name: RecordName | undefined): string | undefined {
  const why = whyNoReturn(operation);
  if (why !== undefined) return `It cannot be put back by this extension. ${why}`;
  if (!name || !readSnapshotSettings().enabled) return undefined;
  return operation.method === 'DELETE'
    ? `A copy is kept first, of which “Put a record back” can make a new ${name.kind.thing}, with another id.`
    : 'A copy is kept first, with which “Put a record back” undoes the change.';
}
