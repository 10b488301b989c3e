import type { ApiVersion } from '../../keap/catalog/operation.ts';
import { referencedName, resolveSchema, type Schema, type Schemas, schemaType } from '../../keap/catalog/schema.ts';
import { hash } from './random.ts';
import { isoTime, plausibleNumber, plausibleText } from './words.ts';

/** What an example is made for. */
export interface ExampleContext {
  readonly schemas: Schemas;
  readonly version: ApiVersion;
  /** The same seed yields the same example. */
  readonly seed: string;
}

/** Deeper than this only what is required appears. */
const MAX_DEPTH = 6;

/** A value that is valid against a schema and plausible by its property names; all optional properties are there. */
export function exampleOf(schema: Schema, context: ExampleContext): unknown {
  return new Example(context).value(schema, 'value', context.seed, []);
}

class Example {
  private readonly context: ExampleContext;

  constructor(context: ExampleContext) {
    this.context = context;
  }

  /** @param open names of the schemas this value stands in, so that a schema within itself ends */
  value(schema: Schema, name: string, seed: string, open: readonly string[]): unknown {
    const own = referencedName(schema);
    const inside = own === undefined ? open : [...open, own];
    const resolved = resolveSchema(schema, this.context.schemas);
    const [choice] = resolved.oneOf ?? resolved.anyOf ?? [];
    if (choice) return this.value(choice, name, seed, inside);
    if (resolved.allOf) {
      const parts = resolved.allOf.map((part) => this.value(part, name, seed, inside));
      const rest = schemaType(resolved) === 'object' ? [this.object(resolved, seed, inside)] : [];
      return Object.assign({}, ...parts, ...rest);
    }
    if (resolved.enum) return this.choose(resolved.enum, seed);
    switch (schemaType(resolved)) {
      case 'string':
        return this.text(resolved, name, seed);
      case 'integer':
      case 'number':
        return this.number(resolved, name, seed);
      case 'boolean':
        return hash(seed) % 2 === 0;
      case 'array':
        return this.list(resolved, name, seed, inside);
      case 'object':
        return this.object(resolved, seed, inside);
      default:
        return plausibleText(name, seed, this.context.version);
    }
  }

  private choose(values: readonly unknown[], seed: string): unknown {
    const meant = values.filter((value) => value !== null && !String(value).endsWith('UNSPECIFIED'));
    const from = meant.length > 0 ? meant : values;
    return from[hash(seed) % from.length];
  }

  private text(schema: Schema, name: string, seed: string): string {
    if (schema.format === 'date-time') return isoTime(seed);
    if (schema.format === 'date') return isoTime(seed).slice(0, 10);
    const plain = plausibleText(name, seed, this.context.version);
    if (schema.format === 'byte') return Buffer.from(plain).toString('base64');
    return plain.padEnd(schema.minLength ?? 0, '.').slice(0, schema.maxLength);
  }

  private number(schema: Schema, name: string, seed: string): number {
    const plain = plausibleNumber(name, seed, schemaType(schema) === 'integer');
    return Math.min(schema.maximum ?? plain, Math.max(schema.minimum ?? plain, plain));
  }

  private list(schema: Schema, name: string, seed: string, open: readonly string[]): unknown[] {
    const items = schema.items ?? {};
    const least = schema.minItems ?? 0;
    if (this.recurs(items, open) || open.length > MAX_DEPTH) {
      return Array.from({ length: least }, (_, index) => this.value(items, name, `${seed}[${index}]`, open));
    }
    const length = Math.min(schema.maxItems ?? 2, Math.max(least, 1 + (hash(seed) % 2)));
    const values = Array.from({ length }, (_, index) =>
      this.value(items, name.replace(/ies$/, 'y').replace(/(?<!s)s$/, ''), `${seed}[${index}]`, open),
    );
    const seen = new Set<string>();
    return schema.uniqueItems
      ? values.filter((value) => !seen.has(JSON.stringify(value)) && seen.add(JSON.stringify(value)))
      : values;
  }

  private object(schema: Schema, seed: string, open: readonly string[]): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    for (const [property, inner] of Object.entries(schema.properties ?? {})) {
      const required = schema.required?.includes(property) ?? false;
      if (!required && (open.length > MAX_DEPTH || this.recurs(inner, open))) continue;
      value[property] = this.value(inner, property, `${seed}.${property}`, open);
    }
    if (typeof schema.additionalProperties === 'object' && Object.keys(value).length === 0) {
      for (const key of ['1', '2'])
        value[key] = this.value(schema.additionalProperties, 'value', `${seed}.${key}`, open);
    }
    return value;
  }

  private recurs(schema: Schema, open: readonly string[]): boolean {
    const name = referencedName(schema);
    return name !== undefined && open.includes(name);
  }
}
