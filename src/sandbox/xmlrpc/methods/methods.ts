import type { XmlRpcHandlers } from '../context.ts';
import { AFFILIATE_METHODS } from './affiliateMethods.ts';
import { CAMPAIGN_METHODS } from './campaignMethods.ts';
import { CONTACT_METHODS } from './contactMethods.ts';
import { DATA_METHODS } from './dataMethods.ts';
import { DISCOUNT_METHODS } from './discountMethods.ts';
import { EMAIL_METHODS } from './emailMethods.ts';
import { FILE_METHODS } from './fileMethods.ts';
import { INVOICE_METHODS } from './invoiceMethods.ts';
import { ORDER_METHODS } from './orderMethods.ts';
import { SEARCH_METHODS } from './searchMethods.ts';
import { SHIPPING_METHODS } from './shippingMethods.ts';
import { WEB_METHODS } from './webMethods.ts';

/** All methods of XML-RPC. */
export const XML_RPC_HANDLERS: XmlRpcHandlers = {
  ...AFFILIATE_METHODS,
  ...CAMPAIGN_METHODS,
  ...CONTACT_METHODS,
  ...DATA_METHODS,
  ...DISCOUNT_METHODS,
  ...EMAIL_METHODS,
  ...FILE_METHODS,
  ...INVOICE_METHODS,
  ...ORDER_METHODS,
  ...SEARCH_METHODS,
  ...SHIPPING_METHODS,
  ...WEB_METHODS,
};
