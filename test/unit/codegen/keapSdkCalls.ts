import type { RequestDraft } from '../../../src/keap/request/draft.ts';

/** A draft of an operation, and its code word for word. */
interface Call {
  readonly id: string;
  readonly draft: Partial<RequestDraft>;
  readonly expected: string;
}

const FIRST = '// A TypeScript module: npm install keap-core-service-v2-sdk-ts@2. The key is read from KEAP_API_KEY.';
const LOOSE = '// as never: the SDK sends this as it stands, though its types would not take it.';

function program(className: string, lines: readonly string[], imports?: string, comments: readonly string[] = []) {
  return [
    FIRST,
    ...comments,
    imports ?? `import { ${className}, createConfiguration, Oauth2Authentication } from 'keap-core-service-v2-sdk-ts';`,
    '',
    'const configuration = createConfiguration({',
    "  authMethods: { default: new Oauth2Authentication(process.env.KEAP_API_KEY ?? '') },",
    '});',
    `const api = new ${className}(configuration);`,
    ...lines,
    '',
  ].join('\n');
}

function importing(...names: readonly string[]): string {
  return `import {\n${names.map((name) => `  ${name},\n`).join('')}} from 'keap-core-service-v2-sdk-ts';`;
}

export const CALLS: readonly Call[] = [
  {
    id: 'getUserInfo',
    draft: {},
    expected: program('UsersApi', ['const answer = await api.getUserInfo();', 'console.log(answer);']),
  },
  {
    id: 'getContact',
    draft: { parameters: { 'path:contact_id': '7' } },
    expected: program('ContactApi', ["const answer = await api.getContact('7');", 'console.log(answer);']),
  },
  {
    id: 'deleteContact',
    draft: { parameters: { 'path:contact_id': '8' } },
    expected: program('ContactApi', ["await api.deleteContact('8');"]),
  },
  {
    id: 'deleteAutomation',
    draft: { parameters: { 'query:automation_ids': ['1', '2'] } },
    expected: program('AutomationApi', ['await api.deleteAutomation([1, 2]);']),
  },
  {
    id: 'listContacts',
    draft: {
      parameters: {
        'query:filter': "given_name==O'Neil",
        'query:fields': ['id', 'given_name'],
        'query:page_size': '5',
      },
    },
    expected: program('ContactApi', [
      'const answer = await api.listContacts(',
      "  ['id', 'given_name'],",
      "  'given_name==O\\'Neil',",
      '  undefined, // orderBy',
      '  5,',
      ');',
      'console.log(answer);',
    ]),
  },
  {
    id: 'listOpportunities',
    draft: { parameters: { 'query:fields': ['custom_fields'], 'query:page_token': 'abc' } },
    expected: program('OpportunityApi', [
      'const answer = await api.listOpportunities(',
      "  new Set(['custom_fields']),",
      '  undefined, // filter',
      '  undefined, // orderBy',
      '  undefined, // pageSize',
      "  'abc',",
      ');',
      'console.log(answer);',
    ]),
  },
  {
    id: 'applyTags',
    draft: { parameters: { 'path:tag_id': '3' }, body: '{"contact_ids":["1","2"]}' },
    expected: program(
      'TagsApi',
      [
        'const answer = await api.applyTags(',
        "  '3',",
        '  {',
        "    contactIds: ['1', '2'] as never,",
        '  },',
        ');',
        'console.log(answer);',
      ],
      undefined,
      [LOOSE],
    ),
  },
  {
    id: 'createTask',
    draft: {
      body: '{"title":"Call","due_time":"2026-01-31T09:00:00.000Z","priority":"CRITICAL","remind_time_mins":5}',
    },
    expected: program(
      'TaskApi',
      [
        'const answer = await api.createTask({',
        "  title: 'Call',",
        "  dueTime: '2026-01-31T09:00:00.000Z',",
        "  priority: 'CRITICAL' as CreateTaskRequestPriorityEnum,",
        '  remindTimeMins: 5,',
        '});',
        'console.log(answer);',
      ],
      importing('TaskApi', 'createConfiguration', 'Oauth2Authentication', 'type CreateTaskRequestPriorityEnum'),
    ),
  },
  {
    id: 'createContact',
    draft: {
      parameters: { 'query:fields': ['id'] },
      body: '{"email_addresses":[{"email":"ada@example.com","field":"EMAIL1"}],"given_name":"Ada"}',
    },
    expected: program(
      'ContactApi',
      [
        'const answer = await api.createContact(',
        '  {',
        '    emailAddresses: [',
        '      {',
        "        email: 'ada@example.com',",
        "        field: 'EMAIL1' as EmailAddressRequestFieldEnum,",
        '      },',
        '    ],',
        "    givenName: 'Ada',",
        '  },',
        "  ['id'],",
        ');',
        'console.log(answer);',
      ],
      importing('ContactApi', 'createConfiguration', 'Oauth2Authentication', 'type EmailAddressRequestFieldEnum'),
    ),
  },
  {
    id: 'updateContact',
    draft: {
      parameters: { 'path:contact_id': '7', 'query:update_mask': ['given_name', 'family_name'] },
      body: '{"given_name":"Ada","family_name":null}',
    },
    expected: program(
      'ContactApi',
      [
        'const answer = await api.updateContact(',
        "  '7',",
        '  {',
        "    givenName: 'Ada',",
        '    familyName: null as never,',
        '  },',
        "  new Set(['given_name', 'family_name']),",
        ');',
        'console.log(answer);',
      ],
      undefined,
      [LOOSE],
    ),
  },
  {
    id: 'updateLeadSourceExpense',
    draft: {
      parameters: {
        'path:lead_source_id': '1',
        'path:lead_source_expense_id': '2',
        'query:update_mask': ['amount'],
      },
      body: '{"amount":22550,"incurred_time":"2026-01-31T09:00:00+01:00"}',
    },
    expected: program(
      'LeadSourceExpensesApi',
      [
        'const answer = await api.updateLeadSourceExpense(',
        "  '2',",
        "  '1',",
        '  {',
        '    amount: 22550,',
        "    incurredTime: new Date('2026-01-31T09:00:00+01:00'),",
        '  },',
        "  new Set(['amount']),",
        ');',
        'console.log(answer);',
      ],
      importing('LeadSourceExpensesApi', 'createConfiguration', 'Oauth2Authentication'),
    ),
  },
  {
    id: 'addProductOptionListOptionValue',
    draft: {
      parameters: { 'path:product_id': '1', 'path:product_option_id': '2' },
      body: '[{"item_label":"Large"}]',
    },
    expected: program('ProductsApi', [
      'const answer = await api.addProductOptionListOptionValue(',
      "  '1',",
      "  '2',",
      '  [',
      '    {',
      "      itemLabel: 'Large',",
      '    },',
      '  ],',
      ');',
      'console.log(answer);',
    ]),
  },
];
