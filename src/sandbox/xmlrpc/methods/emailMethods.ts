import { asStrings } from '../../../keap/json.ts';
import { RefusalError } from '../../errors.ts';
import type { Fields } from '../../store/table.ts';
import type { Arguments, XmlRpcContext, XmlRpcHandlers } from '../context.ts';
import { answered, idText, inBase64, listIn, momentIn, recordIn, textIn } from './arguments.ts';

/** Who writes where nobody says. */
const SENDER = '1';

/** A template by the names of a call. */
function templateFields(args: Arguments, title: string, categories: string): Fields {
  const text = (name: string) => textIn(args, name);
  return {
    piece_title: text(title),
    ...(categories === ''
      ? {}
      : {
          categories: text(categories)
            .split(',')
            .filter((each) => each !== ''),
        }),
    ...{ from_address: text('fromAddress'), to_address: text('toAddress'), subject: text('subject') },
    ...{
      cc_address: text('ccAddress') || text('ccAddresses'),
      bcc_address: text('bccAddress') || text('bccAddresses'),
    },
    ...{ text_body: text('textBody'), html_body: text('htmlBody') },
    content_type: text('contentType').toUpperCase() || 'HTML',
    merge_context: text('mergeContext') || 'Contact',
  };
}

function setOptStatus(email: string, optedIn: boolean, reason: string, { account, now, rest }: XmlRpcContext): true {
  const path = `/v2/emailAddresses/${encodeURIComponent(email)}/status`;
  const body = { opted_in: optedIn, reason };
  try {
    rest('PATCH', path, body);
  } catch (error) {
    if (!(error instanceof RefusalError) || error.status !== 404) throw error;
    // An address nobody has is taken note of.
    const status = { email, email_opt_status: 'UNENGAGED_NON_MARKETABLE', is_opt_in: false };
    account.tables.emailAddresses.insert(status, new Date(now).toISOString());
    rest('PATCH', path, body);
  }
  return true;
}

const MERGE_FIELDS = ['FirstName', 'LastName', 'Email', 'Company', 'City', 'State', 'PostalCode', 'Country'];

/** Mails, their templates, and who may be written to. */
export const EMAIL_METHODS: XmlRpcHandlers = {
  'APIEmailService.addEmailTemplate': (args, { account, now }) =>
    account.tables.emailTemplates.insert(templateFields(args, 'placeTitle', 'categories'), new Date(now).toISOString())
      .id,
  'APIEmailService.createEmailTemplate': (args, { account, now }) =>
    account.tables.emailTemplates.insert(
      { categories: [], ...templateFields(args, 'templateTitle', '') },
      new Date(now).toISOString(),
    ).id,
  'APIEmailService.updateEmailTemplate': (args, context) => {
    const template = recordIn(args, 'templateId', 'emailTemplates', context);
    const fields = templateFields(args, 'pieceTitle', 'category');
    context.account.tables.emailTemplates.change(template, fields, new Date(context.now).toISOString());
    return template.id;
  },
  'APIEmailService.getEmailTemplate': (args, context) => {
    const { fields } = recordIn(args, 'templateId', 'emailTemplates', context);
    return {
      ...{ pieceTitle: fields['piece_title'], categories: asStrings(fields['categories'])?.join(',') ?? '' },
      ...{ fromAddress: fields['from_address'], toAddress: fields['to_address'], subject: fields['subject'] },
      ...{ ccAddress: fields['cc_address'] ?? '', bccAddress: fields['bcc_address'] ?? '' },
      ...{ textBody: fields['text_body'] ?? '', htmlBody: fields['html_body'] ?? '' },
      ...{ contentType: fields['content_type'], mergeContext: fields['merge_context'] },
    };
  },
  'APIEmailService.getAvailableMergeFields': (args) => {
    const context = textIn(args, 'mergeContext') || 'Contact';
    return MERGE_FIELDS.map((name) => `~${context}.${name}~`);
  },
  'APIEmailService.attachEmail': (args, context) => {
    const contact = recordIn(args, 'contactId', 'contacts', context);
    const list = (name: string) =>
      textIn(args, name)
        .split(',')
        .filter((each) => each !== '');
    context.rest('POST', '/v2/emails', {
      ...{ contact_id: String(contact.id), subject: textIn(args, 'subject'), headers: textIn(args, 'header') },
      ...{ sent_from_address: textIn(args, 'fromAddress'), sent_to_address: textIn(args, 'toAddress') },
      ...{ sent_to_cc_address_list: list('ccAddress'), sent_to_bcc_address_list: list('bccAddress') },
      ...{ html_content: inBase64(textIn(args, 'htmlBody')), plain_content: inBase64(textIn(args, 'textBody')) },
      ...{ sent_time: momentIn(args, 'sentDate'), received_time: momentIn(args, 'receivedDate') },
      original_provider: 'UNKNOWN',
    });
    return true;
  },
  // 0 has not opted in, 1 has, 2 has confirmed it.
  'APIEmailService.getOptStatus': (args, { rest }) => {
    const { json } = rest('GET', `/v2/emailAddresses/${encodeURIComponent(textIn(args, 'email'))}/status`);
    const status = answered(json, 'status');
    if (status === 'CONFIRMED' || status === 'DOUBLE_OPT_IN') return 2;
    return answered(json, 'opted_in') === true ? 1 : 0;
  },
  'APIEmailService.optIn': (args, context) =>
    setOptStatus(textIn(args, 'email'), true, textIn(args, 'optInReason') || 'Told by XML-RPC', context),
  'APIEmailService.optOut': (args, context) =>
    setOptStatus(textIn(args, 'email'), false, textIn(args, 'optOutReason') || 'Told by XML-RPC', context),
  'APIEmailService.sendEmail': (args, { rest }) => {
    const contacts = listIn(args, 'contactList').map(String);
    if (args['templateId'] !== undefined) {
      const body = { template_id: idText(args, 'templateId') ?? '0', contact_ids: contacts, user_id: SENDER };
      rest('POST', '/v2/emails/templates:send', body);
      return true;
    }
    rest('POST', '/v2/emails:send', {
      ...{ contacts, subject: textIn(args, 'subject'), from_address: textIn(args, 'fromAddress') },
      ...{ html_content: inBase64(textIn(args, 'htmlBody')), plain_content: inBase64(textIn(args, 'textBody')) },
    });
    return true;
  },
};
