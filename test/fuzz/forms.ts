import fc from 'fast-check';
import type { MediaContent } from '../../src/contract/compiled.js';
import { formValue } from '../../src/contract/media/form-value.js';
import { readBrackets } from '../../src/contract/parameters/deep-object.js';
import { parseForm, writtenForm } from '../../src/contract/parameters/fields.js';
import { isTooDeep, type JsonValue } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';
import { mostOf, must, type Target } from './target.js';

const DOCUMENT = `
openapi: 3.1.0
info: { title: x, version: '1' }
paths:
  /f:
    post:
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              properties:
                f: { type: object, properties: { l: { type: array, items: { type: integer } }, o: { type: object } } }
                l: { type: array, items: { type: string } }
                c: { type: array, items: { type: number } }
                j: { type: object }
                n: { type: [integer, 'null'] }
            encoding:
              c: { style: pipeDelimited, explode: false }
              j: { contentType: application/json }
      responses: { '200': { description: ok } }
`;

const name = fc.constantFrom(
  'f[a]',
  'f[l]',
  'f[l][]',
  'f[l][0]',
  'f[o][b][c]',
  'f[',
  'f[]',
  'f[][a]',
  'l',
  'l[]',
  'l[1]',
  'c',
  'j',
  'n',
  'x[y]',
  '__proto__',
  'f[__proto__][x]',
  '',
  'f[a',
  'f]a[',
  '%66%5Ba%5D',
);
const value = fc.constantFrom(
  '',
  '1',
  '-1.50',
  'a|b',
  '1%7C2',
  'a,b',
  '%zz',
  '+',
  '{"a":1}',
  '{',
  'null',
  '%00',
  'é',
  '12345678901234567890',
);

let media: Promise<{ content: MediaContent; shape: Parameters<typeof formValue>[1] }> | undefined;

export const forms: Target = {
  name: 'forms',
  title: 'Any form body is read as an object, its fields as another reader finds them, in proportion to its size',
  seeds: ['f[a]=1&f[l][]=2&f[l][]=3&l=x&c=1|2&j=%7B%22a%22%3A1%7D&n=', 'f[l][0]=1&f[l][1]=2&f[o][b][c]=d&x[y]=z'],
  tokens: ['&', '=', '[', ']', '][', '[]', '%5B', '%', '+', 'f[a]=1&', 'l=', '|', '%0A', ';', '__proto__'],
  structured: fc
    .tuple(fc.array(fc.tuple(name, value), { maxLength: 12 }), fc.constantFrom('&', '&&', ';'))
    .map(([fields, separator]) => fields.map(([field, content]) => `${field}=${content}`).join(separator)),
  async check(input) {
    const text = input.toString();
    const fields = parseForm(text);
    const written = writtenForm(text);
    // The other reader takes a question mark at the start for that of a URL.
    const query = text.replace(/^\?/, '??');
    const count = [...new URLSearchParams(query)].length;
    must([...fields.values()].flat().length === count, 'a field is lost');
    for (const [field, values] of fields) {
      const theirs = new Set(text.length < 2_000 ? new URLSearchParams(query).getAll(field) : values);
      must(
        values.every((each) => theirs.has(each)),
        `${field} has another value`,
      );
    }
    must(written.size === fields.size, 'as it is written, a form has other fields');
    const brackets = readBrackets('f', fields);
    media ??= mediaOf();
    const { content, shape } = await media;
    const read: JsonValue = formValue(content, shape, fields, () => written);
    for (const each of [read, brackets ?? null])
      if (!isTooDeep(each)) must(JSON.stringify(each).length <= mostOf(input, 40), 'more comes out than went in');
  },
};

async function mediaOf() {
  const contract = await contractOf(DOCUMENT);
  const [operation] = contract.operations;
  must(operation !== undefined, 'the document has an operation');
  const content = contract.compile(operation).requestContent?.get('application/x-www-form-urlencoded');
  must(content?.schema !== undefined, 'the operation has a body');
  return { content, shape: contract.schemas.shapes.of(content.schema) };
}
