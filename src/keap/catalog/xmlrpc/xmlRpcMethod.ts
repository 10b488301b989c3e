import type { Effect } from '../operation.ts';

/**
 * What an argument may be: a type of XML-RPC, a list of one, or anything. What Keap's documents call a string is often
 * taken as another type as well, so an argument has several.
 */
export type XmlRpcType =
  | 'int'
  | 'double'
  | 'boolean'
  | 'string'
  | 'dateTime.iso8601'
  | 'struct'
  | 'array'
  | 'array<int>'
  | 'array<string>'
  | 'any';

/** What an argument of the methods about tables holds, for pickers. */
export type TableRole = 'table' | 'field' | 'fields' | 'values' | 'conditions';

/** An argument of a method, after the key. */
export interface XmlRpcParameter {
  readonly name: string;
  /** What it may be, the documented type first. */
  readonly types: readonly XmlRpcType[];
  /** May be left out, with all behind it. */
  readonly optional?: true;
  readonly enum?: readonly string[];
  /** The table whose record's id it is. */
  readonly refersTo?: string;
  /** What of a table it names; of the table in another argument, unless `ofTable` says which. */
  readonly role?: TableRole;
  readonly ofTable?: string;
}

/** A method of Keap's XML-RPC API: facts of the SDKs and Keap's documents, with our title and effect. */
export interface XmlRpcMethod {
  /** Unique over all API versions: `xmlrpc:DataService.query`. */
  readonly key: string;
  readonly service: string;
  /** Within its service: `query`. */
  readonly method: string;
  readonly title: string;
  readonly effect: Effect;
  /** The arguments after the key, in order: the documented form first, then others the server takes as well. */
  readonly forms: readonly (readonly XmlRpcParameter[])[];
  readonly returns: readonly XmlRpcType[];
  /** Takes no key as its first argument. */
  readonly keyless?: true;
  /** Only an old SDK knows it; Keap's documents do not. */
  readonly undocumented?: true;
  /** Where Keap's documents describe it. */
  readonly documentation?: string;
  /** The operation of REST v2 that does the same or nearly so, by its key: our suggestion, not Keap's. */
  readonly counterpart?: string;
}

/** A column of a table. */
export interface XmlRpcField {
  readonly name: string;
  readonly type: 'string' | 'int' | 'double' | 'boolean' | 'date' | 'dateTime' | 'bytes' | 'unknown';
  /** Of `R`ead, `E`dit, `A`dd and `D`elete those that are allowed; undefined where nobody outside Keap knows. */
  readonly access?: string;
  /** The table whose record's id it is, declared or guessed from its name. */
  readonly refersTo?: string;
  /** Of a custom field, what the account calls it. */
  readonly label?: string;
}

/** A table of the DataService. */
export interface XmlRpcTable {
  readonly name: string;
  readonly access?: string;
  readonly fields: readonly XmlRpcField[];
}

/** The XML-RPC API, whole. */
export interface XmlRpcCatalog {
  /** Where Keap is called. */
  readonly path: string;
  readonly methods: readonly XmlRpcMethod[];
  readonly tables: readonly XmlRpcTable[];
}

/** The path of Keap's XML-RPC API on `https://api.infusionsoft.com`. Source: Keap's legacy-key migration page. */
export const XML_RPC_PATH = '/crm/xmlrpc/v1';

/** The path on `https://<app>.infusionsoft.com` that takes a Legacy Key as first argument. */
export const LEGACY_XML_RPC_PATH = '/api/xmlrpc';
