import { CUSTOM_FIELDS, type CustomField, type CustomFieldOwner } from './customFields.ts';
import { Table } from './table.ts';
import { Taggings } from './taggings.ts';

/** A made-up Keap account: all that the stateful operations remember, for both versions of the API. */
export class Account {
  readonly contacts = new Table();
  readonly companies = new Table();
  readonly tags = new Table();
  readonly tagCategories = new Table();
  readonly users = new Table();
  readonly contactTags = new Taggings();
  readonly companyTags = new Taggings();

  /** The custom fields that records of a kind have. */
  customFields(owner: CustomFieldOwner): readonly CustomField[] {
    return CUSTOM_FIELDS[owner];
  }

  /** Removes a contact with its tags. */
  removeContact(id: number): void {
    this.contacts.remove(id);
    this.contactTags.forgetRecord(id);
  }

  /** Removes a company with its tags; its people stay, without a company. */
  removeCompany(id: number, now: string): void {
    this.companies.remove(id);
    this.companyTags.forgetRecord(id);
    for (const contact of this.contacts.all()) {
      if (contact.fields['company_id'] === id) this.contacts.change(contact, { company_id: undefined }, now);
    }
  }

  /** Removes a tag from the account and from everything that carries it. */
  removeTag(id: number): void {
    this.tags.remove(id);
    this.contactTags.forgetTag(id);
    this.companyTags.forgetTag(id);
  }

  /** Removes a category; its tags stay, without a category. */
  removeTagCategory(id: number, now: string): void {
    this.tagCategories.remove(id);
    for (const tag of this.tags.all()) {
      if (tag.fields['category_id'] === id) this.tags.change(tag, { category_id: undefined }, now);
    }
  }
}
