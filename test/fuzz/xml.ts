import fc from 'fast-check';
import { parseBody } from '../../src/contract/media/body.js';
import { type XmlElement, xmlValue } from '../../src/contract/media/xml.js';
import { parseMediaType } from '../../src/http/index.js';
import { MAX_DEPTH } from '../../src/model/index.js';
import { mostOf, must, type Target } from './target.js';

const TYPE = parseMediaType('application/xml');

const element = fc.letrec<{ element: string }>((tie) => ({
  element: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      'text',
      '&amp;',
      '&#65;',
      '&#x110000;',
      '&nope;',
      '<![CDATA[<x>]]>',
      '<!-- c -->',
      '<?p x?>',
      '<a/>',
      '<b c=\'1\' d="&lt;"/>',
      ']]>',
      '<',
      '&',
    ),
    fc
      .tuple(
        fc.constantFrom('a', 'n:b', 'c', 'é', '__proto__'),
        fc.constantFrom('', ' x="1"', ' xmlns:n="u"', ' x="1" x="2"', ' y'),
        fc.array(tie('element'), { maxLength: 4 }),
      )
      .map(([name, attributes, children]) => `<${name}${attributes}>${children.join('')}</${name}>`),
  ),
})).element;

export const xml: Target = {
  name: 'xml',
  title: 'Any XML body is read as elements or is unparseable in words, and no entity multiplies itself',
  seeds: [
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE a>\n<a:b x="1&amp;"><![CDATA[x]]><c/>&#65;<d><d/></d></a:b>',
    '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><a>&d;</a>',
  ],
  tokens: [
    '<a>',
    '</a>',
    '<a/>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '&amp;',
    '&#x41;',
    '&',
    ';',
    '<?xml ',
    '?>',
    '<!DOCTYPE ',
    '<!ENTITY x "y">',
    '=',
    '"',
    "'",
    ':',
    ' xmlns="u"',
  ],
  structured: fc
    .tuple(fc.constantFrom('', '<?xml version="1.0"?>', '<!DOCTYPE a>'), element)
    .map(([head, body]) => head + body),
  check(input) {
    must(TYPE !== undefined, 'XML has a media type');
    const parsed = parseBody(input, TYPE);
    if (parsed.kind === 'unparseable') must(parsed.detail.trim() !== '', 'nothing says why it cannot be parsed');
    if (parsed.kind !== 'xml') return must(['unparseable', 'too-deep', 'unjudged'].includes(parsed.kind), parsed.kind);
    must(depthOf(parsed.root) <= MAX_DEPTH, 'it is nested more deeply than can be judged');
    must(JSON.stringify(xmlValue(parsed.root, undefined)).length <= mostOf(input, 20), 'more comes out than went in');
  },
};

function depthOf({ children }: XmlElement): number {
  return 1 + Math.max(0, ...children.map(depthOf));
}
