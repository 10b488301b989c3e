import { asString } from '../../../keap/json.ts';
import type { Fields } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { named, type Resource, usual } from '../resource.ts';
import { isPublished } from './automationParts.ts';

const WEBFORMS: Resource = { name: 'Webform', table: 'webforms' };

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function page({ name, webform_url }: Fields, message: string | undefined): string {
  const title = escaped(asString(name) ?? '');
  const form = `<form method="post" action="${escaped(asString(webform_url) ?? '')}"><label>Email <input type="email" name="inf_field_Email"></label><button>Send</button></form>`;
  const content = message === undefined ? form : `<p>${escaped(message)}</p>`;
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body>${content}</body></html>`;
}

/** Web forms. */
export const WEBFORM_HANDLERS: Handlers = {
  ...usual(WEBFORMS, { list: 'v2:listWebforms' }),
  // A form whose automation does not run shows what was left for its visitors instead of its fields.
  'v2:getHtml': (request, account) => {
    const { fields } = named(WEBFORMS, request, account);
    const automation = account.tables.automations.get(Number(fields['funnel_id']));
    const stopped = automation && !isPublished(automation);
    const message = asString(automation?.fields['unpublished_form_message']) ?? 'This form is not available.';
    return { status: 200, html: page(fields, stopped ? message : undefined) };
  },
};
