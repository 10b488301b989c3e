import { CONTACT_FIELDS } from './contactTables.ts';
import { storedView } from './storedView.ts';
import { property, type Row, type TableView } from './tableView.ts';

/** Tags, their categories, and which contact has which. */
export const TAG_TABLE_VIEWS: Readonly<Record<string, TableView>> = {
  ContactGroup: storedView({
    table: 'tags',
    fields: {
      GroupName: property('name'),
      GroupDescription: property('description'),
      GroupCategoryId: property('category_id'),
    },
  }),
  ContactGroupCategory: storedView({
    table: 'tagCategories',
    fields: { CategoryName: property('name'), CategoryDescription: property('description') },
  }),
  ContactGroupAssign: {
    *rows(context) {
      const { tables, relations } = context.account;
      let id = 0;
      for (const contact of tables.contacts) {
        for (const tag of relations.contactTags.ofLeft(contact.id)) {
          id++;
          yield {
            id,
            read: (field): unknown => {
              if (field === 'GroupId') return tag.id;
              if (field === 'ContactGroup') return tables.tags.get(tag.id)?.fields['name'];
              if (field === 'DateCreated') return tag.since;
              if (field === 'ContactId' || field === 'Contact.Id') return contact.id;
              return CONTACT_FIELDS[field.replace('Contact.', '')]?.read(contact, context);
            },
          } satisfies Row;
        }
      }
    },
  },
};
