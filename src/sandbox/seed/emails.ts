import type { TableSeed } from '../store/table.ts';
import { contactAddress, contactMoment } from './contacts.ts';
import { type Dice, iso } from './dice.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;

const MAILS = [
  mail('Welcome', '<h1>Welcome</h1><p>Good to have you here.</p>', 'Good to have you here.'),
  mail('Spring sale: 20 % off "everything"', '<p>Only this week &amp; only for you.</p>', 'Only this week.'),
  mail('Votre devis est prêt', '<p>Bonjour,<br>votre devis vous attend.</p>', 'Bonjour,\nvotre devis vous attend.'),
  mail('Your appointment, tomorrow', '<p>See you at <b>10</b>.</p>', 'See you at 10.'),
  mail('<b>Bold</b> news', '<p>News for the bold.</p>', 'News for the bold.'),
  mail('今月のお知らせ', '<p>いつもありがとうございます。</p>', 'いつもありがとうございます。'),
  mail('Re: Re: Fwd: your question', undefined, 'Yes, it is still available.\n\n> Is it?'),
] as const;

function mail(subject: string, html: string | undefined, plain: string) {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return { subject, ...(html ? { html_content: base64(html) } : {}), plain_content: base64(plain) };
}

const TEMPLATES: readonly Readonly<Record<string, unknown>>[] = [
  { piece_title: 'Welcome', subject: 'Welcome ~Contact.FirstName~', categories: ['Onboarding'] },
  { piece_title: 'Monthly letter', subject: 'News for ~Contact.FirstName~', categories: ['Newsletter', 'Marketing'] },
  { piece_title: 'Plain reminder', subject: 'A reminder', content_type: 'TEXT', categories: [] },
  { piece_title: 'Invitation “été”', subject: 'Invitation à l’atelier', bcc_address: 'archive@example.com' },
  { piece_title: 'Say "thank you" & <b>more</b>', subject: 'Thank you, ~Contact.FirstName~ ~Contact.LastName~' },
  { piece_title: 'No subject yet', categories: ['Drafts'] },
];

function template(world: World, id: number): ReturnType<TableSeed['make']> {
  const dice = world.dice('emailTemplates', id);
  const { content_type = 'MULTIPART', ...own } = TEMPLATES[id - 1] ?? {};
  const created = dice.moment();
  return {
    fields: {
      from_address: '~Owner.Email~',
      to_address: '~Contact.Email~',
      categories: ['Marketing'],
      merge_context: 'Contact',
      content_type,
      text_body: 'Hello ~Contact.FirstName~,\n\ngood to hear from you.',
      html_body: content_type === 'TEXT' ? undefined : '<p>Hello ~Contact.FirstName~,</p><p>good to hear from you.</p>',
      ...own,
    },
    created: iso(created),
    updated: iso(dice.moment(created)),
  };
}

/** A moment some minutes after another one, and before everything ends. */
function within(dice: Dice, after: number, minutes: number): number {
  return Math.min(after + MINUTE * (1 + dice.below(minutes)), dice.moment(after));
}

/** Mails to contacts. Now and then one went to an address that no contact has (any more). */
function emails(world: World): TableSeed {
  return {
    count: world.size.emails,
    refers: { contact_id: (id) => 1 + world.dice('emails', id).below(world.size.contacts) },
    make: (id) => {
      const dice = world.dice('emails', id);
      const contact_id = 1 + dice.below(world.size.contacts);
      const address = contactAddress(world, contact_id);
      const sent = dice.moment(contactMoment(world, contact_id));
      const opened = dice.chance(0.5) ? within(dice, sent, 3000) : undefined;
      const clicked = opened !== undefined && dice.chance(0.4) ? within(dice, opened, 30) : undefined;
      return {
        fields: {
          ...dice.one(MAILS),
          ...(address ? { contact_id } : {}),
          sent_to_address: address ?? `someone.${id}@example.net`,
          sent_from_address: dice.one(['ada@example.com', 'bo@example.com', 'dilek@example.com']),
          sent_from_reply_address: dice.chance(0.3) ? 'office@example.com' : undefined,
          sent_to_cc_address_list: dice.chance(0.1) ? ['cc.one@example.org', 'cc.two@example.org'] : [],
          sent_to_bcc_address_list: [],
          headers: `Message-ID: <${id}@mail.example.com>`,
          sent_time: iso(sent),
          received_time: iso(sent + 4000),
          opened_time: opened === undefined ? undefined : iso(opened),
          clicked_time: clicked === undefined ? undefined : iso(clicked),
          original_provider: dice.chance(0.8) ? 'INFUSIONSOFT' : 'GOOGLE',
          original_provider_id: `seeded-${id}`,
        },
        created: iso(sent),
        updated: iso(clicked ?? opened ?? sent),
      };
    },
  };
}

const LONE_ADDRESSES = [
  { email: 'person@example.com', email_opt_status: 'UNENGAGED_NON_MARKETABLE' },
  { email: 'former.customer@example.org', email_opt_status: 'LIST_UNSUBSCRIBE' },
  { email: 'no.longer.there@example.net', email_opt_status: 'HARD_BOUNCE' },
] as const;

/** Mails, their templates, and addresses Keap knows though no contact has them. */
export const EMAIL_TABLES = {
  emails,
  emailTemplates: (world: World): TableSeed => ({ count: TEMPLATES.length, make: (id) => template(world, id) }),
  emailAddresses: (world: World): TableSeed => ({
    count: LONE_ADDRESSES.length,
    make: (id) => {
      const created = iso(world.dice('emailAddresses', id).moment());
      return { fields: { ...LONE_ADDRESSES[id - 1], is_opt_in: false }, created, updated: created };
    },
  }),
};
