import { describe, expect, test } from 'vitest';
import { contractOf } from '../support/contract.js';
import { faultsOfRequest } from '../support/judge.js';

async function faults(
  content: string,
  type: string | undefined,
  body: string | Uint8Array | undefined,
  more = '',
): Promise<string[]> {
  const contract = await contractOf(`openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    post:
      requestBody: { ${more} content: ${content} }
      responses: { '200': { description: ok } }
`);
  return faultsOfRequest(contract, {
    method: 'POST',
    url: '/things',
    headers: type === undefined ? {} : { 'content-type': type },
    ...(body === undefined ? {} : { body }),
  });
}

const JSON_NUMBER = '{ application/json: { schema: { type: number } } }';

describe('a body', () => {
  test('A body is judged by the documented media type that fits its own best', async () => {
    const content =
      '{ "*/*": { schema: { type: string } }, "text/*": { schema: { maxLength: 3 } }, text/csv: { schema: { minLength: 5 } } }';
    expect(await faults(content, 'text/csv; charset=utf-8', 'abcd')).toEqual(['body minLength']);
    expect(await faults(content, 'TEXT/plain', 'abcd')).toEqual(['body maxLength']);
    expect(await faults(content, 'application/json', '1')).toEqual(['body type']);
  });

  test('A body with a +json media type is read as JSON', async () => {
    expect(
      await faults('{ application/vnd.x+json: { schema: { type: number } } }', 'application/vnd.x+json', '"x"'),
    ).toEqual(['body type']);
  });

  test('A body without a media type is judged as the first documented one', async () => {
    expect(await faults(JSON_NUMBER, undefined, '"x"')).toEqual(['body type']);
  });

  test('A JSON body may begin with a byte-order mark', async () => {
    expect(await faults(JSON_NUMBER, 'application/json', '\uFEFF1')).toEqual([]);
  });

  test.each([
    ['application/json', 'application/vnd.api+json', '{ "n": "x" }'],
    ['application/vnd.api+json', 'application/json', '{ "n": "x" }'],
    ['application/xml', 'text/xml', '<o><n>x</n></o>'],
    ['multipart/form-data', 'application/x-www-form-urlencoded', 'n=x'],
  ])('A body that is documented as %s and sent as %s is judged all the same', async (documented, sent, body) => {
    const content = `{ ${documented}: { schema: { type: object, properties: { n: { type: integer } } } } }`;
    expect(await faults(content, sent, body)).toEqual([
      'content-type content-type undocumented-media-type',
      'body /n type',
    ]);
  });

  test('A body of another type, broken, missing or undocumented has its own kind of fault', async () => {
    expect(await faults(JSON_NUMBER, 'text/plain', '1')).toEqual(['content-type content-type undocumented-media-type']);
    expect(await faults(JSON_NUMBER, 'application/json', '{')).toEqual(['body unparseable-body']);
    expect(await faults(JSON_NUMBER, 'application/json', undefined, 'required: true,')).toEqual(['body missing-body']);
    expect(await faults(JSON_NUMBER, 'application/json', undefined)).toEqual([]);
    expect(await faults('{}', 'text/plain', 'x')).toEqual(['body unexpected-body']);
  });
});

describe('a form', () => {
  const form = (encoding = '{}') =>
    `{ application/x-www-form-urlencoded: { encoding: ${encoding}, schema: { type: object, required: [n], additionalProperties: false, properties: { n: { type: integer }, list: { type: array, items: { type: integer } }, at: { type: object, properties: { x: { type: integer } } } } } } }`;
  const type = 'application/x-www-form-urlencoded';

  test('A form is judged as an object whose fields are read by their documented types', async () => {
    expect(await faults(form(), type, 'n=1&list=1&list=2&at[x]=3')).toEqual([]);
    expect(await faults(form(), type, 'n=one&list=1&list=b&at[x]=c')).toEqual([
      'body /n type',
      'body /list/1 type',
      'body /at/x type',
    ]);
    expect(await faults(form(), type, 'list=1')).toEqual(['body required']);
    expect(await faults(form(), type, 'n=1&more=2')).toEqual(['body additionalProperties']);
  });

  test('A form field is never dropped silently, be it undocumented or written in its own style', async () => {
    expect(await faults(form(), type, 'n=1&more[a]=2')).toEqual(['body additionalProperties']);
    expect(await faults(form(), type, 'n=1&list[a]=2')).toEqual(['body additionalProperties']);
    expect(await faults(form(), type, 'n=1&list[]=2&list[]=3')).toEqual([]);
  });

  test('A form field is read in the style that its encoding documents', async () => {
    expect(await faults(form('{ list: { style: pipeDelimited, explode: false } }'), type, 'n=1&list=1|2')).toEqual([]);
  });
});

describe('a multipart body', () => {
  const content = (encoding = '{}') =>
    `{ multipart/form-data: { encoding: ${encoding}, schema: { type: object, required: [title], additionalProperties: false, properties: { title: { type: string, maxLength: 5 }, count: { type: integer }, photo: { type: string, format: binary }, meta: { type: object, properties: { x: { type: integer } } }, tags: { type: array, items: { type: integer } } } } } }`;
  const type = 'multipart/form-data; boundary=b0';
  const parts = (...list: readonly string[]) => `${list.map((part) => `--b0\r\n${part}\r\n`).join('')}--b0--\r\n`;
  const field = (name: string, value: string, more = '') =>
    `Content-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}`;
  const file = (name: string, contentType: string, value: string) =>
    `Content-Disposition: form-data; name="${name}"; filename="f"\r\nContent-Type: ${contentType}\r\n\r\n${value}`;

  test('A multipart body is judged as an object whose parts are read by their documented types', async () => {
    const good = parts(
      field('title', 'abc'),
      field('count', '7'),
      file('photo', 'image/png', '\u0000\u0001'),
      field('meta', '{"x":1}'),
      field('tags', '1'),
      field('tags', '2'),
    );
    expect(await faults(content(), type, good)).toEqual([]);
    const bad = parts(
      field('title', 'too long'),
      field('count', 'x'),
      field('meta', '{"x":"y"}'),
      field('tags', 'z'),
      field('other', '1'),
    );
    expect(await faults(content(), type, bad)).toEqual([
      'body additionalProperties',
      'body /title maxLength',
      'body /count type',
      'body /meta/x type',
      'body /tags/0 type',
    ]);
    expect(await faults(content(), type, parts(field('count', '1')))).toEqual(['body required']);
  });

  test('The parts of a multipart body must have one of the media types that `encoding` lists', async () => {
    const encoding = '{ photo: { contentType: "image/png, image/jpeg" } }';
    const sent = (contentType: string) => parts(field('title', 'a'), file('photo', contentType, 'x'));
    expect(await faults(content(encoding), type, sent('image/jpeg'))).toEqual([]);
    expect(await faults(content(encoding), type, sent('text/plain'))).toEqual([
      'content-type photo undocumented-media-type',
    ]);
  });

  test('The name of a part is read as browsers write it, and any name of its file will do', async () => {
    const named = (disposition: string) => parts(`Content-Disposition: ${disposition}\r\n\r\nabc`);
    const described = `{ multipart/form-data: { schema: { type: object, required: ['a"b'], properties: { 'a"b': { type: string } }, additionalProperties: false } } }`;
    for (const disposition of [
      'form-data; name="a%22b"',
      'form-data; name="a\\"b"',
      'form-data; filename*=UTF-8\'\'%zz; name="a%22b"',
      'form-data; filename="; name=c"; name="a%22b"',
    ])
      expect([disposition, await faults(described, type, named(disposition))]).toEqual([disposition, []]);
    expect(await faults(described, type, named('form-data; filename="name=c"'))).toEqual(['body unparseable-body']);
  });

  test('A part is read in the character set that it names', async () => {
    const described = '{ multipart/form-data: { schema: { type: object, properties: { title: { enum: [é] } } } } }';
    const sent = (charset: string) =>
      Buffer.from(
        parts(`Content-Disposition: form-data; name="title"\r\nContent-Type: text/plain; charset=${charset}\r\n\r\né`),
        'latin1',
      );
    expect(await faults(described, type, sent('iso-8859-1'))).toEqual([]);
    expect(await faults(described, type, sent('utf-8'))).toEqual(['body /title enum']);
  });

  test('A broken multipart body is unparseable, wherever it breaks', async () => {
    for (const [sent, body] of [
      ['multipart/form-data', parts(field('title', 'a'))],
      [type, 'no boundary at all'],
      [type, '--b0\r\nContent-Disposition: form-data; name="title"\r\n\r\nabc'],
      [type, parts('garbage\r\n\r\nx')],
      [type, parts('X: y\r\n\r\nx')],
    ] as const) {
      expect(await faults(content(), sent, body)).toContain('body unparseable-body');
    }
    expect(await faults(content(), type, parts(field('title', 'a'), field('meta', '{"x":')))).toContain(
      'body /meta unparseable-body',
    );
  });
});

describe('an XML body', () => {
  const content = `{ application/xml: { schema: { type: object, required: [id], xml: { name: thing }, additionalProperties: false, properties: {
            id: { type: integer, xml: { attribute: true } }, label: { type: string, xml: { name: Label } },
            tags: { type: array, items: { type: string, xml: { name: tag } }, xml: { wrapped: true } }, sizes: { type: array, items: { type: integer, xml: { name: size } } } } } } }`;

  test('An XML body is read as the value that its schema and the xml hints describe', async () => {
    const good =
      '<?xml version="1.0"?><n:thing xmlns:n="urn:x" id="7"><Label>a &amp; b</Label><tags><tag>x</tag></tags><size>1</size><size>2</size></n:thing>';
    expect(await faults(content, 'application/xml', good)).toEqual([]);
    const bad = '<thing id="x"><Label/><size>1</size><size>big</size><more/></thing>';
    expect(await faults(content, 'application/xml', bad)).toEqual([
      'body additionalProperties',
      'body /id type',
      'body /sizes/1 type',
    ]);
    expect(await faults(content, 'application/xml', '<thing/>')).toEqual(['body required']);
  });

  test('White space around a number in XML is no part of it, and in a text it is', async () => {
    const described = `{ application/xml: { schema: { type: object, xml: { name: r }, properties: { n: { type: number }, b: { type: boolean }, s: { type: string, maxLength: 2 }, l: { type: array, items: { type: integer } } } } } }`;
    expect(
      await faults(described, 'application/xml', '<r><n>\n  1.5\n</n><b> true </b><l>\t2\n</l><s>a </s></r>'),
    ).toEqual([]);
    expect(await faults(described, 'application/xml', '<r><n> 1 5 </n><s> a </s></r>')).toEqual([
      'body /n type',
      'body /s maxLength',
    ]);
  });

  test('An XML body that is not well-formed or declares entities is unparseable', async () => {
    for (const body of ['<thing>', 'plain', '<a></b>', '<!DOCTYPE a [<!ENTITY x "y">]><thing id="1">&x;</thing>']) {
      expect(await faults(content, 'application/xml', body)).toEqual(['body unparseable-body']);
    }
  });
});

describe('a binary body', () => {
  test('A binary body is judged by its length in bytes', async () => {
    const content = '{ application/octet-stream: { schema: { type: string, format: binary, maxLength: 3 } } }';
    expect(await faults(content, 'application/octet-stream', 'abc')).toEqual([]);
    expect(await faults(content, 'application/octet-stream', 'abcd')).toEqual(['body maxLength']);
  });
});

describe('a discriminator', () => {
  const judge = async (body: string) =>
    faultsOfRequest(
      await contractOf(`openapi: 3.1.0
info: { title: T, version: '1' }
paths: { /things: { post: { requestBody: { $ref: '#/components/requestBodies/pet' }, responses: { '200': { description: ok } } } } }
components:
  requestBodies:
    pet: { content: { application/json: { schema: { $ref: '#/components/schemas/pet' } } } }
  schemas:
    pet:
      oneOf: [{ $ref: '#/components/schemas/cat' }, { $ref: '#/components/schemas/dog' }]
      discriminator: { propertyName: kind, mapping: { hound: '#/components/schemas/dog' } }
    cat: { type: object, properties: { kind: { type: string }, name: { type: string } } }
    dog: { type: object, required: [bark], properties: { kind: { type: string }, bark: { type: integer } } }
`),
      { method: 'POST', url: '/things', headers: { 'content-type': 'application/json' }, body },
    );

  test('A discriminator chooses the branch even if other branches accept the value', async () => {
    expect(await judge('{"kind":"dog","bark":1}')).toEqual([]);
    expect(await judge('{"kind":"cat","bark":1}')).toEqual([]);
    expect(await judge('{"kind":"hound","bark":"x"}')).toEqual(['body /bark type']);
    expect(await judge('{"kind":"dog"}')).toEqual(['body required']);
    expect(await judge('{"kind":"bird"}')).toEqual(['body /kind enum']);
  });
});
