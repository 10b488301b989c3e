import { asList, asString, asStrings } from '../../../keap/json.ts';
import { findDuplicate } from '../../resources/contacts/contactDuplicates.ts';
import { emailsOf } from '../../resources/contacts/contactParts.ts';
import { linksOf, otherEnd } from '../../resources/contacts/linkRecords.ts';
import type { Arguments, XmlRpcContext, XmlRpcHandlers } from '../context.ts';
import { fault } from '../faultError.ts';
import { DataTable } from '../tables/dataTable.ts';
import { appSetting } from './appSetting.ts';
import { answered, fieldsIn, idText, numberIn, recordIn, textIn } from './arguments.ts';

/** The fields that a call asks for, of one contact. */
function show(id: number, fields: unknown, context: XmlRpcContext) {
  const table = new DataTable('Contact', 'R', context);
  const shown = (asStrings(fields) ?? []).map((name) => table.field(name, 'R'));
  if (shown.length === 0) fault('NoFieldsError', 'No fields of Contact are asked for');
  return table.show(table.row(id), shown);
}

/** The tag of a call, applied or removed by REST. */
function tagged(args: Arguments, tag: string, verb: 'applyTags' | 'removeTags', context: XmlRpcContext): true {
  const contact = recordIn(args, 'contactId', 'contacts', context);
  context.rest('POST', `/v2/tags/${recordIn(args, tag, 'tags', context).id}/contacts:${verb}`, {
    contact_ids: [String(contact.id)],
  });
  return true;
}

function ends(args: Arguments) {
  return {
    ...{ contact1_id: idText(args, 'contactId1'), contact2_id: idText(args, 'contactId2') },
    link_type_id: idText(args, 'linkTypeId'),
  };
}

/** A contact's link to another application's record, or Keap's fault. */
function mapIn(args: Arguments, context: XmlRpcContext) {
  return recordIn(args, 'locateMapId', 'contactMaps', context);
}

/** The contact's own methods, but for what campaigns do with them. */
export const CONTACT_METHODS: XmlRpcHandlers = {
  'ContactService.add': (args, context) => new DataTable('Contact', 'A', context).add(fieldsIn(args, 'data')),
  'ContactService.update': (args, context) => {
    const { id } = recordIn(args, 'contactId', 'contacts', context);
    new DataTable('Contact', 'E', context).change(id, fieldsIn(args, 'data'));
    return id;
  },
  'ContactService.load': (args, context) =>
    show(recordIn(args, 'contactId', 'contacts', context).id, args['selectedFields'], context),
  'ContactService.findByEmail': (args, context) => {
    const wanted = textIn(args, 'email').toLowerCase();
    const found = [...context.account.tables.contacts].filter((contact) =>
      emailsOf(contact).some((email) => email.toLowerCase() === wanted),
    );
    return found.map(({ id }) => show(id, args['selectedFields'], context));
  },
  'ContactService.addWithDupCheck': (args, context) => {
    const data = fieldsIn(args, 'data');
    const { FirstName: given_name, LastName: family_name, CompanyID: company_id } = data;
    const emails = [data['Email'], data['EmailAddress2'], data['EmailAddress3']].flatMap(
      (email) => asString(email) || [],
    );
    const sought = { given_name, family_name, company_id, email_addresses: emails.map((email) => ({ email })) };
    const same = emails.length > 0 ? findDuplicate(context.account, sought, textIn(args, 'dupCheckType')) : undefined;
    if (!same) return new DataTable('Contact', 'A', context).add(data);
    new DataTable('Contact', 'E', context).change(same.id, data);
    return same.id;
  },
  'ContactService.merge': (args, context) => {
    const kept = recordIn(args, 'contactId', 'contacts', context);
    const duplicate_contact_id = String(recordIn(args, 'duplicateContactId', 'contacts', context).id);
    context.rest('POST', '/v2/contacts:merge', { contact_id: String(kept.id), duplicate_contact_id });
    return kept.id;
  },
  'ContactService.addToGroup': (args, context) => tagged(args, 'groupId', 'applyTags', context),
  'ContactService.removeFromGroup': (args, context) => tagged(args, 'tagId', 'removeTags', context),
  'ContactService.linkContacts': (args, { rest }) => {
    rest('POST', '/v2/contacts:link', ends(args));
    return true;
  },
  'ContactService.unlinkContacts': (args, { rest }) => {
    rest('POST', '/v2/contacts:unlink', ends(args));
    return true;
  },
  'ContactService.listLinkedContacts': (args, context) => {
    const contact = recordIn(args, 'contactId', 'contacts', context);
    return linksOf(context.account, contact.id).map((link) => ({
      ...{ contactId: otherEnd(link, contact.id), linkTypeId: link.fields['link_type_id'] },
      linkType: context.account.tables.contactLinkTypes.get(Number(link.fields['link_type_id']))?.fields['name'],
    }));
  },
  'ContactService.linkContact': (args, context) => {
    const contact = recordIn(args, 'localId', 'contacts', context);
    const fields = { RemoteApp: String(args['remoteApp']), RemoteId: numberIn(args, 'remoteId'), LocalId: contact.id };
    return context.account.tables.contactMaps.insert(fields, new Date(context.now).toISOString()).id;
  },
  'ContactService.locateContactLink': (args, context) => {
    const { id, fields } = mapIn(args, context);
    return { Id: id, ...fields };
  },
  'ContactService.markLinkUpdated': (args, context) => {
    context.account.tables.contactMaps.change(mapIn(args, context), {}, new Date(context.now).toISOString());
    return true;
  },
  'ContactService.getActivityHistoryTemplateMap': (_args, { account }) =>
    Object.fromEntries([...account.tables.noteTemplates].map(({ id, fields }) => [String(id), fields['title']])),
  'ContactService.applyActivityHistoryTemplate': (args, context) => {
    const contact = recordIn(args, 'contactId', 'contacts', context);
    const { title, description, action_type } = recordIn(args, 'historyId', 'noteTemplates', context).fields;
    const user = recordIn(args, 'userId', 'users', context);
    const body = { title, text: description, type: action_type, user_id: String(user.id) };
    return Number(answered(context.rest('POST', `/v2/contacts/${contact.id}/notes`, body).json, 'id'));
  },
  'ContactService.getAppSetting': (args, context) => appSetting(String(args['module']), String(args['param']), context),
  'ContactService.getAppSettingInt': (args, context) => {
    const setting = appSetting(String(args['module']), String(args['param']), context);
    return Number.isInteger(Number(setting)) ? Number(setting) : Number(setting === 'true');
  },
  'ContactService.refreshApp': () => true,
  'ContactService.submitSurveyAndApplyActionSets': (args, context) => {
    recordIn(args, 'surveyResultId', 'surveyResults', context);
    for (const id of asList(args['actionSetIds']) ?? []) {
      if (!context.account.tables.actionSequences.get(Number(id)))
        fault('RecordNotFound', `Action set ${id} was not found`);
    }
    return true;
  },
};
