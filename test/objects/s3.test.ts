import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ObjectStore, openObjects, type StoredObject } from '../../src/objects/index.js';
import { readS3Url, writeS3Url } from '../../src/objects/s3/address.js';
import { S3_CREDENTIALS } from '../support/s3-server.js';

const opened: (Server | ObjectStore)[] = [];

beforeEach(() => {
  for (const [name, value] of Object.entries(S3_CREDENTIALS)) vi.stubEnv(name, value);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const each of opened.splice(0))
    if ('listen' in each) {
      each.closeAllConnections();
      await new Promise((resolve) => each.close(resolve));
    } else await each.close();
});

/** A service that answers as the test says. @returns the options of its URLs */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => unknown): Promise<string> {
  const server = createServer(answer);
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `?endpoint=http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function objects(): Promise<ObjectStore> {
  const store = await openObjects('s3://captures/');
  opened.push(store);
  return store;
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const one of items) found.push(one);
  return found;
}

function pageOf(keys: readonly string[], next?: string): string {
  const contents = keys.map((key) => `<Contents><Key>${key}</Key><Size>7</Size><ETag>"e"</ETag></Contents>`).join('');
  const more =
    next === undefined
      ? '<IsTruncated>false</IsTruncated>'
      : `<IsTruncated>true</IsTruncated><NextContinuationToken>${next}</NextContinuationToken>`;
  return `<?xml version="1.0"?><ListBucketResult><EncodingType>url</EncodingType>${contents}${more}</ListBucketResult>`;
}

describe('the URL of objects in S3', () => {
  test.each([
    ['s3://captures/2026-11/**', { bucket: 'captures', key: '2026-11/**' }],
    ['s3://captures', { bucket: 'captures', key: '' }],
    ['s3://captures/day-?.har', { bucket: 'captures', key: 'day-?.har' }],
    ['s3://captures/a%20b c#d', { bucket: 'captures', key: 'a%20b c#d' }],
    [
      's3://captures/?.har?endpoint=http://127.0.0.1:9000&path-style',
      { bucket: 'captures', key: '?.har', endpoint: 'http://127.0.0.1:9000', isPathStyle: true },
    ],
    [
      's3://captures/a?region=eu-west-1&path-style=false',
      { bucket: 'captures', key: 'a', region: 'eu-west-1', isPathStyle: false },
    ],
    ['s3://captures/a?versionId=3', { bucket: 'captures', key: 'a?versionId=3' }],
  ])('The URL %s is read as bucket, key and options', (url, address) => {
    expect(readS3Url(url)).toEqual(address);
  });

  test.each([
    's3://',
    's3:captures/a',
    's3://a*/b',
    's3://user:secret@captures/a',
    's3://../a',
    's3://captures/a?endpoint=ftp://host',
    's3://captures/a?endpoint=http://user:secret@host',
  ])('The URL %s is refused without its secrets', (url) => {
    expect(() => readS3Url(url)).toThrow(expect.objectContaining({ code: 'bad-option' }));
    expect(() => readS3Url(url)).not.toThrow('secret');
  });

  test.each([
    'a',
    'a?path-style',
    'a?endpoint=http://evil',
    'a?path-style=auto',
    '?region=x&path-style',
    '\n?path-style',
  ])('A key that ends as options do is written so that it is read as the same key: %j', (key) => {
    for (const address of [
      { bucket: 'captures', key },
      { bucket: 'captures', key, endpoint: 'http://127.0.0.1:9000' },
    ])
      expect(readS3Url(writeS3Url(address))).toEqual(address);
  });
});

describe('a bucket', () => {
  test('A list goes on over all pages, decodes keys, and leaves out the marks of folders', async () => {
    const asked: string[] = [];
    const options = await serve(({ url = '' }, response) => {
      const token = new URL(url, 'http://host').searchParams.get('continuation-token');
      asked.push(token ?? 'first');
      const pages: Record<string, string> = {
        first: pageOf(['d/b%20c%2B.har', 'd/%01.har'], 'two'),
        two: pageOf(['d/a+x.har'], 'three'),
        three: pageOf([]).replace('<IsTruncated>', '<Contents><Key>d/sub/</Key><Size>0</Size></Contents><IsTruncated>'),
      };
      response.writeHead(200, { 'content-type': 'application/xml' }).end(pages[token ?? 'first']);
    });
    const found = await all((await objects()).list(`s3://captures/d/**${options}`));
    expect(asked).toEqual(['first', 'two', 'three']);
    expect(found.map(({ name }) => name)).toEqual([
      's3://captures/d/\u0001.har',
      's3://captures/d/a x.har',
      's3://captures/d/b c+.har',
    ]);
  });

  test('An object goes on where its connection broke off, and asks for the same version', async () => {
    const bytes = Buffer.alloc(1_000_000, 'abcdefg');
    const ranges: (string | undefined)[] = [];
    const options = await serve(({ headers }, response) => {
      ranges.push(`${headers.range ?? 'all'} ${headers['if-match'] ?? 'any'}`);
      const from = Number(/bytes=(\d+)/.exec(headers.range ?? '')?.[1] ?? 0);
      response.writeHead(from === 0 ? 200 : 206, { etag: '"one"', 'content-length': bytes.length - from });
      if (ranges.length < 3)
        response.write(bytes.subarray(from, from + 300_000), () => setTimeout(() => response.destroy(), 50));
      else response.end(bytes.subarray(from));
    });
    const read = await all((await objects()).read(`s3://captures/a${options}`));
    expect(Buffer.concat(read).equals(bytes)).toBe(true);
    expect(ranges).toHaveLength(3);
    expect(ranges[0]).toBe('all any');
    expect(ranges[1]).toMatch(/^bytes=\d+- "one"$/);
  });

  test('A whole object, too, goes on where its connection broke off; one that is not there is undefined', async () => {
    const bytes = Buffer.alloc(1_000_000, 'abcdefg');
    let calls = 0;
    const options = await serve(({ headers, url = '' }, response) => {
      if (url.includes('absent')) {
        response.writeHead(404).end('<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>');
        return;
      }
      calls += 1;
      const from = Number(/bytes=(\d+)/.exec(headers.range ?? '')?.[1] ?? 0);
      response.writeHead(from === 0 ? 200 : 206, { etag: '"one"', 'content-length': bytes.length - from });
      if (calls < 3)
        response.write(bytes.subarray(from, from + 300_000), () => setTimeout(() => response.destroy(), 50));
      else response.end(bytes.subarray(from));
    });
    const { readWhole } = await objects();
    expect(Buffer.from((await readWhole(`s3://captures/a${options}`)) ?? []).equals(bytes)).toBe(true);
    expect(calls).toBe(3);
    expect(await readWhole(`s3://captures/absent${options}`)).toBeUndefined();
  });

  test('An object that changes between two connections is an error, also where the service ignores the condition', async () => {
    let calls = 0;
    const options = await serve((_request, response) => {
      calls += 1;
      response.writeHead(200, { etag: `"${calls}"`, 'content-length': 1_000 });
      if (calls === 1) response.write(Buffer.alloc(100), () => setTimeout(() => response.destroy(), 20));
      else response.end(Buffer.alloc(1_000));
    });
    await expect(all((await objects()).read(`s3://captures/a${options}`))).rejects.toThrow(
      's3://captures/a: was changed while it was read',
    );
  });

  test.each([
    [404, 'NoSuchBucket', 'not-found', /there is no bucket captures/, /endpoint/],
    [403, 'AccessDenied', 'unreadable', /may not be read or written: AccessDenied/, /s3:ListBucket/],
    [301, 'PermanentRedirect', 'unreadable', /needs the region of its bucket/, /AWS_REGION/],
    [400, 'ExpiredToken', 'unreadable', /needs credentials/, /AWS_PROFILE/],
  ])('The answer %i %s of a service becomes an error with a cure', async (status, code, kind, problem, cure) => {
    const options = await serve((_request, response) => {
      response
        .writeHead(status, { 'content-type': 'application/xml' })
        .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>Said the service</Message></Error>`);
    });
    const error = await all((await objects()).list(`s3://captures/*.har${options}`)).catch((each: unknown) => each);
    expect(error).toMatchObject({ name: 'InputError', code: kind, place: { source: 's3://captures/*.har' } });
    expect(error).toHaveProperty('message', expect.stringMatching(problem));
    expect(error).toHaveProperty('cure', expect.stringMatching(cure));
    // The SDK's own error has the request with its signature.
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error)) + String((error as Error).cause)).not.toContain(
      'Signature',
    );
    expect((error as Error).cause).not.toHaveProperty('$response');
  });

  test('A service that nobody runs is an error that names the object and the endpoint', async () => {
    const error = await all((await objects()).read('s3://captures/a?endpoint=http://127.0.0.1:1')).catch(
      (each) => each,
    );
    expect(error).toMatchObject({ code: 'unreadable', place: { source: 's3://captures/a' } });
    expect(error).toHaveProperty('cure', expect.stringContaining('AWS_ENDPOINT_URL_S3'));
  });

  test('The endpoint of the environment is asked where the URL has none', async () => {
    const options = await serve(({ url = '' }, response) => {
      const isPathStyle = url.startsWith('/captures');
      response.writeHead(200, { 'content-type': 'application/xml' }).end(pageOf([isPathStyle ? 'path-style' : 'host']));
    });
    vi.stubEnv('AWS_ENDPOINT_URL_S3', options.replace('?endpoint=', ''));
    const found: StoredObject[] = await all((await objects()).list('s3://captures/*'));
    expect(found.map(({ url }) => url)).toEqual(['s3://captures/path-style']);
  });
});
