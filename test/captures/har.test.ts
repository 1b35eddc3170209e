import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCapture, redactHar } from '../../src/captures/index.js';
import { type CaptureItem, type Exchange, InputError, isUnread } from '../../src/model/index.js';
import { plainRedactor } from '../../src/redact/index.js';
import { all, chunksOf } from '../support/chunks.js';

interface EntryParts {
  readonly request?: object;
  readonly response?: object;
  readonly more?: object;
}

function entry({ request = {}, response = {}, more = {} }: EntryParts = {}): object {
  return {
    request: {
      method: 'POST',
      url: 'https://api.example.com/things',
      headers: [{ name: 'Content-Type', value: 'application/json' }],
      postData: { mimeType: 'application/json', text: '{"a":1}' },
      ...request,
    },
    response: {
      status: 201,
      headers: [],
      content: { size: 8, mimeType: 'application/json', text: '{"id":1}' },
      ...response,
    },
    ...more,
  };
}

function har(entries: readonly object[], creator = 'Playwright'): string {
  return JSON.stringify({
    log: {
      version: '1.2',
      creator: { name: creator, version: '1' },
      pages: [{ id: 'p', title: '"entries": [' }],
      entries,
    },
  });
}

function read(text: string | Uint8Array, size?: number): Promise<CaptureItem[]> {
  return all(readCapture('a.har', chunksOf(text, size)));
}

async function readOne(parts: EntryParts, creator?: string): Promise<Exchange> {
  const [item] = await read(har([entry(parts)], creator));
  if (!item || isUnread(item)) throw new Error(`not read: ${item?.detail}`);
  return item;
}

describe('an entry of a HAR', () => {
  test('A HAR entry is read as an exchange', async () => {
    expect(await readOne({})).toEqual({
      source: 'a.har',
      index: 0,
      request: {
        method: 'POST',
        url: 'https://api.example.com/things',
        headers: { 'content-type': 'application/json' },
        body: { state: 'present', content: '{"a":1}' },
      },
      response: { status: 201, headers: {}, body: { state: 'present', content: '{"id":1}' } },
    });
  });

  test('A HAR entry has lower-case header names, lists repeated fields together and drops pseudo headers of HTTP/2', async () => {
    const headers = [':authority', 'Set-Cookie', 'set-cookie', '__proto__'].map((name, index) => ({
      name,
      value: String(index),
    }));
    const { response } = await readOne({ response: { headers } });
    expect(Object.entries(response.headers)).toEqual([
      ['set-cookie', ['1', '2']],
      ['__proto__', '3'],
    ]);
  });

  test('A HAR entry may hold its body in base64', async () => {
    const { response } = await readOne({ response: { content: { size: 3, text: '77u/', encoding: 'base64' } } });
    expect(response.body).toEqual({ state: 'present', content: Buffer.from([0xef, 0xbb, 0xbf]) });
  });

  test.each([
    ['the recorder left it out', { content: { size: 412 } }, 'body-omitted'],
    ['it is in another file', { content: { size: 412, _file: 'body.json' } }, 'body-elsewhere'],
    ['Firefox cut it', { content: { size: 1000, text: '{"a": "long te' } }, 'body-cut'],
  ])('A HAR entry says why its body is missing: %s', async (_name, response, reason) => {
    expect((await readOne({ response })).response.body).toMatchObject({ state: 'unknown', reason });
  });

  test('A HAR entry without content, or with a status that forbids a body, has no body', async () => {
    expect((await readOne({ response: { content: { size: 0 } } })).response.body).toEqual({ state: 'absent' });
    expect((await readOne({ response: { status: 304, content: { size: 99 } } })).response.body).toEqual({
      state: 'absent',
    });
  });

  test('A HAR entry may hold a form as a list of fields', async () => {
    const { request } = await readOne({
      request: {
        postData: {
          mimeType: 'application/x-www-form-urlencoded',
          params: [
            { name: 'a b', value: 'ä' },
            { name: 'c', value: '' },
          ],
        },
      },
    });
    expect(request.body).toEqual({ state: 'present', content: 'a+b=%C3%A4&c=' });
  });

  test('A HAR of DevTools lacks credentials, and a HAR of Playwright or Firefox keeps them', async () => {
    expect((await readOne({}, 'WebInspector')).caveats).toEqual(['credentials-stripped']);
    expect((await readOne({}, 'Playwright')).caveats).toBeUndefined();
    expect((await readOne({}, 'Firefox')).caveats).toBeUndefined();
  });

  test('A HAR entry says when a test answered it and when it was aborted', async () => {
    expect((await readOne({ more: { _wasFulfilled: true } })).caveats).toEqual(['fulfilled-by-test']);
    const failed = await readOne({ response: { status: -1, _failureText: 'net::ERR_ABORTED' } });
    expect([failed.response.status, failed.caveats]).toEqual([-1, ['aborted']]);
  });

  test('The media type of the content tells textual bodies too, where header fields are missing', async () => {
    const content = { text: '{"a": "no base64!"}', encoding: 'base64', mimeType: 'application/json' };
    expect((await readOne({ response: { headers: [], content } })).response.body).toMatchObject({ state: 'present' });
  });

  test('Text that a HAR calls base64 is read as it is where its media type is textual', async () => {
    const headers = [{ name: 'Content-Type', value: 'application/problem+json' }];
    const content = { text: '{"a": "no base64!"}', encoding: 'base64' };
    expect((await readOne({ response: { headers, content } })).response.body).toEqual({
      state: 'present',
      content: '{"a": "no base64!"}',
    });
  });

  test.each([
    [{ response: { status: '201' } }, '/log/entries/0/response/status is missing or no whole number'],
    [{ request: { url: 7 } }, '/log/entries/0/request/url is missing or no text'],
    [{ request: { headers: {} } }, '/log/entries/0/request/headers is not a list'],
    [
      { response: { content: { text: 'no base64!', encoding: 'base64' } } },
      '/log/entries/0/response/content/text is not base64',
    ],
  ])('A malformed HAR entry is reported, and the next entry is read (case %#)', async (parts, detail) => {
    const items = await read(har([entry(parts), entry()]));
    expect(items[0]).toEqual({ source: 'a.har', index: 0, unread: 'malformed', detail });
    expect(items[1]).toMatchObject({ index: 1, request: { method: 'POST' } });
  });
});

describe('a HAR as a whole', () => {
  test('A HAR reads the same in chunks of any size', async () => {
    const text = har([entry(), entry({ response: { content: { text: '"\\\\\\"ü€😀]}' } } }), entry()]);
    const whole = await read(text);
    expect(whole).toHaveLength(3);
    for (const size of [1, 2, 3, 7, 64]) expect(await read(text, size)).toEqual(whole);
  });

  test('A HAR may name its creator after its entries', async () => {
    expect(await read(JSON.stringify({ log: { entries: [entry()], creator: { name: 'x' } } }))).toHaveLength(1);
  });

  test('A HAR may begin with a byte-order mark', async () => {
    expect(await read(`\uFEFF\n${har([entry()])}`)).toHaveLength(1);
  });

  test('A HAR that ends early gives every whole entry before its end and is reported as cut', async () => {
    const entries = [
      entry(),
      entry({ response: { content: { text: '{"q":"\\" ] } ä"}' } } }),
      entry({ more: { _x: [[{}], '\\'] } }),
      entry(),
    ];
    const bytes = new TextEncoder().encode(har(entries));
    const ends = entries.map((_, index) => new TextEncoder().encode(har(entries.slice(0, index + 1))).length - 3);
    const first = Buffer.from(bytes).indexOf('"entries":[{');
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: first + 12, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 200 }),
        async (end, size) => {
          const items = await read(bytes.slice(0, end), size);
          const whole = ends.filter((last) => last <= end).length;
          expect(items.filter((item) => !isUnread(item))).toHaveLength(whole);
          expect(items.at(-1)).toMatchObject({ unread: 'cut', index: whole });
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('values among HAR entries that are not objects', () => {
  const others = ['5', 'null', '"x},{"', '"\\""', 'true', '[1,[{}]]', '-1.5e3 ', '{}', 'nonsense', '1 2', '"a" "b"'];

  test('A value among HAR entries that is not an entry is reported at its index', async () => {
    const whole = JSON.stringify(entry());
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(whole, ...others), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(',', ' , ', ',\n  ', '\n,\t'),
        fc.integer({ min: 1, max: 900 }),
        async (entries, between, size) => {
          const items = await read(`{"log":{"entries":[ ${entries.join(between)}\n]}}`, size);
          expect(items.map(({ index }) => index)).toEqual(entries.map((_, index) => index));
          expect(items.map((item) => !isUnread(item))).toEqual(entries.map((each) => each === whole));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('A value that touches a HAR entry without a comma is reported', async () => {
    const items = await read(`{"log":{"entries":[5${JSON.stringify(entry())}"x"]}}`);
    expect(items.map((item) => isUnread(item))).toEqual([true, false, true]);
  });

  test('Redaction leaves out values among HAR entries that are not objects and names their places', async () => {
    const left: string[] = [];
    const text = `{"log":{"entries":[7, ${JSON.stringify(entry())} ,"secret",null]}}`;
    const pieces = await all(redactHar(plainRedactor, chunksOf(text, 13), (detail) => left.push(detail)));
    const { log } = JSON.parse(pieces.join(''));
    expect([log.entries.length, pieces.join('').includes('secret')]).toEqual([1, false]);
    expect(left).toEqual(
      [19, text.indexOf('"secret"'), text.indexOf('null]')].map((at) => `the entry at byte ${at} is not an object`),
    );
  });
});

describe('text after the end of a HAR', () => {
  const text = har([entry(), entry()]);

  test.each([']', '}', '}}', 'x', '"', '{', text, `\n${text}`, '\n]}}\n'])(
    'Text after the end of a HAR is not an entry and is reported (case %#)',
    async (more) => {
      const at = text.length + more.search(/\S/);
      const said = { unread: 'malformed', index: 2, detail: `something follows the end of the capture at byte ${at}` };
      for (const size of [1, 50, 65_536]) {
        const items = await read(`${text}${more}`, size);
        expect(items).toHaveLength(3);
        expect(items[2]).toMatchObject(said);
      }
    },
  );

  test('White space may follow the end of a HAR', async () => {
    expect(await read(`${text} \r\n\t\n`)).toHaveLength(2);
  });
});

describe('files that are not captures', () => {
  test.each([
    ['an empty file', '', 'empty-capture'],
    ['white space', ' \n\t', 'empty-capture'],
    ['a HAR without entries', har([]), 'empty-capture'],
    ['HTML', '<!doctype html>', 'unknown-format'],
    ['other JSON', '{"a": {"b": 1}}', 'unknown-format'],
    ['bytes', new Uint8Array([0x89, 0x50, 0x4e, 0x47]), 'unknown-format'],
  ])('A file that is not a capture is refused: %s', async (_name, text, code) => {
    const error: unknown = await read(text).catch((reason) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ code });
  });
});

describe('the border between HAR entries', () => {
  const tricky = [
    { more: { _initiator: [{ request: 1 }, { request: 2 }] } },
    { request: { postData: { text: '},{"request":{\n  },\n  {\n' } } },
    { request: { postData: { text: 'a\\' } }, more: { _a: [[{ request: {} }, { request: {} }]] } },
    { response: { content: { size: 3, text: '"\\"' } } },
    { more: { _zürich: '\u{1f600}' } },
  ];

  test('HAR entries are separated correctly in any layout and in chunks of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...tricky), { minLength: 1, maxLength: 30 }),
        fc.constantFrom(undefined, 0, 1, 2, '\t'),
        fc.integer({ min: 1, max: 20_000 }),
        async (parts, indent, size) => {
          const entries = parts.map((part, index) => entry({ ...part, more: { ...part.more, _index: index } }));
          const one = await Promise.all(entries.map((each) => read(har([each]))));
          const text = JSON.stringify(JSON.parse(har(entries)), undefined, indent);
          expect(await read(text, size)).toEqual(one.flat().map((item, index) => ({ ...item, index })));
        },
      ),
      { numRuns: 200 },
    );
  });

  test('A broken HAR entry does not hide the entries around it, even if it contains the text between entries', async () => {
    const text = har([entry(), entry(), entry(), entry()]).replace(
      '},{"request":{"method":"POST","url":"https://api.example.com/things"',
      '},{"request":{"bad":[{},{"request":{}}],broken,"url":"https://api.example.com/things"',
    );
    const items = await read(text);
    expect(items.map((item) => isUnread(item))).toEqual([false, true, false, false]);
    expect(items[1]).toMatchObject({ index: 1, unread: 'malformed' });
  });
});
