import type { FieldOwner, Kind } from '../account/kinds.ts';
import { type Listing, listingOf } from '../account/listing.ts';

/** A part of an overview: what one operation tells of an account. */
export interface Section {
  /** Where it stands in the document: `tags`, or `custom_fields` and `contacts`. */
  readonly path: readonly [name: string, part?: string];
  /** The operation's key: v2's where v2 has one. */
  readonly operation: string;
  /** How its list is read; undefined where its answer is one object. */
  readonly listing?: Listing;
  /** A filter without which the list leaves some out. */
  readonly filter?: string;
  /** Asks for every value that the operation’s `fields` may have: it gives few of them unasked. */
  readonly allFields?: true;
  /** Members that change without anybody’s doing, or say what a section of their own says. */
  readonly without?: readonly string[];
}

/** The sections of custom fields. Notes, tasks and appointments have one set, so it is asked for once. */
const FIELDS: readonly (readonly [name: string, owner: FieldOwner])[] = [
  ['affiliates', 'affiliates'],
  ['companies', 'companies'],
  ['contacts', 'contacts'],
  ['opportunities', 'opportunities'],
  ['orders', 'orders'],
  ['subscriptions', 'subscriptions'],
  ['tasks_notes_appointments', 'tasks'],
];

/**
 * Everything an overview asks for, in this order. The first says whose key it is, so it fails where the key does.
 * No answer of these holds contacts or anything of theirs.
 */
export const SECTIONS: readonly Section[] = [
  { path: ['acting_user'], operation: 'v2:getUserInfo' },
  { path: ['business_profile'], operation: 'v2:getBusinessProfile' },
  { path: ['settings'], operation: 'v2:getApplicationConfigurations', allFields: true },
  { ...listed('users', 'user'), filter: 'include_inactive==true' },
  ...FIELDS.map(([name, owner]) => listed(['custom_fields', name], `customField:${owner}`)),
  listed('tag_categories', 'tagCategory'),
  listed('tags', 'tag'),
  listed('pipeline_stages', 'opportunityStage'),
  listed('campaigns', 'campaign', ['active_contact_count', 'completed_contact_count']),
  listed('lead_source_categories', 'leadSourceCategory'),
  listed('lead_sources', 'leadSource'),
  listed('hooks', 'hook'),
];

/** As many calls an overview takes where no list has a second page. */
export const FEWEST_CALLS = SECTIONS.length;

function listed(name: string | Section['path'], kind: Kind, without: readonly string[] = []): Section {
  const listing = listingOf(kind);
  const path = typeof name === 'string' ? ([name] as const) : name;
  return { path, operation: listing.operation, listing, without };
}

/** What a section is called in a sentence: `tag categories`, `contacts custom fields`. */
export function sectionName({ path: [name, part] }: Section): string {
  return [part, name].filter(Boolean).join(' ').replaceAll('_', ' ');
}
