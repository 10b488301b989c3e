import type { Operation } from '../keap/catalog/operation.ts';

/** An operation found by method and path, with the decoded values of its path parameters. */
export interface Route {
  readonly operation: Operation;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Why nothing was found: no such path, the path with other methods, or percent signs that mean nothing. */
export type Miss = { readonly miss: 'path' | 'escape' } | { readonly miss: 'method'; readonly allowed: string[] };

/** A segment of a path template: fixed text, or a parameter that may be followed by a colon verb. */
interface Segment {
  readonly literal?: string;
  readonly parameter: string;
  readonly verb: string;
}

interface Template {
  readonly operation: Operation;
  readonly segments: readonly Segment[];
}

/**
 * Finds operations by path. Segments are compared before they are decoded, so an encoded slash or colon stays part
 * of a value; fixed text wins over a parameter with a colon verb, and that over a plain parameter.
 */
export class Router {
  private readonly bySize = new Map<number, Template[]>();

  constructor(operations: Iterable<Operation>) {
    for (const operation of operations) {
      const segments = operation.path.slice(1).split('/').map(parseSegment);
      const peers = this.bySize.get(segments.length) ?? [];
      peers.push({ operation, segments });
      this.bySize.set(segments.length, peers);
    }
    for (const peers of this.bySize.values()) peers.sort(bySpecificity);
  }

  /** @param path of the request, undecoded and without its query */
  find(method: string, path: string): Route | Miss {
    const parts = path.slice(1).replace(/\/$/, '').split('/');
    const fits = (this.bySize.get(parts.length) ?? []).filter(({ segments }) =>
      segments.every((segment, index) => matches(segment, parts[index] ?? '')),
    );
    const best = fits[0];
    if (!best) return { miss: 'path' };
    // Only the most specific path counts: POST /tags/categories must not end up as a tag named "categories".
    const same = fits.filter(({ segments }) => shapeOf(segments) === shapeOf(best.segments));
    const found = same.find(({ operation }) => operation.method === method);
    if (!found) return { miss: 'method', allowed: [...new Set(same.map(({ operation }) => operation.method))] };
    try {
      return { operation: found.operation, parameters: values(found.segments, parts) };
    } catch {
      return { miss: 'escape' };
    }
  }
}

function parseSegment(text: string): Segment {
  const parameter = /^\{([^}]+)\}(:[^/]*)?$/.exec(text);
  if (!parameter) return { literal: text, parameter: '', verb: '' };
  return { parameter: parameter[1] ?? '', verb: parameter[2] ?? '' };
}

function matches({ literal, verb }: Segment, part: string): boolean {
  if (literal !== undefined) return literal === part;
  return part.length > verb.length && part.endsWith(verb);
}

function values(segments: readonly Segment[], parts: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [index, { literal, parameter, verb }] of segments.entries()) {
    if (literal !== undefined) continue;
    const part = parts[index] ?? '';
    found[parameter] = decodeURIComponent(part.slice(0, part.length - verb.length));
  }
  return found;
}

function shapeOf(segments: readonly Segment[]): string {
  return segments.map(({ literal, verb }) => literal ?? `{}${verb}`).join('/');
}

function rank({ literal, verb }: Segment): number {
  if (literal !== undefined) return 0;
  return verb ? 1 : 2;
}

function bySpecificity(a: Template, b: Template): number {
  for (const [index, segment] of a.segments.entries()) {
    const other = b.segments[index];
    const difference = other ? rank(segment) - rank(other) : 0;
    if (difference !== 0) return difference;
  }
  return 0;
}
