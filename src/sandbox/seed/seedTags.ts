import type { Account } from '../store/account.ts';
import { type Dice, iso } from './dice.ts';

const CATEGORIES: readonly (readonly [name: string, description: string | undefined, tags: readonly string[]])[] = [
  ['Customers', 'Who has bought what', ['Bought a workshop', 'Bought a book', 'VIP', 'Refund granted']],
  ['Newsletter', undefined, ['Weekly letter', 'Monthly letter', 'Clicked: "Spring sale"']],
  ['Événements', 'Été et automne', ['Inscrit à l’atelier', 'Présent', 'Absent']],
  ['Automation', 'Set by campaigns; better left alone', ['Welcome series done', 'Onboarding 50 %', 'Win-back']],
];

const LOOSE = ['Needs a call', 'Do not post', '友達', 'Tag with, a comma'];

/** Categories, tags in and outside of them, and who carries them. */
export function seedTags(account: Account, dice: Dice): void {
  const tag = (name: string, category_id?: number): void => {
    const created = dice.moment();
    const description = dice.chance(0.5) ? `About ${name}` : undefined;
    account.tags.insert({ name, description, category_id }, iso(created), iso(dice.moment(created)));
  };
  for (const [name, description, tags] of CATEGORIES) {
    const category = account.tagCategories.insert({ name, description }, iso(dice.moment()));
    for (const each of tags) tag(each, category.id);
  }
  for (const name of LOOSE) tag(name);
  for (const contact of account.contacts.all()) {
    const count = dice.below(5);
    for (let index = 0; index < count; index++) {
      account.contactTags.add(
        contact.id,
        1 + dice.below(account.tags.size),
        iso(dice.moment(Date.parse(contact.created))),
      );
    }
  }
  for (const company of account.companies.all()) {
    if (dice.chance(0.4)) account.companyTags.add(company.id, 1 + dice.below(account.tags.size), iso(dice.moment()));
  }
}
