import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../keap/limits/clock.ts';
import type { Answer } from '../answer.ts';
import { gatewayFault, RefusalError } from '../errors.ts';
import { legacyCaller } from '../xmlrpc/legacyCaller.ts';
import { isLegacyXmlRpcPath, isXmlRpcPath, retiredAnswer } from '../xmlrpc/xmlRpcEndpoint.ts';
import { type Administered, adminAnswer, isAdminPath } from './admin.ts';
import { authenticate } from './auth.ts';
import type { Fault, RequestLine } from './faults/fault.ts';
import { type FaultOptions, FaultPlan } from './faults/faultPlan.ts';
import { frontPage } from './frontPage.ts';
import { BLANK_LIMIT_HEADERS, limitHeaders } from './limitHeaders.ts';
import type { LimitSettings } from './limits/limitSettings.ts';
import { Limits } from './limits/limits.ts';
import { throttled } from './limits/throttled.ts';
import { TOKEN_PATH, tokenAnswer } from './oauth.ts';
import { readBody } from './readBody.ts';
import type { Upstream } from './upstream.ts';
import { writeAnswer } from './writeAnswer.ts';

export interface GatewayOptions {
  readonly keap: Upstream;
  readonly clock: Clock;
  /** Undefined where no limits are kept. */
  readonly limits: LimitSettings | undefined;
  readonly faults: FaultOptions;
  /** Whether XML-RPC is away when Keap says it is, and after its end. */
  readonly xmlRpcRetirement?: boolean;
}

/** An answer, and the key it is for where one was let in. */
interface Verdict {
  readonly answer: Answer;
  readonly key?: string;
}

/** What stands before Keap: it asks for the key before anything else, counts requests, and knows no operations. */
export class Gateway implements Administered {
  private readonly options: GatewayOptions;
  private limits: Limits | undefined;
  private plan: FaultPlan;
  private answered = new Map<number, number>();

  /** @throws Error for a fault nobody knows */
  constructor(options: GatewayOptions) {
    this.options = options;
    this.limits = this.newLimits();
    this.plan = new FaultPlan(options.faults);
  }

  /** Answers a request, or lets go wrong what shall go wrong. */
  async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    try {
      const own = await this.ownAnswer(request).catch(failure);
      if (own) await writeAnswer(request, response, own, {});
      else await this.pass(request, response, gone.signal);
    } catch {
      response.destroy();
    }
  }

  status(): unknown {
    const { keap, faults, limits } = this.options;
    const answered = Object.fromEntries(this.answered);
    return { account: keap.options, answered, limits: limits ?? false, faults };
  }

  reset(): void {
    this.options.keap.reset();
    this.limits = this.newLimits();
    this.plan = new FaultPlan(this.options.faults);
    this.answered = new Map();
  }

  snapshot(): unknown {
    return this.options.keap.snapshot();
  }

  restore(snapshot: unknown): void {
    this.options.keap.restore(snapshot);
  }

  pendingHooks(): unknown {
    return { waiting: this.options.keap.pendingHooks() };
  }

  async deliverHooks(): Promise<unknown> {
    return { tried: await this.options.keap.deliverHooks() };
  }

  /** The answer to what concerns the sandbox itself and not Keap: nothing is counted, and nothing goes wrong. */
  private async ownAnswer(request: IncomingMessage): Promise<Answer | undefined> {
    const { method = 'GET', headers } = request;
    const { path } = requestLine(request);
    if (!isOurHost(headers.host)) {
      // A web page whose name was made to point here must not read the sandbox.
      request.resume();
      return { status: 421, text: 'This server answers only to 127.0.0.1 and localhost.' };
    }
    if (path === '/' && (method === 'GET' || method === 'HEAD')) return frontPage(originOf(request));
    if (!isAdminPath(path)) return undefined;
    const body = await readBody(request);
    // The key's header also keeps web pages out: without leave, which is never given, they cannot send it.
    const caller = authenticate(headers);
    return 'refusal' in caller ? caller.refusal : adminAnswer(this, method, path, body);
  }

  private async pass(request: IncomingMessage, response: ServerResponse, gone: AbortSignal): Promise<void> {
    const { faults, latency } = this.plan.next(request.headers);
    const drop = faults.find((fault) => fault.drop)?.drop;
    if (drop) {
      drop(request);
      return;
    }
    const verdict: Verdict = await this.decide(request, faults).catch((error) => ({ answer: failure(error) }));
    const answer = faults.reduce((changed, fault) => fault.change?.(changed) ?? changed, verdict.answer);
    // An app's own host stands before no gateway that would tell of limits.
    const isLegacy = isLegacyXmlRpcPath(requestLine(request).path);
    const headers = isLegacy ? {} : this.headers(answer, verdict.key);
    const pause = (milliseconds: number) => this.options.clock.delay(milliseconds, gone);
    if (latency > 0) await pause(latency);
    this.answered.set(answer.status, (this.answered.get(answer.status) ?? 0) + 1);
    const deliver = faults.find((fault) => fault.deliver)?.deliver;
    if (deliver) await deliver({ request, response, answer, headers, gone, pause });
    else await writeAnswer(request, response, answer, headers);
  }

  /** @throws RefusalError for a body that cannot be read */
  private async decide(request: IncomingMessage, faults: readonly Fault[]): Promise<Verdict> {
    const line = requestLine(request);
    // The body is taken in before anything is refused: a client still sending would not see the answer.
    const body = await readBody(request);
    if (line.path === TOKEN_PATH && line.method === 'POST') return { answer: tokenAnswer(request.headers, body) };
    const isLegacy = isLegacyXmlRpcPath(line.path);
    const caller = isLegacy ? legacyCaller(body, request.headers['content-type']) : authenticate(request.headers);
    if ('refusal' in caller) return { answer: caller.refusal };
    const { key } = caller;
    const retired = isLegacy || isXmlRpcPath(line.path) ? this.retired(line.path) : undefined;
    if (retired) return { answer: retired, key };
    for (const fault of faults) {
      const answer = fault.answer?.(line);
      if (answer) return { answer, key };
    }
    const refused = this.limits?.spend(key);
    if (refused && this.limits) return { answer: throttled(refused, this.limits.settings), key };
    const { keap, clock } = this.options;
    if (faults.some((fault) => fault.shift?.(line))) keap.shift(clock.now());
    const { headers, url: target = '/' } = request;
    const call = { method: line.method, target, headers, body, origin: originOf(request), now: clock.now() };
    return { answer: keap.answer(call), key };
  }

  private retired(path: string): Answer | undefined {
    const { clock, xmlRpcRetirement } = this.options;
    return xmlRpcRetirement ? retiredAnswer(clock.now(), path) : undefined;
  }

  private headers({ status }: Answer, key: string | undefined): Readonly<Record<string, string>> {
    const blank = status === 401 || (status === 429 && this.limits?.settings.blankHeaders);
    return key === undefined || blank ? BLANK_LIMIT_HEADERS : limitHeaders(this.limits, key);
  }

  private newLimits(): Limits | undefined {
    const { limits, clock } = this.options;
    return limits && new Limits(() => clock.now(), limits);
  }
}

function requestLine({ method = 'GET', url = '/' }: IncomingMessage): RequestLine {
  const [path = '/', ...query] = url.split('?');
  return { method, path, query: new URLSearchParams(query.join('?')) };
}

function originOf({ headers }: IncomingMessage): string {
  return `http://${headers.host}`;
}

function isOurHost(host: string | undefined): boolean {
  return host !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host);
}

/** What the gateway answers where no answer came about. */
function failure(error: unknown): Answer {
  if (!(error instanceof RefusalError)) {
    return gatewayFault(500, `The sandbox failed: ${String(error)}`, 'sandbox.Failure');
  }
  const code = error.status === 413 ? 'protocol.http.TooBigBody' : 'protocol.http.BadRequest';
  return gatewayFault(error.status, error.message, code);
}
