import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { isRemoteObject, type ObjectLimits, openObjects } from '../../src/objects/index.js';

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => unknown): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const one of items) found.push(one);
  return found;
}

/** What listing a text gives, or the error; `HERE` in it is the server. */
async function listOf(text: string, limits: ObjectLimits = {}): Promise<unknown> {
  const here: string = await serve(({ url = '', headers }, response) => {
    if (url.startsWith('/list')) response.end(text.replaceAll('HERE', here));
    else if (url.startsWith('/gone')) response.writeHead(403).end();
    else if (url.startsWith('/elsewhere')) response.writeHead(302, { location: 'http://127.0.0.2:1/private' }).end();
    else if (headers.range === 'bytes=0-0')
      response.writeHead(206, { 'content-range': 'bytes 0-0/42', etag: '"e"' }).end('x');
    else response.end('x'.repeat(42));
  });
  const store = await openObjects(here, limits);
  try {
    return (await all(store.list(`${here}/list?sig=secret`))).map(
      ({ name, size }) => `${name.slice(here.length)} ${size}`,
    );
  } catch (error) {
    expect(String(error)).not.toContain('secret');
    return error;
  }
}

describe('a list of URLs', () => {
  test('A list has one URL a line, in any order, with comments and empty lines', async () => {
    const text =
      '\uFEFF# made today\n\nHERE/b.har?X-Amz-Signature=1\r\nHERE/a.har?X-Amz-Signature=2\nHERE/a.har?X-Amz-Signature=2\n';
    expect(await listOf(text)).toEqual(['/a.har 42', '/b.har 42']);
  });

  test.each([
    ['HERE/a.har\nnot a URL\n', /list:2: this is not an http\(s\) URL/],
    ['HERE/a.har\nftp://host/a\n', /list:2: this is not an http\(s\) URL/],
    ['HERE/a.har\nHERE/b.har HERE/c.har\n', /list:2: this is not an http\(s\) URL/],
    ['HERE/a.har\nHERE/gone?sig=secret\n', /\/gone: answered with status 403/],
    [
      'http://169.254.169.254/latest/meta-data?sig=secret\n',
      /is not fetched: 169\.254\.169\.254 is an address of this machine/,
    ],
    ['http://127.0.0.1:1/?sig=secret\n', /is not fetched: 127\.0\.0\.1 is an address of this machine/],
    ['HERE/elsewhere?sig=secret\n', /redirected to another host/],
  ])('The list %j is refused, with the line or the object, and without what signs it', async (text, message) => {
    expect(await listOf(text)).toHaveProperty('message', expect.stringMatching(message));
  });

  test('A list leads to a private address where that is allowed', async () => {
    const other = await serve((_request, response) => response.end('x'.repeat(7)));
    const refused = await listOf(`HERE/a.har\n${other}/b.har\n`);
    expect(refused).toHaveProperty('code', 'refused-ref');
    expect(refused).toHaveProperty('cure', expect.stringContaining('--allow-private'));
    expect(await listOf(`HERE/a.har\n${other}/b.har\n`, { allowPrivate: true })).toHaveLength(2);
  });

  test('Queries tell objects of one path apart, and signatures do not', async () => {
    const found = async (text: string): Promise<(string | undefined)[]> => {
      const here = await serve(({ url = '' }, response) =>
        response.end(url.startsWith('/list') ? text.replaceAll('HERE', here) : 'x'),
      );
      const store = await openObjects(here);
      return (await all(store.list(`${here}/list`))).map(({ id = '' }) => id.slice(here.length));
    };
    expect(await found('HERE/get?file=a&X-Amz-Date=1&X-Amz-Signature=1\nHERE/get?file=b&X-Amz-Signature=2\n')).toEqual([
      '/get?file=a',
      '/get?file=b',
    ]);
    expect(await found('HERE/a?sv=1&se=2&sp=r&sig=3\nHERE/b?sp=4&Expires=5\n')).toEqual(['/a', '/b?sp=4']);
  });

  test('An object whose server says neither ETag nor Last-Modified is known to have no version', async () => {
    const here = await serve(({ url }, response) => {
      if (url === '/tagged') response.setHeader('etag', '"e"');
      response.end('xyz');
    });
    const store = await openObjects(here);
    const [plain] = await all(store.list(`${here}/plain`));
    const [tagged] = await all(store.list(`${here}/tagged`));
    expect([plain?.isUnversioned, tagged?.isUnversioned]).toEqual([true, undefined]);
  });

  test('A URL that leads to no list is an object itself', async () => {
    expect(await listOf('{"log":{"entries":[]}}')).toEqual(['/list 22']);
    expect(await listOf('GET http://host/a HTTP/1.1\n')).toHaveLength(1);
  });

  test('A list of an empty text is an empty object', async () => {
    expect(await listOf('')).toEqual(['/list 0']);
  });
});

describe('an object behind a URL', () => {
  test('A part is cut out where the server sends the whole', async () => {
    const here = await serve((_request, response) => response.end('0123456789'));
    const store = await openObjects(here);
    const part = async (from: number, to?: number) =>
      Buffer.concat(await all(store.read(`${here}/a`, { from, to }))).toString();
    expect(await part(3, 5)).toBe('34');
    expect(await part(8)).toBe('89');
    expect(await part(12)).toBe('');
  });

  test('An object goes on where its connection broke off', async () => {
    const bytes = Buffer.alloc(500_000, 'abc');
    let calls = 0;
    const here = await serve(({ headers }, response) => {
      calls += 1;
      const from = Number(/bytes=(\d+)/.exec(headers.range ?? '')?.[1] ?? 0);
      const range = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
      response.writeHead(from === 0 ? 200 : 206, {
        etag: '"one"',
        'content-length': bytes.length - from,
        ...(from === 0 ? {} : { 'content-range': range }),
      });
      if (calls < 3)
        response.write(bytes.subarray(from, from + 200_000), () => setTimeout(() => response.destroy(), 50));
      else response.end(bytes.subarray(from));
    });
    const read = await all((await openObjects(here)).read(`${here}/a`));
    expect(Buffer.concat(read).equals(bytes)).toBe(true);
    expect(calls).toBe(3);
  });

  test('Nobody writes by http, and an unknown scheme has no objects', async () => {
    const store = await openObjects('https://host/a?sig=secret');
    await expect(store.write('https://host/a?sig=secret', Buffer.from(''))).rejects.toThrow(
      'https://host/a: cannot be written by http',
    );
    await expect(openObjects('gs://bucket/a?sig=secret')).rejects.toThrow('gs://bucket/a: there are no gs: objects');
  });

  test.each([
    ['s3://bucket/a', true],
    ['https://host/list.txt', true],
    ['file:///a', false],
    ['captures/a.har', false],
    ['C:\\captures', false],
    ['s3:a', false],
    ['-', false],
  ])('The text %s names an object elsewhere: %s', (text, isRemote) => {
    expect(isRemoteObject(text)).toBe(isRemote);
  });
});
