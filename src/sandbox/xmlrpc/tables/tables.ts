import { CONTACT_TABLE_VIEWS } from './contactTables.ts';
import { FORM_TABLE_VIEWS } from './formTables.ts';
import { MARKETING_TABLE_VIEWS } from './marketingTables.ts';
import { PRODUCT_TABLE_VIEWS } from './productTables.ts';
import { SALES_TABLE_VIEWS } from './salesTables.ts';
import { SUBSCRIPTION_TABLE_VIEWS } from './subscriptionTables.ts';
import type { TableView } from './tableView.ts';
import { TAG_TABLE_VIEWS } from './tagTables.ts';
import { WORK_TABLE_VIEWS } from './workTables.ts';

/** All tables of the DataService. */
export const TABLE_VIEWS: Readonly<Record<string, TableView>> = {
  ...CONTACT_TABLE_VIEWS,
  ...TAG_TABLE_VIEWS,
  ...SALES_TABLE_VIEWS,
  ...SUBSCRIPTION_TABLE_VIEWS,
  ...PRODUCT_TABLE_VIEWS,
  ...WORK_TABLE_VIEWS,
  ...MARKETING_TABLE_VIEWS,
  ...FORM_TABLE_VIEWS,
};
