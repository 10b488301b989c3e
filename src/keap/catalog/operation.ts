import type { Schema, Schemas } from './schema.ts';
import type { XmlRpcParameter, XmlRpcTable, XmlRpcType } from './xmlrpc/xmlRpcMethod.ts';

/** The generations of Keap's REST API, and the API before them. */
export type ApiVersion = 'v2' | 'v1' | 'xmlrpc';

/** The versions that Keap describes by OpenAPI. */
export type RestVersion = Exclude<ApiVersion, 'xmlrpc'>;

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What an operation does to an account, by its gravest consequence. */
export type Effect =
  | 'reads'
  | 'creates'
  | 'changes'
  | 'deletes'
  | 'sends mail'
  | 'moves money'
  | 'starts automation'
  | 'changes schema';

/** What the tree, the palette and search need of an operation: small enough to hold all of them. */
export interface OperationSummary {
  /** Unique over all API versions: `v2:listContacts`. */
  readonly key: string;
  readonly version: ApiVersion;
  readonly method: HttpMethod;
  /** As sent to the server, from `/crm/rest/…`, with `{parameters}`. All methods of XML-RPC have one. */
  readonly path: string;
  readonly tag: string;
  /** English, from the operationId: *List contacts*. */
  readonly title: string;
  readonly effect: Effect;
  readonly deprecated: boolean;
  /** Of XML-RPC: only an old SDK knows it; Keap's documents do not. */
  readonly undocumented?: true;
  /** Whether a request needs something from the user: a path parameter, a required query or header, a body. */
  readonly needsInput: boolean;
  /** Parameter and property names, for search. */
  readonly names: readonly string[];
}

/** Everything needed to compose, check and understand one operation. */
export interface Operation extends OperationSummary {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: RequestBody;
  /** Answers of success, by status; an empty object is an answer without a body. */
  readonly responses: Readonly<Record<string, MediaContent>>;
  /** Statuses of failure the document declares. Keap's real ones are more: 429 is declared nowhere. */
  readonly errors: readonly number[];
  /** What the document says only in prose: how this list filters, sorts and pages. */
  readonly query?: QueryFacts;
  /** Keap's own words, as plain text; only in a catalog that the user's machine fetched. */
  readonly description?: string;
  /** Of a method of XML-RPC: what no operation of REST has. */
  readonly call?: MethodCall;
  /** Of a method about tables: the one that a request names, where somebody told it (`onTable`). */
  readonly table?: XmlRpcTable;
}

/** How a method of XML-RPC is called, and what is known of it. Its name is the `operationId`: `DataService.query`. */
export interface MethodCall {
  /**
   * The names of the arguments in order, after the key: the documented form first, then others the server takes as
   * well. `parameters` holds the arguments of all forms, those that every form has as required.
   */
  readonly forms: readonly (readonly string[])[];
  /** What it answers with, as far as anyone says. */
  readonly returns: readonly XmlRpcType[];
  /** Takes no key as its first argument. */
  readonly keyless?: true;
  /** Where Keap's documents describe it. */
  readonly documentation?: string;
  /** The operation of REST v2 that does the same or nearly so, by its key: our suggestion, not Keap's. */
  readonly counterpart?: string;
}

/** An argument of XML-RPC has a place among the others instead of a name. */
export type ParameterLocation = 'path' | 'query' | 'header' | 'argument';

export interface Parameter {
  readonly name: string;
  readonly in: ParameterLocation;
  readonly required: boolean;
  readonly schema: Schema;
  /** OpenAPI's `explode` of a list: true repeats the name, false joins by comma. Default true. */
  readonly explode?: boolean;
  /** Keap's own words, as plain text; only in a catalog that the user's machine fetched. */
  readonly description?: string;
  /** Of an argument: the types it may have, and what it names. */
  readonly argument?: XmlRpcParameter;
}

export interface RequestBody extends MediaContent {
  readonly required: boolean;
  readonly mediaType: string;
  readonly schema: Schema;
}

export interface MediaContent {
  readonly mediaType?: string;
  readonly schema?: Schema;
}

export type FilterOperator = '==' | '!=' | '>=' | '<=' | '>' | '<';

/** A field the `filter` parameter knows. */
export interface FilterField {
  readonly name: string;
  readonly kind: 'string' | 'number' | 'boolean' | 'date-time';
  readonly operators: readonly FilterOperator[];
  /** Takes whole numbers from 1, though it is declared as text. */
  readonly positive?: true;
  /** A trailing `*` matches a prefix. */
  readonly prefix?: true;
  /** Equality matches anywhere in the text. */
  readonly contains?: true;
  /** Takes several values, joined by comma. */
  readonly list?: true;
  /** How many values a list takes at most; undefined where the document sets no bound. */
  readonly most?: number;
  readonly enum?: readonly string[];
  /** Words with a meaning of their own: `NONE`, `UNASSIGNED`. */
  readonly sentinels?: readonly string[];
}

export interface QueryFacts {
  readonly filter?: { readonly fields: readonly FilterField[]; readonly customFields?: true };
  readonly orderBy?: readonly string[];
  /** Properties that `fields`, in v1 `optional_properties`, may ask for, as far as the document names them. */
  readonly fields?: readonly string[];
  readonly pageSizeMax?: number;
}

/** One API version, whole. */
export interface Catalog {
  readonly version: ApiVersion;
  /** Where the facts come from: title, version and declared licence of the document; the day it was published or fetched. */
  readonly source: {
    readonly title: string;
    readonly version: string;
    readonly license: string;
    readonly date?: string;
  };
  readonly operations: readonly Operation[];
  readonly schemas: Schemas;
  /** Of XML-RPC, the tables that its methods are about. */
  readonly tables?: readonly XmlRpcTable[];
  /** The schema of an error answer, by name in `schemas`. */
  readonly errorSchema?: string;
}
