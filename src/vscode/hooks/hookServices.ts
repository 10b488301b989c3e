import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import type { SandboxHost } from '../sandbox/sandboxHost.ts';
import type { HookCallServices, HookCalls } from './hookCalls.ts';
import type { HookDocuments } from './hookDocuments.ts';
import type { HookList } from './hookList.ts';
import type { Receiver } from './receiver.ts';

/** What the room of hooks is made of. */
export interface HookServices extends HookCallServices {
  readonly connections: ConnectionStore;
  readonly sandbox: Pick<SandboxHost, 'deliverHooks'>;
  readonly responses: Pick<ResponseDocuments, 'open'>;
  readonly calls: HookCalls;
  readonly list: HookList;
  readonly receiver: Receiver;
  readonly documents: HookDocuments;
  /** Starts the receiver; false where that did not work, which was then said. */
  readonly startReceiver: () => Promise<boolean>;
}
