import fc from 'fast-check';
import type { XmlRpcValue } from '../../../src/keap/xmlrpc/value.ts';

const awkwardText = fc.constantFrom(
  '',
  '  both ends  ',
  '\t\n',
  '\r\n and \r alone',
  ']]>',
  '<b>&amp;</b> "quoted" \'so\'',
  '&#x41;',
  '💌 مرحبا 結衣 ʻ',
  '\ufffd',
  '\u0085\u2028',
  '__proto__',
  '$dateTime',
  '$$',
);

/** Text that XML can hold: no control characters, no halves of pairs. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  awkwardText,
  fc
    .string({ unit: 'binary', maxLength: 30 })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .map((text) => text.toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')),
);

const digits = (maxLength: number) => fc.stringMatching(new RegExp(`^\\d{1,${maxLength}}$`));

const doubleText = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value.toString()),
  fc.tuple(fc.constantFrom('', '-', '+'), digits(25), digits(25)).map(([sign, a, b]) => `${sign}${a}.${b}`),
  fc.constantFrom('0', '-0', '12.50', '.5', '5.', '1e5', '1.0E10', '-1.5e-300', 'NaN', 'Infinity', '-Infinity', '00.1'),
);

const dateText = fc.oneof(
  fc.date({ min: new Date(0), max: new Date('2999-01-01'), noInvalidDate: true }).map((date) => {
    return date.toISOString().slice(0, 19).replaceAll('-', '');
  }),
  fc.constantFrom('2026-02-28T00:00:00Z', '20260228T23:59:59.123+0200', '2024-02-29T12:30:00', '20241231T235959'),
);

/** Any value, up to some depth. */
export const anyValue: fc.Arbitrary<XmlRpcValue> = fc.letrec<{ value: XmlRpcValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    anyText.map((text) => ({ type: 'string', text }) as const),
    fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map((value) => ({ type: 'int', value }) as const),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => ({ type: 'i8', digits: `${value}` }) as const),
    fc.boolean().map((value) => ({ type: 'boolean', value }) as const),
    doubleText.map((text) => ({ type: 'double', text }) as const),
    dateText.map((text) => ({ type: 'dateTime', text }) as const),
    fc.base64String({ maxLength: 40 }).map((text) => ({ type: 'base64', text }) as const),
    fc.constant({ type: 'nil' } as const),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => ({ type: 'array', items }) as const),
    fc
      .array(fc.tuple(anyText, tie('value')), { maxLength: 4 })
      .map((entries) => ({ type: 'struct', members: new Map(entries) }) as const),
  ),
})).value;
