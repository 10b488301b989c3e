/** A list of contacts with everything in it that a table, and a file made of it, might stumble over. */

/**
 * The text of an answer with so many records, the awkward ones first.
 * @param columns how many the usual ones have beyond the dozen they have anyway
 */
export function awkwardList(count: number, columns = 0): string {
  const usual = Array.from({ length: Math.max(0, count - AWKWARD.length) }, (_, at) =>
    usualRecord(at + AWKWARD.length + 1, columns),
  );
  return `{"contacts":[${[...AWKWARD, ...usual].join(',\n')}],"next_page_token":""}`;
}

/** Each as its JSON text: JavaScript would change some of the numbers. */
const AWKWARD: readonly string[] = [
  '{"id":"12345678901234567890","given_name":"=HYPERLINK(\\"https://example.com\\",\\"Ada\\")","family_name":"Lovelace","score":12345678901234567890,"notes":"<img src=x onerror=\\"document.title=\'run\'\\"><b>bold</b>"}',
  '{"id":"2","given_name":"+1 (555) 010-0000","family_name":"-1+1","score":-5,"notes":"one, \\"two\\";\\tthree\\r\\nfour"}',
  '{"id":"3","given_name":"@SUM(A1)","family_name":"\\u0645\\u0631\\u062d\\u0628\\u0627 \\u05e9\\u05dc\\u05d5\\u05dd","score":1.10,"notes":"\\u202egnp.exe \\u0000\\u0007"}',
  '{"id":"4","given_name":"\\ud83d\\udc69\\u200d\\ud83d\\udcbb \\u0141\\u00f3d\\u017a","family_name":"","score":9007199254740993,"tag_ids":[],"notes":null}',
  '{"id":"5","given_name":"Deep","score":9007199254740992,"extra":{"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":1}}}}}}}},"lines":[{"sku":"A","price":0.10},{"sku":"B","price":1e400}]}',
];

function usualRecord(id: number, more: number): string {
  const columns = Object.fromEntries(Array.from({ length: more }, (_, at) => [`x_${at + 1}`, `${id}.${at} text`]));
  return JSON.stringify({
    id: String(id),
    given_name: `Given ${(id * 7919) % 10_007}`,
    family_name: `Family ${id % 97}`,
    score: (id * 31) % 1000,
    email_addresses: [{ email: `person${id}@mail.example`, field: 'EMAIL1', email_opt_status: 'SINGLE_OPT_IN' }],
    addresses: [
      { field: 'BILLING', locality: id % 2 ? 'Łódź' : 'Zürich', country_code: 'PL', line1: `${id} Main Street` },
    ],
    custom_fields: [
      { id: '1', content: `Value ${id}` },
      { id: '3', content: ['Red', 'Blue'] },
    ],
    tag_ids: ['91', '92'],
    create_time: new Date(Date.UTC(2026, 2, 29, 0, 0) + id * 60_000).toISOString(),
    ...columns,
  });
}
