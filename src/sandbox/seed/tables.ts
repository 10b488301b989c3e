import type { RelationSeed } from '../store/relation.ts';
import type { TableSeed } from '../store/table.ts';
import { AFFILIATE_TABLES } from './affiliates.ts';
import { COMMISSION_PROGRAM_RELATIONS } from './commissionPrograms.ts';
import { COMPANY_TABLES } from './companies.ts';
import { CONTACT_TABLES } from './contacts.ts';
import { CUSTOM_FIELD_TABLES } from './customFields.ts';
import { DISCOUNT_TABLES } from './discounts.ts';
import { FILE_TABLES } from './files.ts';
import { HOOK_TABLES } from './hooks.ts';
import { LEAD_TABLES } from './leads.ts';
import { MARKETING_RELATIONS, MARKETING_TABLES } from './marketing.ts';
import { PRODUCT_RELATIONS, PRODUCT_TABLES } from './products.ts';
import { SALES_TABLES } from './sales.ts';
import { SETTINGS_TABLES } from './settings.ts';
import { TAG_RELATIONS, TAG_TABLES } from './tags.ts';
import { USER_TABLES } from './users.ts';
import { WORK_TABLES } from './work.ts';
import type { World } from './world.ts';
import { XML_RPC_RECORD_TABLES } from './xmlRpcRecords.ts';

/** How each table of an account starts; undefined for one that starts empty. */
export const TABLE_SEEDS = {
  ...USER_TABLES,
  ...CUSTOM_FIELD_TABLES,
  ...CONTACT_TABLES,
  ...COMPANY_TABLES,
  ...TAG_TABLES,
  ...PRODUCT_TABLES,
  ...DISCOUNT_TABLES,
  ...SALES_TABLES,
  ...AFFILIATE_TABLES,
  ...LEAD_TABLES,
  ...WORK_TABLES,
  ...FILE_TABLES,
  ...HOOK_TABLES,
  ...MARKETING_TABLES,
  ...SETTINGS_TABLES,
  ...XML_RPC_RECORD_TABLES,
} satisfies Readonly<Record<string, (world: World) => TableSeed | undefined>>;

/** How each relation of an account starts; undefined for one that starts empty. */
export const RELATION_SEEDS = {
  ...TAG_RELATIONS,
  ...COMMISSION_PROGRAM_RELATIONS,
  ...MARKETING_RELATIONS,
  ...PRODUCT_RELATIONS,
} satisfies Readonly<Record<string, (world: World) => RelationSeed | undefined>>;

export type TableName = keyof typeof TABLE_SEEDS;

export type RelationName = keyof typeof RELATION_SEEDS;
