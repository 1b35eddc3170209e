import fc from 'fast-check';
import { type NetElement, readTnetstrings } from '../../src/captures/tnetstring.js';
import { mostOf, must, type Target } from './target.js';

const frame = (content: string, type: string): string => `${Buffer.byteLength(content, 'latin1')}:${content}${type}`;

const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('', 'a', '\xff', '1:a,', '12').map((text) => frame(text, ',')),
    fc.constantFrom('', 'a', ':').map((text) => frame(text, ';')),
    fc.constantFrom('1', '-0', '1e999', 'x', '', '0x10').map((text) => frame(text, '#')),
    fc.constantFrom('true', 'false', 'x').map((text) => frame(text, '!')),
    fc.constantFrom('0:~', '1:a~', '1:a?', '01:a,', ':', '9999999999999:a,', '999:a,'),
    fc
      .array(tie('value'), { maxLength: 4 })
      .chain((items) => fc.constantFrom(']', '}').map((type) => frame(items.join(''), type))),
  ),
}));

async function elementsOf(chunks: readonly Uint8Array[]): Promise<NetElement[]> {
  const all: NetElement[] = [];
  const stream = (async function* () {
    for (const chunk of chunks) yield chunk;
  })();
  for await (const element of readTnetstrings(stream)) all.push(element);
  return all;
}

export const tnetstrings: Target = {
  name: 'tnetstrings',
  title:
    'Any bytes are read as tnetstrings to their end or to what is wrong, the same however they are cut into pieces',
  seeds: [
    frame(`${frame('status', ';')}${frame('201', '#')}${frame('ok', ';')}${frame('', '~')}`, '}'),
    '3:abc,0:~',
    '5:ab',
  ],
  tokens: ['1:', '0:', '3:abc', ',', ';', '#', '!', '~', ']', '}', ':', '9', '999999999999:', '\0'],
  structured: fc.array(value, { maxLength: 4 }).map((all) => Buffer.from(all.join(''), 'latin1')),
  async check(input) {
    const whole = await elementsOf([input]);
    const bytes = await elementsOf(Array.from(input, (byte) => Uint8Array.of(byte)));
    const middle = Math.floor(input.length / 2);
    const halves = await elementsOf([input.subarray(0, middle), input.subarray(middle)]);
    for (const pieces of [bytes, halves])
      must(JSON.stringify(shown(pieces)) === JSON.stringify(shown(whole)), 'pieces are read otherwise than the whole');
    must(JSON.stringify(shown(whole)).length <= mostOf(input, 100), 'far more came out than went in');
    let before = -1;
    for (const { offset } of whole) {
      must(offset > before && offset <= input.length, 'an element is at a place that it cannot have');
      before = offset;
    }
  },
};

/** Values as JSON: maps as lists of their entries, bytes as text. */
function shown(value: unknown): unknown {
  if (value instanceof Map) return { map: [...value].map(([key, member]) => [key, shown(member)]) };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('latin1') };
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(shown);
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shown(member)]))
    : value;
}
