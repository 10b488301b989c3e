import { parseJson } from '../../keap/json.ts';
import type { Answer } from '../answer.ts';
import { RefusalError } from '../errors.ts';

/** What the admin path works on. */
export interface Administered {
  /** What the sandbox is and does, as JSON. */
  status(): unknown;
  reset(): void;
  snapshot(): unknown;
  /** @throws RefusalError 400 for what is no snapshot */
  restore(snapshot: unknown): void;
  /** What hooks are still to be told. */
  pendingHooks(): unknown;
  /** Tells them at once. */
  deliverHooks(): Promise<unknown>;
}

/** Outside `/crm`, so that it stands in the way of nothing that Keap has or may have. */
const ADMIN_PATH = '/sandbox';

type Action = (sandbox: Administered, body: Buffer) => Answer | Promise<Answer>;

const ACTIONS: Readonly<Record<string, Readonly<Record<string, Action>>>> = {
  [ADMIN_PATH]: { GET: (sandbox) => ({ status: 200, json: sandbox.status() }) },
  [`${ADMIN_PATH}/reset`]: {
    POST: (sandbox) => {
      sandbox.reset();
      return { status: 204 };
    },
  },
  [`${ADMIN_PATH}/snapshot`]: {
    GET: (sandbox) => ({ status: 200, json: sandbox.snapshot() }),
    PUT: restore,
  },
  [`${ADMIN_PATH}/hooks`]: { GET: (sandbox) => ({ status: 200, json: sandbox.pendingHooks() }) },
  [`${ADMIN_PATH}/hooks/deliver`]: {
    POST: async (sandbox) => ({ status: 200, json: await sandbox.deliverHooks() }),
  },
};

export function isAdminPath(path: string): boolean {
  return path === ADMIN_PATH || path.startsWith(`${ADMIN_PATH}/`);
}

/** Answers a request about the sandbox itself. */
export async function adminAnswer(sandbox: Administered, method: string, path: string, body: Buffer): Promise<Answer> {
  const actions = Object.hasOwn(ACTIONS, path) ? ACTIONS[path] : undefined;
  if (!actions) return problem(404, `The sandbox has ${Object.keys(ACTIONS).join(', ')}, not ${path}.`);
  const action = Object.hasOwn(actions, method) ? actions[method] : undefined;
  if (action) return action(sandbox, body);
  const allow = Object.keys(actions).join(', ');
  return { ...problem(405, `${path} takes ${allow}, not ${method}.`), headers: { allow } };
}

function restore(sandbox: Administered, body: Buffer): Answer {
  const parsed = parseJson(body.toString());
  if ('error' in parsed) return problem(400, `The body is not valid JSON: ${parsed.error}`);
  try {
    sandbox.restore(parsed.value);
  } catch (error) {
    if (error instanceof RefusalError) return problem(error.status, error.message);
    throw error;
  }
  return { status: 204 };
}

function problem(status: number, message: string): Answer {
  return { status, json: { message } };
}
