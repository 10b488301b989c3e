import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readDateTime, writeDateTime } from '../../../src/keap/xmlrpc/dateTime.ts';
import { readCall, readResponse } from '../../../src/keap/xmlrpc/readXmlRpc.ts';
import { structValue, textValue, type XmlRpcValue } from '../../../src/keap/xmlrpc/value.ts';
import { writeCall, writeFault, writeResponse } from '../../../src/keap/xmlrpc/writeXmlRpc.ts';
import { XmlRpcError, type XmlRpcProblem } from '../../../src/keap/xmlrpc/xmlRpcError.ts';
import { textOfXml } from '../../../src/keap/xmlText.ts';
import { anyText, anyValue } from './anyValue.ts';

/** A value as an answer would have it. */
const answered = (inner: string): XmlRpcValue => {
  const xml = `<methodResponse><params><param>${inner}</param></params></methodResponse>`;
  const response = readResponse(xml);
  assert.ok('value' in response);
  return response.value;
};
const value = (inner: string): XmlRpcValue => answered(`<value>${inner}</value>`);

const refused = (problem: XmlRpcProblem, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof XmlRpcError, String(error));
  assert.equal(error.problem, problem, error.message);
  assert.match(error.message, message);
  assert.match(error.message, /^[^\n]*[.:]$/, 'one sentence');
  return true;
};

describe('Any value', () => {
  it('comes back from an answer as it went', () => {
    fc.assert(
      fc.property(anyValue, (any) => assert.deepEqual(readResponse(writeResponse(any)), { value: any })),
      { numRuns: 1_000 },
    );
  });

  it('comes back from a call as it went, with its neighbours', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { maxLength: 5 }), (args) => {
        const call = { method: 'DataService.query', args };
        assert.deepEqual(readCall(writeCall(call)), call);
      }),
      { numRuns: 500 },
    );
  });

  it('and any fault comes back as it went', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), anyText, (code, message) => {
        assert.deepEqual(readResponse(writeFault({ code, message })), { fault: { code, message } });
      }),
      { numRuns: 300 },
    );
  });
});

describe('Values are read', () => {
  const cases: readonly [what: string, xml: string, XmlRpcValue][] = [
    ['a value without a type as text', '<value> a b </value>', { type: 'string', text: ' a b ' }],
    ['an empty value as an empty text', '<value/>', { type: 'string', text: '' }],
    ['white space around a type as nothing', '<value>\n <i4> 7 </i4>\n</value>', { type: 'int', value: 7 }],
    ['white space in a text as it is', '<value><string> \n </string></value>', { type: 'string', text: ' \n ' }],
    ['line ends as line feeds', '<value>a\r\nb\rc&#13;</value>', { type: 'string', text: 'a\nb\nc\r' }],
    ['character data', '<value><![CDATA[<&amp;]]>!</value>', { type: 'string', text: '<&amp;!' }],
    ['numbers for characters', '<value>&#65;&#x1F48C;&lt;</value>', { type: 'string', text: 'A💌<' }],
    ['text on both sides of a comment', '<value>a<!-- > -->b</value>', { type: 'string', text: 'ab' }],
    ['the smallest int', '<value><int>-2147483648</int></value>', { type: 'int', value: -(2 ** 31) }],
    ['ints with a plus and zeros', '<value><i4>+007</i4></value>', { type: 'int', value: 7 }],
    ['minus zero as zero', '<value><int>-0</int></value>', { type: 'int', value: 0 }],
    ['a long', '<value><ex:i8>9223372036854775807</ex:i8></value>', { type: 'i8', digits: '9223372036854775807' }],
    ['a double digit for digit', '<value><double>10.100</double></value>', { type: 'double', text: '10.100' }],
    ['base64 with broken lines', '<value><base64>SGVs\n bG8=</base64></value>', { type: 'base64', text: 'SGVsbG8=' }],
    ['nil', '<value><nil/></value>', { type: 'nil' }],
    ['Apache’s nil', '<value><ex:nil xmlns:ex="http://example.com/"/></value>', { type: 'nil' }],
    ['an empty array', '<value><array><data/></array></value>', { type: 'array', items: [] }],
    ['an empty struct', '<value><struct></struct></value>', { type: 'struct', members: new Map() }],
  ];
  for (const [what, xml, expected] of cases) it(what, () => assert.deepEqual(answered(xml), expected));

  it('with a declaration, a byte order mark and attributes before them', () => {
    const xml = '\ufeff<?xml version="1.0" standalone=\'no\'?>\n<methodResponse a="1"><params>';
    const response = readResponse(`${xml}<param><value>x</value></param></params></methodResponse>\n<!-- end -->`);
    assert.deepEqual(response, { value: textValue('x') });
  });
});

describe('What is no XML-RPC is refused in a sentence', () => {
  const response = (inner: string) => () => readResponse(inner);
  const document = '<methodResponse><params><param><value>x</value></param></params></methodResponse>';
  const cases: readonly [what: string, () => unknown, XmlRpcProblem, RegExp][] = [
    ['a document type', response(`<!DOCTYPE a>${document}`), 'refused', /document type/],
    ['an entity of one’s own', response(`<!DOCTYPE a [<!ENTITY b "c">]>${document}`), 'refused', /document type/],
    ['an entity nobody declared', () => value('&nbsp;'), 'refused', /&nbsp; is no entity/],
    ['an instruction', response(`<?xml version="1.0"?><?php x?>${document}`), 'refused', /instruction/],
    ['a late declaration', response(` <?xml version="1.0"?>${document}`), 'refused', /instruction/],
    ['a control character', () => value('a\u0000b'), 'xml', /control character U\+0000/],
    ['a control character by number', () => value('&#8;'), 'xml', /ampersand/],
    ['half a pair by number', () => value('&#xD800;'), 'xml', /ampersand/],
    ['a number beyond all characters', () => value('&#x110000;'), 'xml', /ampersand/],
    ['a lone ampersand', () => value('a & b'), 'xml', /ampersand/],
    ['a tag that is not closed', () => value('<int 4'), 'xml', /not closed/],
    ['tags that cross', () => value('<string>a</int></string>'), 'xml', /<\/int> stands where <\/string> was/],
    ['an early end', response('<methodResponse><params>'), 'xml', /ends before <\/params>/],
    ['a second root', response(`${document}<a/>`), 'xml', /More follows/],
    ['nothing', response(''), 'meaning', /nothing stands there/],
    ['plain text', response('Service unavailable'), 'meaning', /text stands between/],
    ['a page', response('<html><body>No</body></html>'), 'meaning', /<methodResponse> was expected, <html>/],
    ['an unknown type', () => value('<date>1</date>'), 'meaning', /<date> is no type/],
    ['text beside a type', () => value('a<int>1</int>'), 'meaning', /beside/],
    ['a type in a scalar', () => value('<int><i4>1</i4></int>'), 'meaning', /no place/],
    ['two values', () => answered('<value/></param><param><value/>'), 'meaning', /holds 2 values/],
    ['no value', response('<methodResponse><params/></methodResponse>'), 'meaning', /holds 0 values/],
    ['a bare fault', response('<methodResponse><fault><value/></fault></methodResponse>'), 'meaning', /without a code/],
    [
      'a member twice',
      () => value(`<struct>${'<member><name>a</name><value/></member>'.repeat(2)}</struct>`),
      'meaning',
      /“a” twice/,
    ],
    ['an int that is too large', () => value('<int>2147483648</int>'), 'value', /2147483647/],
    ['an int with a fraction', () => value('<int>1.0</int>'), 'value', /whole number/],
    ['a long that is too large', () => value('<i8>9223372036854775808</i8>'), 'value', /64 bits/],
    ['a boolean in words', () => value('<boolean>true</boolean>'), 'value', /0 or 1/],
    ['a double in words', () => value('<double>much</double>'), 'value', /no number/],
    ['the 30th of February', () => value('<dateTime.iso8601>20260230T00:00:00</dateTime.iso8601>'), 'value', /no date/],
    ['base64 without its end', () => value('<base64>SGVsbG8</base64>'), 'value', /no base64/],
    ['text in nil', () => value('<nil>x</nil>'), 'value', /nil/],
    ['a call without a name', () => readCall('<methodCall><methodName/></methodCall>'), 'meaning', /no method/],
  ];
  for (const [what, read, problem, message] of cases) it(what, () => assert.throws(read, refused(problem, message)));

  it('values that are too deep, too many or too long', () => {
    const deep = `${'<array><data><value>'.repeat(3)}x${'</value></data></array>'.repeat(3)}`;
    const xml = `<methodResponse><params><param><value>${deep}</value></param></params></methodResponse>`;
    const bounds = { characters: 10_000, depth: 10, values: 10 };
    assert.ok('value' in readResponse(xml, bounds));
    assert.throws(() => readResponse(xml, { ...bounds, depth: 3 }), refused('bounds', /more than 3 deep/));
    assert.throws(() => readResponse(xml, { ...bounds, values: 3 }), refused('bounds', /more than 3 values/));
    assert.throws(() => readResponse(xml, { ...bounds, characters: 99 }), refused('bounds', /99 characters/));
  });

  it('a hundred thousand open tags, without filling the stack', () => {
    assert.throws(() => value('<array><data><value>'.repeat(100_000)), refused('bounds', /more than 64 deep/));
  });
});

describe('What cannot be sent is refused in a sentence', () => {
  const cases: readonly [what: string, XmlRpcValue, XmlRpcProblem, RegExp][] = [
    ['a control character', textValue('a\u0007'), 'value', /U\+0007/],
    ['half a pair', textValue('\ud800'), 'value', /U\+D800/],
    ['a control character in a name', structValue({ 'a\u0001': textValue('') }), 'value', /U\+0001/],
    ['an int that is too large', { type: 'int', value: 2 ** 31 }, 'value', /2147483647/],
    ['an int with a fraction', { type: 'int', value: 1.5 }, 'value', /whole number/],
    ['a double in words', { type: 'double', text: 'much' }, 'value', /no number/],
    ['no base64', { type: 'base64', text: '???' }, 'value', /no base64/],
    ['no moment', { type: 'dateTime', text: 'today' }, 'value', /no date and time/],
  ];
  for (const [what, bad, problem, message] of cases) {
    it(what, () => assert.throws(() => writeResponse(bad), refused(problem, message)));
  }

  it('a method without a name', () => {
    assert.throws(() => writeCall({ method: 'a b', args: [] }), refused('meaning', /no name of a method/));
  });
});

describe('A moment', () => {
  it('means what it says, in XML-RPC’s form and in ISO’s', () => {
    const parts = { year: 2026, month: 11, day: 30, hour: 14, minute: 5, second: 9, millisecond: 0, offset: undefined };
    assert.deepEqual(readDateTime('20261130T14:05:09'), parts);
    assert.deepEqual(readDateTime('2026-11-30T14:05:09'), parts);
    assert.deepEqual(readDateTime('2026-11-30T14:05:09.5Z'), { ...parts, millisecond: 500, offset: 0 });
    assert.deepEqual(readDateTime('20261130T14:05:09-0530'), { ...parts, offset: -330 });
  });

  it('must be one that the calendar and the clock have', () => {
    for (const text of ['20250229T00:00:00', '20261301T00:00:00', '20261130T24:00:00', '2026-1130T00:00:00', '']) {
      assert.equal(readDateTime(text), undefined, text);
    }
    assert.ok(readDateTime('20240229T00:00:00'));
  });

  it('is written in UTC', () => assert.equal(writeDateTime(Date.UTC(2026, 10, 30, 14, 5, 9)), '20261130T14:05:09'));
});

describe('The text of a document', () => {
  const bytes = (text: string, encoding: BufferEncoding = 'utf8') => new Uint8Array(Buffer.from(text, encoding));
  it('is UTF-8 unless something says otherwise', () => {
    assert.equal(textOfXml(bytes('<a>é</a>')), '<a>é</a>');
    assert.equal(textOfXml(bytes('\ufeff<a/>')), '<a/>');
  });

  it('goes by the header before the declaration, and by the mark before both', () => {
    const declared = '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>';
    assert.equal(textOfXml(bytes(declared, 'latin1')), declared);
    assert.equal(textOfXml(bytes(declared), 'text/xml; charset=utf-8'), declared);
    assert.equal(textOfXml(bytes(`\ufeff${declared}`), 'text/xml; charset=iso-8859-1'), declared);
    assert.equal(textOfXml(bytes('\ufeff<a>é</a>', 'utf16le')), '<a>é</a>');
    const said = '<?xml version="1.0" encoding="UTF-16"?><a>é</a>';
    assert.equal(textOfXml(bytes(said)), said);
  });

  it('is refused where bytes or name are of no encoding', () => {
    assert.throws(() => textOfXml(Uint8Array.of(0x3c, 0xff)), refused('xml', /no UTF-8/));
    assert.throws(() => textOfXml(bytes('<a/>'), 'text/xml; charset=ebcdic'), refused('xml', /ebcdic/));
  });
});
