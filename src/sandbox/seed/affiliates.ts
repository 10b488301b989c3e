import type { TableSeed } from '../store/table.ts';
import { AFFILIATE_LEDGER_TABLES } from './affiliateLedger.ts';
import { COMMISSION_PROGRAM_TABLES } from './commissionPrograms.ts';
import { CONTACT_TABLES, contactMoment } from './contacts.ts';
import { customValues } from './customFields.ts';
import { iso } from './dice.ts';
import type { World } from './world.ts';

const DAY = 86_400_000;

/** Links each affiliate has. */
const LINKS = ['Home page', 'Spring "sale"', '友達に紹介'] as const;

const SOURCES = ['Email letter', 'Email signature', 'Blog', 'Foire d’été', 'Podcast <b>42</b>'] as const;

/** Affiliates, their programs, links, commissions and referrals. */
export const AFFILIATE_TABLES = {
  ...COMMISSION_PROGRAM_TABLES,
  ...AFFILIATE_LEDGER_TABLES,
  affiliates: (world: World): TableSeed => ({ count: world.size.affiliates, make: (id) => affiliate(world, id) }),
  affiliateLinks: (world: World): TableSeed => ({
    count: world.size.affiliates * LINKS.length,
    make: (id) => link(world, id),
  }),
  referrals: (world: World): TableSeed => ({ count: world.size.referrals, make: (id) => referral(world, id) }),
} satisfies Readonly<Record<string, (world: World) => TableSeed>>;

function affiliate(world: World, id: number): ReturnType<TableSeed['make']> {
  const dice = world.dice('affiliates', id);
  const contact_id = 1 + dice.below(world.size.contacts);
  const { given_name, family_name } = CONTACT_TABLES.contacts(world).make(contact_id).fields;
  const created = dice.moment(contactMoment(world, contact_id));
  return {
    fields: {
      code: `REF${100 + id}`,
      name: [given_name, family_name].filter(Boolean).join(' ') || `Partner ${id}`,
      status: id % 9 === 5 ? 'INACTIVE' : 'ACTIVE',
      contact_id,
      // Every fifth was brought by another one.
      parent_affiliate_id: id % 5 === 0 ? id / 5 : undefined,
      unique_site_id: String(100_000 + id),
      notify_on_sale: dice.chance(0.7),
      notify_on_lead: dice.chance(0.3),
      track_leads_days: dice.one([0, 30, 30, 90]),
      custom_fields: customValues(dice, 'REFERRAL_PARTNER'),
    },
    created: iso(created),
    updated: iso(dice.moment(created)),
  };
}

function link(world: World, id: number): ReturnType<TableSeed['make']> {
  const dice = world.dice('affiliateLinks', id);
  const affiliate_id = 1 + Math.floor((id - 1) / LINKS.length);
  const created = iso(dice.moment(Date.parse(affiliate(world, affiliate_id).created)));
  return {
    fields: {
      affiliate_id,
      name: LINKS[(id - 1) % LINKS.length],
      code: `go${id}`,
      website_address: `https://example.com/welcome/${id}?from="partner"`,
      program_ids: id % 2 === 0 && affiliate_id % 2 === 0 ? [1, 2] : [1],
    },
    created,
    updated: created,
  };
}

function referral(world: World, id: number): ReturnType<TableSeed['make']> {
  const dice = world.dice('referrals', id);
  const contact_id = 1 + dice.below(world.size.contacts);
  const referred = dice.moment(contactMoment(world, contact_id));
  const referral_type = dice.one(['COOKIE', 'COOKIE', 'PERMANENT', 'MANUAL']);
  return {
    fields: {
      contact_id,
      referral_partner_id: 1 + dice.below(world.size.affiliates),
      referral_type,
      source: dice.one(SOURCES),
      description: dice.chance(0.6) ? dice.one(['Referred by a friend', 'Clicked a "link"', 'Empfohlen']) : undefined,
      referral_time: iso(referred),
      expiration_time: referral_type === 'COOKIE' ? iso(referred + 90 * DAY) : undefined,
      ip_address: referral_type === 'MANUAL' ? undefined : `192.0.2.${1 + dice.below(254)}`,
    },
    created: iso(referred),
    updated: iso(referred),
  };
}
