import { describe, expect, test } from 'vitest';
import type { Piece } from '../../src/pages/read/inline.js';
import { TYPE_WORDS } from '../../src/pages/templates/graph/edm.js';
import { readNotes } from '../../src/pages/types/notes.js';
import {
  fitsSegment,
  inferTemplate,
  readExampleTarget,
  readTarget,
  splitSegments,
} from '../../src/pages/types/path-template.js';
import { readType } from '../../src/pages/types/type-text.js';

/** Text in which `code` and [links](to.md) are separate pieces. */
function pieces(text: string): Piece[] {
  return [...text.matchAll(/`([^`]+)`|\[([^\]]+)\]\(([^)]+)\)|[^`[]+/g)].map(([whole, code, link, href]): Piece => {
    if (code !== undefined) return { kind: 'code', text: code };
    return link === undefined ? { kind: 'text', text: whole } : { kind: 'link', text: link, href: href ?? '' };
  });
}

function written(text: string): string | undefined {
  const type = readType(pieces(text), TYPE_WORDS);
  if (!type) return undefined;
  const names = type.of
    .map((simple) => {
      if (simple.kind === 'primitive') return simple.primitive.name;
      return simple.kind === 'named' ? simple.name : simple.kind;
    })
    .join(' | ');
  return type.isCollection ? `${names}[]` : names;
}

describe('a type', () => {
  test.each([
    ['String', 'String'],
    ['Edm.Int32', 'Int32'],
    ['string (timestamp)', 'DateTimeOffset'],
    ['String collection', 'String[]'],
    ['Collection(Edm.String)', 'String[]'],
    ['Collection of Guid', 'Guid[]'],
    ['[drink](../resources/drink.md) collection', 'drink[]'],
    ['Collection([drink](../resources/drink.md))', 'drink[]'],
    ['(Boolean or String or Double) collection', 'Boolean | String | Double[]'],
    ['[cup](cup.md) or [mug](mug.md)', 'cup | mug'],
    ['microsoft.graph.drink', 'microsoft.graph.drink'],
    ['roastLevel', 'roastLevel'],
    ['Enumeration', 'enumeration'],
    ['Json', 'any'],
    ['string (readonly)', 'String'],
    ['string, maximum size 64', 'String'],
    ['', undefined],
    ['a text that names nothing.', undefined],
  ])('The type text %j is read as %j', (text, type) => {
    expect(written(text)).toBe(type);
  });
});

describe('a description', () => {
  test.each([
    ['Possible values are: `a`, `b`, `c`.', ['a', 'b', 'c']],
    ['The roast. Supported values are `light`, `dark`, or `burnt`. The default is `dark`.', ['light', 'dark', 'burnt']],
    ['Possible values: `a` (the first), `b` (the second; see [there](x.md)), `c`', ['a', 'b', 'c']],
    ['Possible values are: low, high.', ['low', 'high']],
    ['Something like `a`. Not a list.', undefined],
    ['Valid values 1 to 10', undefined],
    ['The possible values for `state` are `a`, `b`, and `c`.', ['a', 'b', 'c']],
    ['Possible values are: `Not started`, `text/html`, `done`.', ['Not started', 'text/html', 'done']],
    [
      'Possible values are: `a`, `unknownFutureValue`. You must use the header to get the following values in this evolvable enum: `b`, `c`.',
      ['a', 'unknownFutureValue', 'b', 'c'],
    ],
    ['Cannot begin with `Cup` or be one of the following values: `none`, `all`.', undefined],
    ['Valid values could be `min`, `default`, or a number of hours.', undefined],
    ['Allowed values are `a`-`z`.', undefined],
    ['Valid values depend on `kindOf`.', undefined],
    ['Possible values include, for example, `en-us`.', undefined],
    ['Supported values are:`mine`: Cups of my own.`all`: Cups of all.', undefined],
    ['One of the following: `7` - where the kind is `small`.', undefined],
    ['Possible values are: 0 - `low`, 1 - `mid`.', undefined],
  ])('The description %j lists the values %j', (text, members) => {
    expect(readNotes(pieces(text)).members).toEqual(members);
  });

  test.each<[string, object]>([
    ['Key of the entity. Read-only.', { isKey: true, isReadOnly: true }],
    ['Valid values 1 to 10', { range: { minimum: 1, maximum: 10 } }],
    ['Required. Not nullable.', { isRequired: true, isNullable: false }],
    ['Required if the cup is full.', { isRequired: false }],
    ['Inherited from [entity](entity.md)', { inheritedFrom: { name: 'entity', href: 'entity.md' } }],
    ['The name. Maximum length is 1,024 characters.', { maxLength: 1024 }],
    ['Deprecated. Write-only', { isDeprecated: true, isWriteOnly: true }],
    ['The name. Cannot exceed 64.', { maxLength: 64 }],
    ['Possible values are: `active`, `deprecated`.', { isDeprecated: false }],
    ['Whether the cup is read-only.', { isReadOnly: false }],
    ['Indicates if the cup is read-only and cannot be washed.', { isReadOnly: false }],
    ['Flags. Multiple values can be combined. Possible values are: `a`, `b`.', { areCombined: true }],
    [
      '0 - `off`, 1 - `on`',
      {
        numbers: [
          { value: 0, label: 'off' },
          { value: 1, label: 'on' },
        ],
      },
    ],
  ])('The description %j gives the facts %j', (text, notes) => {
    expect(readNotes(pieces(text))).toMatchObject(notes);
  });

  test.each(['Cannot exceed 4 MB.', 'Maximum size is 64 KB', 'Cannot exceed 30 days.'])(
    'The description %j sets no length in characters',
    (text) => expect(readNotes(pieces(text)).maxLength).toBeUndefined(),
  );
});

describe('a request line', () => {
  test.each([
    ['/cups/{id | name}/sips/{id}', '/cups/{id}/sips/{id2}'],
    ['/cups/<cup id>', '/cups/{cup-id}'],
    ['https://api.example/v1.0/cups/', '/cups'],
    ["/cups/delta(token='{token}')", "/cups/delta(token='{token}')"],
    ['/drive/root:/{item-path}:/children', '/drive/root:/{item-path}:/children'],
    ['/cups/3f2504e0-4f89-41d3-9a0c-0305e82c3301/sip', '/cups/{id}/sip'],
    ['docs\\api/cups', '/docs/api/cups'],
  ])('The request line %s has the path %s', (line, path) => {
    expect(readTarget(line).path).toBe(path);
  });

  test('A request line keeps its query apart from its path', () => {
    expect(readTarget('/cups?$expand=sips&size={size}')).toMatchObject({
      path: '/cups',
      query: [
        { name: '$expand', value: 'sips' },
        { name: 'size', value: '{size}' },
      ],
    });
  });
});

describe('the URL of an example', () => {
  test('The URL of an example is split into a base and a declared path', () => {
    expect(readExampleTarget('https://api.example/docs\\api/cups/7', ['/cups/{id}'])).toEqual({
      base: 'https://api.example/docs/api',
      path: '/cups/7',
      query: [],
    });
  });

  test.each([
    ['/drive/root:/{item-path}:/children', 'https://api.example/v1.0/drive/root:/Documents/Projects/2020:/children'],
    ['/drive/root:/{item-path}', 'https://api.example/v1.0/drive/root:/Documents/cups.txt'],
    [
      '/sites/{host}:/{path}:/drive/root:/{file}:/content',
      'https://api.example/v1.0/sites/a:/b/c:/drive/root:/d/e:/content',
    ],
  ])('The URL of an example can have values with slashes for a path parameter within the path: %s', (path, written) => {
    const target = readExampleTarget(written, [path]);
    expect(target.base).toBe('https://api.example/v1.0');
    expect(written.endsWith(target.path)).toBe(true);
    const example = splitSegments(target.path);
    const template = splitSegments(path);
    expect(example).toHaveLength(template.length);
    expect(template.every((segment, index) => fitsSegment(segment, example[index] ?? ''))).toBe(true);
    expect(readTarget(path).path).toBe(path);
  });

  test('The URL of an example suggests a template if no line declares its path', () => {
    expect(inferTemplate('/me/cups/AAMkAGVmMDEzMTM4/sips/{id}', ['/users/{id}/cups/{id2}/sips/{id3}']).path).toBe(
      '/me/cups/{id}/sips/{id2}',
    );
  });
});
