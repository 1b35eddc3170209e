// Valid exchanges of the library, by operation: each call invents another.
import { SERVER } from './document.mjs';

const asked = (...more) => [['accept', 'application/json'], ['authorization', 'Bearer 3f9a'], ...more];
const JSON_TYPE = ['content-type', 'application/json; charset=utf-8'];

/** @param random of captures/random.mjs */
export function validExchanges(random) {
  const number = () => 1 + random.below(9000);
  const title = () => random.pick(['Über den Wolken', 'The Long Road', '雪国', 'A “quoted” title', 'Ten Rivers']);
  const newBook = () => ({
    title: title(),
    isbn: `978${String(1e9 + random.below(9e8))}`.padEnd(13, '7').slice(0, 13),
    price: (1 + random.below(9000)) / 100,
    state: random.pick(['shelved', 'lent', 'lost']),
    published: '1956-04-30',
    tags: ['poetry', 'travel'].slice(random.below(2)),
  });
  const book = () => ({ id: number(), ...newBook(), author: { name: 'Ana Maria', born: 1931, share: 0.5 } });
  const exchange = (method, path, request, response) => ({
    operation: '',
    method,
    url: `${SERVER}${path}`,
    requestHeaders: asked(...(request.headers ?? [])),
    ...(request.body === undefined ? {} : { requestBody: request.body }),
    status: response.status,
    responseHeaders: response.headers ?? [],
    ...(response.body === undefined ? {} : { responseBody: JSON.stringify(response.body) }),
  });
  const posted = (path, sent, status, body = sent) =>
    exchange(
      'POST',
      path,
      { headers: [JSON_TYPE], body: JSON.stringify(sent) },
      { status, ...(status === 202 ? {} : { headers: [JSON_TYPE], body }) },
    );
  return {
    list: () =>
      exchange(
        'GET',
        `/books?limit=${1 + random.below(100)}&sort=title&tags=poetry,travel`,
        { headers: [['x-branch', 'NRT']] },
        {
          status: 200,
          headers: [JSON_TYPE, ['x-total-count', '2']],
          body: { items: [book(), book()], next: 'cGFnZTI' },
        },
      ),
    add: () =>
      exchange(
        'POST',
        '/books',
        { headers: [JSON_TYPE], body: JSON.stringify(newBook()) },
        { status: 201, headers: [JSON_TYPE], body: book() },
      ),
    get: () => exchange('GET', `/books/${number()}`, {}, { status: 200, headers: [JSON_TYPE], body: book() }),
    missing: () =>
      exchange(
        'GET',
        `/books/${number()}`,
        {},
        {
          status: 404,
          headers: [['content-type', 'application/problem+json']],
          body: { title: 'No such book', status: 404 },
        },
      ),
    cover: () =>
      exchange(
        'PUT',
        `/books/${number()}/cover`,
        {
          headers: [['content-type', 'multipart/form-data; boundary=fence']],
          body: parts([
            ['caption', 'The first edition'],
            ['image', '<svg/>'],
          ]),
        },
        { status: 204 },
      ),
    lend: () =>
      exchange(
        'POST',
        '/loans',
        {
          headers: [['content-type', 'application/x-www-form-urlencoded']],
          body: `book=${number()}&days=${1 + random.below(30)}`,
        },
        { status: 201, headers: [JSON_TYPE], body: { id: random.uuid(), book: number(), due: random.date() } },
      ),
    giveBack: () => exchange('DELETE', `/loans/${random.uuid()}`, {}, { status: 204 }),
    report: () =>
      exchange(
        'POST',
        '/events',
        { headers: [JSON_TYPE], body: JSON.stringify({ kind: 'scan', gate: random.below(9) }) },
        { status: 202 },
      ),
    note: () => posted('/notes', { text: 'a note', mark: 1 + random.below(6), colour: 'red', constructor: 'Ana' }, 201),
    account: () => posted('/accounts', { name: 'Ana', password: 's' }, 201, { id: number(), name: 'Ana' }),
    signal: () => posted('/signals', { kind: 'bell', times: 1 + random.below(9) }, 202, undefined),
    room: () =>
      exchange(
        'GET',
        `/rooms/${number()}`,
        {},
        { status: 200, headers: [JSON_TYPE], body: { id: number(), seats: random.below(9) } },
      ),
    shelves: () =>
      exchange(
        'GET',
        `/shelves?names=Ana,Bo${random.below(9)}&filter[ids][0]=1&filter[open]=true`,
        {
          headers: [
            ['x-rooms', '1,2'],
            ['cookie', 'session=abcd'],
          ],
        },
        { status: 200, headers: [JSON_TYPE], body: ['A1', 'B2'] },
      ),
  };
}

/** A multipart body of fields. */
export function parts(fields) {
  const each = fields.map(
    ([name, text]) => `--fence\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`,
  );
  return `${each.join('')}--fence--\r\n`;
}
