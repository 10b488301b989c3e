import type { TableSeed } from '../store/table.ts';
import { iso } from './dice.ts';
import type { World } from './world.ts';

const FORMS: readonly (readonly [name: string, type: string, exit: string])[] = [
  ['Contact us', 'LEGACY', 'HOSTED'],
  ['Newsletter', 'FUNNEL', 'REDIRECT'],
  ['Anmeldung Sommerfest', 'FUNNEL', 'DISPLAY_TEXT_AND_BUTTON'],
  ['Landing page: book', 'LANDING_PAGE', 'LANDING_PAGE'],
  ['Survey "2026" <b>& more</b>', 'SURVEY', 'MESSAGE'],
  ['Order desk', 'INTERNAL', 'CLOSE'],
  ['お問い合わせ', 'STANDALONE', 'HOSTED_PAGE'],
  ['Unsubscribe', 'LEGACY', 'OPT_OUT'],
];

/** Automations that are entered by a form. */
const FUNNELS = [3, 11, 19, 27] as const;

const OPTIONS = [
  { key: 'NewsletterOptIn', name: 'Newsletter' },
  { key: 'BlogUpdates', name: 'Updates of the blog' },
] as const;

/** Web forms, most of which belong to an automation, and what visitors of a WordPress site may opt in to. */
export const WEBFORM_TABLES = {
  webforms: (world: World): TableSeed => ({ count: FORMS.length, make: (id) => webform(world, id) }),
  wordPressOptions: (world: World): TableSeed => ({
    count: OPTIONS.length,
    make: (id) => {
      const created = iso(world.dice('wordPressOptions', id).moment());
      return { fields: { ...OPTIONS[id - 1] }, created, updated: created };
    },
  }),
};

function webform(world: World, id: number): ReturnType<TableSeed['make']> {
  const dice = world.dice('webforms', id);
  const [name, webform_type, exit_option] = FORMS[id - 1] ?? [];
  const xid = dice
    .below(2 ** 32)
    .toString(16)
    .padStart(8, '0');
  const custom_slug = dice.chance(0.6) ? `form-${id}` : undefined;
  const created = dice.moment();
  return {
    fields: {
      ...{ name, webform_type, exit_option, xid, custom_slug },
      funnel_id: webform_type === 'LEGACY' ? undefined : FUNNELS[id % FUNNELS.length],
      webform_url: `https://forms.example.com/app/form/${xid}`,
      pretty_webform_url: custom_slug && `https://forms.example.com/app/form/${custom_slug}`,
      thank_you_page_url: exit_option === 'REDIRECT' ? 'https://example.com/thank-you' : undefined,
      duplicate_check_option: dice.one(['EMAIL', 'EMAIL_AND_NAME', 'NO_CHECK']),
    },
    created: iso(created),
    updated: iso(dice.moment(created)),
  };
}
