import { createHash } from 'node:crypto';
import { asString } from '../../../keap/json.ts';
import type { Answer } from '../../answer.ts';
import { badRequest, notFound } from '../../errors.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { StoredRecord } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { recordOf, timeOf } from '../records.ts';
import { reply } from '../reply.ts';

/** What v1 says is the most an image may have: three megabytes. */
const MOST_BYTES = 3 * 1024 * 1024;

/**
 * The image of a v1 body, as Base64.
 * @throws RefusalError 400 for a file name of another kind, for too much, and where the checksum tells of damage
 */
function imageV1(request: SandboxRequest): string {
  const body = bodyObject(request);
  const data = asString(body['file_data']) ?? '';
  const checksum = asString(body['checksum']);
  if (!/\.(png|gif|jpe?g)$/i.test(asString(body['file_name']) ?? '')) {
    badRequest('file_name must end in .png, .gif, .jpg or .jpeg');
  }
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(data)) badRequest('file_data is not valid Base64');
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length > MOST_BYTES) badRequest('The image is larger than 3 megabytes');
  if (checksum && checksum.toLowerCase() !== createHash('sha256').update(bytes).digest('hex')) {
    badRequest('checksum is not the SHA-256 of file_data');
  }
  return bytes.toString('base64');
}

/** A product has one image. It may be the legacy cart's as well, and only that one can be read again. */
function keepImage(
  product: StoredRecord,
  image: unknown,
  isLegacy: boolean,
  request: SandboxRequest,
  account: Account,
): Answer {
  const values = { image, ...(isLegacy ? { legacy_image: image } : {}) };
  account.tables.products.change(product, values, timeOf(request));
  return reply(request);
}

function deleteImages(product: StoredRecord, request: SandboxRequest, account: Account): Answer {
  const { image, legacy_image } = product.fields;
  if (image === undefined && legacy_image === undefined) notFound('Image of the product', product.id);
  account.tables.products.change(product, { image: null, legacy_image: null }, timeOf(request));
  return reply(request);
}

/** The images of products. v1 is older than the new cart: its image is the legacy one too. */
export const PRODUCT_IMAGE_HANDLERS: Handlers = {
  'v2:createProductImage': (request, account) => {
    const isLegacy = request.query.get('legacy') === 'true';
    return keepImage(
      productOf(request, account, 'product_id'),
      bodyObject(request)['file'],
      isLegacy,
      request,
      account,
    );
  },
  'v2:deleteProductImage': (request, account) =>
    deleteImages(productOf(request, account, 'product_id'), request, account),
  'v2:getFileData': (request, account) => {
    const product = productOf(request, account, 'product_id');
    const image = asString(product.fields['legacy_image']) ?? notFound('Legacy image of the product', product.id);
    return { status: 200, bytes: Buffer.from(image, 'base64') };
  },
  'v1:createProductImageUsingPOST': (request, account) =>
    keepImage(productOf(request, account, 'productId'), imageV1(request), true, request, account),
  'v1:deleteProductImageUsingDELETE': (request, account) =>
    deleteImages(productOf(request, account, 'productId'), request, account),
};

function productOf(request: SandboxRequest, { tables }: Account, parameter: string): StoredRecord {
  return recordOf(tables.products, 'Product', request, parameter);
}
