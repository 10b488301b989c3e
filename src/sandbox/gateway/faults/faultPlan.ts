import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from '../../answer.ts';
import { hash } from '../../example/random.ts';
import { ANSWER_FAULTS } from './answerFaults.ts';
import { DELIVERY_FAULTS, TIMED_FAULTS } from './deliveryFaults.ts';
import type { Fault } from './fault.ts';

/** What goes wrong without being asked for by the request. */
export interface FaultOptions {
  /** Each a name of a fault, or several joined by commas for all of them together; a request gets one of these. */
  readonly faults?: readonly string[];
  /** The share of requests that get one, from 0 to 1. Default 1. */
  readonly rate?: number;
  /** Decides which requests get one, and which: the same seed gives the same again. Default 1. */
  readonly seed?: number;
  /** Milliseconds by which every answer comes later. */
  readonly latency?: number;
  /** Up to how many milliseconds more, differently for every answer. */
  readonly jitter?: number;
}

/** What goes wrong with one request. */
export interface Mishap {
  readonly faults: readonly Fault[];
  /** Milliseconds by which the answer comes later. */
  readonly latency: number;
}

/** Request headers that ask for a mishap, each before what the options say. */
const HEADERS = ['x-sandbox-fault', 'x-sandbox-latency', 'x-sandbox-jitter'] as const;

/** In `x-sandbox-fault`: nothing goes wrong, whatever the options say. */
const NO_FAULT = 'none';

/** The most milliseconds to wait for anything. */
export const MOST_MILLISECONDS = 600_000;

const FAULTS: Readonly<Record<string, Fault>> = { ...ANSWER_FAULTS, ...DELIVERY_FAULTS };

/** Every name a fault can be asked for by; MS stands for milliseconds. */
export const FAULT_NAMES: readonly string[] = [
  ...Object.keys(FAULTS),
  ...Object.keys(TIMED_FAULTS).map((name) => `${name}:MS`),
].sort();

/** Decides what goes wrong with each request: by its headers, or else by the options and the number of the request. */
export class FaultPlan {
  private readonly options: FaultOptions;
  private readonly choices: readonly (readonly Fault[])[];
  private count = 0;

  /** @throws Error for a fault nobody knows */
  constructor(options: FaultOptions) {
    this.options = options;
    this.choices = (options.faults ?? []).map((names) => {
      const faults = readFaults(names);
      if (faults === undefined) throw new Error(unknownFault(names));
      return faults;
    });
  }

  /** What goes wrong with the next request; for headers that mean nothing, an answer that says so. */
  next(headers: IncomingHttpHeaders): Mishap {
    const turn = this.count++;
    const problem = headerProblem(headers);
    if (problem !== undefined) return { faults: [{ answer: () => problem }], latency: 0 };
    const [asked, latency, jitter] = HEADERS.map((name) => single(headers[name]));
    const faults = (asked === undefined ? undefined : readFaults(asked)) ?? this.chosen(turn);
    const spread = this.dice(turn, 'jitter') * Number(jitter ?? this.options.jitter ?? 0);
    const slow = faults.reduce((sum, fault) => sum + (fault.latency ?? 0), 0);
    return { faults, latency: Number(latency ?? this.options.latency ?? 0) + spread + slow };
  }

  private chosen(turn: number): readonly Fault[] {
    if (this.dice(turn, 'rate') >= (this.options.rate ?? 1)) return [];
    return this.choices[Math.floor(this.dice(turn, 'fault') * this.choices.length)] ?? [];
  }

  /** From 0 up to, and without, 1. */
  private dice(turn: number, what: string): number {
    return hash(`${this.options.seed ?? 1} ${turn} ${what}`) / 2 ** 32;
  }
}

/** The faults of names joined by commas; undefined where one is not known. */
export function readFaults(names: string): readonly Fault[] | undefined {
  if (names.trim() === NO_FAULT) return [];
  const faults = names.split(',').map((name) => readFault(name.trim()));
  return faults.every((fault) => fault !== undefined) ? faults : undefined;
}

function readFault(name: string): Fault | undefined {
  if (Object.hasOwn(FAULTS, name)) return FAULTS[name];
  const [kind = '', milliseconds = ''] = name.split(':', 2);
  return Object.hasOwn(TIMED_FAULTS, kind) && isMilliseconds(milliseconds)
    ? TIMED_FAULTS[kind]?.(Number(milliseconds))
    : undefined;
}

function isMilliseconds(text: string): boolean {
  return /^\d{1,6}$/.test(text) && Number(text) <= MOST_MILLISECONDS;
}

/** A sentence about names of which one is not known. */
export function unknownFault(names: string): string {
  return `"${names}" names no fault; the sandbox knows ${FAULT_NAMES.join(', ')} and ${NO_FAULT}.`;
}

function headerProblem(headers: IncomingHttpHeaders): Answer | undefined {
  for (const name of Object.keys(headers)) {
    if (!name.startsWith('x-sandbox-')) continue;
    const value = single(headers[name]) ?? '';
    if (name === 'x-sandbox-fault') {
      if (readFaults(value) === undefined) return say(`x-sandbox-fault: ${unknownFault(value)}`);
    } else if (!HEADERS.some((known) => known === name)) {
      return say(`${name} is no header of the sandbox; it knows ${HEADERS.join(', ')}.`);
    } else if (!isMilliseconds(value)) {
      return say(`${name} takes milliseconds from 0 to ${MOST_MILLISECONDS}, not "${value}".`);
    }
  }
  return undefined;
}

function say(text: string): Answer {
  return { status: 400, text };
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(',') : value;
}
