import { DELIVERY_RULES, firstTrySpan, isDelivered, type Span, TRIES } from '../../keap/hooks/deliveryRules.ts';
import type { Clock } from '../../keap/limits/clock.ts';
import { Dice, iso } from '../seed/dice.ts';
import type { Account } from '../store/account.ts';
import type { StoredRecord } from '../store/table.ts';
import { type HookObject, hookBody, hookObject } from './hookBody.ts';
import type { HookNews } from './hookNews.ts';
import { isOnThisMachine } from './localPost.ts';

/** Posts a body as JSON. @returns the status. @throws Error where none came */
export type HookPost = (url: string, body: string, signal: AbortSignal) => Promise<number>;

/** What became of a try. */
export interface HookTry {
  readonly hook: number;
  readonly event_key: string;
  readonly objects: number;
  /** Which of the four it was. */
  readonly attempt: number;
  /** What the server answered; undefined where nothing came in time. */
  readonly status: number | undefined;
  readonly outcome: 'delivered' | 'again' | 'inactive';
  /** When it is tried again. */
  readonly due: string | undefined;
}

/** Objects on their way to a hook's server. */
interface Delivery {
  readonly account: Account;
  readonly hook: number;
  readonly event: string;
  /** By id, so that an object is named once however often it changed before the first try. */
  readonly objects: Map<number, HookObject>;
  /** Tries that failed. */
  failed: number;
  /** Milliseconds since 1970. */
  due: number;
}

/**
 * Tells the servers of verified hooks what happened, at the times Keap's rules name (`DELIVERY_RULES`), by the
 * sandbox's clock. Servers that are not on this machine hear nothing, and their hooks stay as they are.
 */
export class HookDeliveries {
  private readonly clock: Clock;
  private readonly post: HookPost;
  private readonly dice = new Dice(1);
  private waiting: Delivery[] = [];
  /** Ends with the account whose hooks these are. */
  private life = new AbortController();
  private alarm = new AbortController();

  constructor({ clock, post }: { readonly clock: Clock; readonly post: HookPost }) {
    this.clock = clock;
    this.post = post;
  }

  /** Takes what happened for the hooks that want to know. */
  note(news: readonly HookNews[], account: Account, at: { readonly now: number; readonly origin: string }): void {
    if (news.length === 0) return;
    const hooks = [...account.tables.hooks].filter((hook) => hears(hook));
    for (const hook of hooks) {
      for (const each of news) if (each.event === hook.fields['event_key']) this.add(hook, each, account, at);
    }
    this.wind();
  }

  /** What waits to be told, the earliest first. */
  pending(): readonly unknown[] {
    return this.waiting
      .toSorted((a, b) => a.due - b.due)
      .map(({ hook, event, objects, failed, due }) => {
        return { hook, event_key: event, objects: objects.size, failed, due: iso(due) };
      });
  }

  /** Tries whatever waits once, as if its time had come. */
  async deliverNow(): Promise<readonly HookTry[]> {
    return this.deliver(this.waiting);
  }

  /** Drops all that waits or is under way: the account is another one, or ends. */
  forget(): void {
    this.life.abort();
    this.life = new AbortController();
    this.alarm.abort();
    this.waiting = [];
  }

  private add(
    hook: StoredRecord,
    news: HookNews,
    account: Account,
    at: { readonly now: number; readonly origin: string },
  ) {
    let delivery = this.waiting.find(
      ({ hook: id, event, failed }) => id === hook.id && event === news.event && failed === 0,
    );
    if (!delivery) {
      const due = at.now + this.within(firstTrySpan(news.event));
      delivery = { account, hook: hook.id, event: news.event, objects: new Map(), failed: 0, due };
      this.waiting.push(delivery);
    }
    const told = { origin: at.origin, timestamp: iso(at.now) };
    delivery.objects.set(news.id, hookObject(news, told, delivery.objects.get(news.id)));
  }

  private async deliver(chosen: readonly Delivery[]): Promise<readonly HookTry[]> {
    this.waiting = this.waiting.filter((each) => !chosen.includes(each));
    const tries = await Promise.all(chosen.flatMap(parts).map((each) => this.attempt(each, this.life.signal)));
    this.wind();
    return tries.flatMap((each) => each ?? []);
  }

  private async attempt(delivery: Delivery, life: AbortSignal): Promise<HookTry | undefined> {
    const { account, event, objects } = delivery;
    const hook = account.tables.hooks.get(delivery.hook);
    if (!hook || !hears(hook) || hook.fields['event_key'] !== event) return undefined;
    const status = await this.answerOf(String(hook.fields['hook_url']), hookBody(event, [...objects.values()]), life);
    if (life.aborted) return undefined;
    const attempt = delivery.failed + 1;
    const told = { hook: hook.id, event_key: event, objects: objects.size, attempt, status };
    if (status !== undefined && isDelivered(status)) return { ...told, outcome: 'delivered', due: undefined };
    delivery.failed = attempt;
    const pause = DELIVERY_RULES.again[attempt - 1];
    if (status === DELIVERY_RULES.gone || attempt >= TRIES || !pause) {
      this.giveUp(delivery);
      return { ...told, outcome: 'inactive', due: undefined };
    }
    delivery.due = this.clock.now() + this.within(pause);
    this.waiting.push(delivery);
    return { ...told, outcome: 'again', due: iso(delivery.due) };
  }

  private async answerOf(url: string, body: string, life: AbortSignal): Promise<number | undefined> {
    const ended = new AbortController();
    const signal = AbortSignal.any([life, ended.signal]);
    const tooLate = this.clock.delay(DELIVERY_RULES.timeout, signal).then(() => undefined);
    const answered = this.post(url, body, signal).catch(() => undefined);
    try {
      return await Promise.race([answered, tooLate.catch(() => undefined)]);
    } finally {
      ended.abort();
    }
  }

  /** A hook that is not active hears nothing until it is verified again, nor of what waits. */
  private giveUp({ account, hook: id }: Delivery): void {
    const { hooks } = account.tables;
    const hook = hooks.get(id);
    if (hook) hooks.change(hook, { status: 'Inactive' }, iso(this.clock.now()));
    this.waiting = this.waiting.filter((each) => each.hook !== id);
  }

  /** Waits for the earliest of what there is to do. */
  private wind(): void {
    this.alarm.abort();
    if (this.waiting.length === 0) return;
    this.alarm = new AbortController();
    const earliest = Math.min(...this.waiting.map(({ due }) => due));
    const wait = this.clock.delay(Math.max(0, earliest - this.clock.now()), this.alarm.signal);
    wait.then(
      () => this.deliver(this.waiting.filter(({ due }) => due <= this.clock.now())),
      () => undefined,
    );
  }

  private within({ least, most }: Span): number {
    return least + this.dice.below(most - least + 1);
  }
}

/** Whether a hook is told of what happens. */
function hears({ fields }: StoredRecord): boolean {
  return fields['status'] === 'Verified' && isOnThisMachine(String(fields['hook_url']));
}

/** A delivery as those that each hold no more than the rules allow. */
function parts(delivery: Delivery): Delivery[] {
  const objects = [...delivery.objects];
  const count = Math.ceil(objects.length / DELIVERY_RULES.mostObjects);
  if (count <= 1) return [delivery];
  return Array.from({ length: count }, (_, index) => {
    const from = index * DELIVERY_RULES.mostObjects;
    return { ...delivery, objects: new Map(objects.slice(from, from + DELIVERY_RULES.mostObjects)) };
  });
}
