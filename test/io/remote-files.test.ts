import { createServer, type RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isPrivateAddress } from '../../src/io/private-address.js';
import { createFetcher, type RemoteLimits } from '../../src/io/remote-files.js';
import { redirectTarget } from '../../src/io/remote-request.js';

const OPEN: RemoteLimits = { named: new Set(), allowPrivate: true, allowRedirects: false };

/** The URL of a server that is up until the test ends. */
async function serverOf(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

test.each([
  ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  ...['169.254.169.254', '100.64.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1'],
  ...['fe80::1%eth0', 'fd00:ec2::254', 'fc00::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe'],
  ...['::127.0.0.1', '64:ff9b::10.0.0.1', '64:ff9b:1::1', '2002:7f00:1::', '[::1]', 'localhost', ''],
])('The address %j is private', (address) => {
  expect(isPrivateAddress(address)).toBe(true);
});

test.each([
  '8.8.8.8',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700::1111',
  '::ffff:8.8.8.8',
  '64:ff9b::8.8.8.8',
  '2002:808:808::',
])('The address %j is public', (address) => {
  expect(isPrivateAddress(address)).toBe(false);
});

describe('addresses of remote files', () => {
  test.each(['http://127.1/a', 'http://0x7f000001/a', 'http://[::ffff:127.0.0.1]/a', 'http://169.254.169.254/latest'])(
    'A private address is refused however it is written: %s',
    async (url) => {
      await expect(createFetcher({ ...OPEN, allowPrivate: false })(url)).rejects.toMatchObject({
        code: 'refused-ref',
        cure: expect.stringContaining('--allow-private'),
      });
    },
  );

  test('A name is refused where one of its addresses is private', async () => {
    const resolve = async () => [
      { address: '93.184.216.34', family: 4 },
      { address: '::ffff:10.0.0.1', family: 6 },
    ];
    await expect(createFetcher({ ...OPEN, allowPrivate: false, resolve })('http://two.test/')).rejects.toMatchObject({
      message: expect.stringContaining('two.test (::ffff:10.0.0.1)'),
    });
  });

  test('The connection goes to the address that was checked, and the name is asked for once', async () => {
    const url = await serverOf((_, response) => response.end('here'));
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return [{ address: asked === 1 ? '127.0.0.1' : '192.0.2.1', family: 4 }];
    };
    const bytes = await createFetcher({ ...OPEN, resolve })(url.replace('127.0.0.1', 'rebinding.test'));
    expect([new TextDecoder().decode(bytes), asked]).toEqual(['here', 1]);
  });

  test('A file whose connection is reset before its end is refused, also where only the connection says its end', async () => {
    const url = await serverOf((_, response) => {
      response.useChunkedEncodingByDefault = false;
      response.shouldKeepAlive = false;
      response.write('half of ');
      setTimeout(() => response.socket?.resetAndDestroy(), 100);
    });
    await expect(createFetcher(OPEN)(`${url}/a.yaml`)).rejects.toThrow('cannot be fetched');
  });

  test('An origin that the user named may be at a private address', async () => {
    const url = await serverOf((_, response) => response.end('here'));
    const fetch = createFetcher({ ...OPEN, allowPrivate: false, named: new Set([url]) });
    expect(new TextDecoder().decode(await fetch(`${url}/a.yaml`))).toBe('here');
  });
});

describe('redirects of remote files', () => {
  test('A redirect on the same host is followed, and a loop of them is not', async () => {
    const url = await serverOf((request, response) => {
      if (request.url === '/here') response.end('here');
      else response.writeHead(302, { location: request.url === '/moved' ? '/here' : '/loop' }).end();
    });
    expect(new TextDecoder().decode(await createFetcher(OPEN)(`${url}/moved`))).toBe('here');
    await expect(createFetcher(OPEN)(`${url}/loop`)).rejects.toMatchObject({
      message: expect.stringContaining('more than 5 times'),
    });
  });

  test('A redirect to another host is followed only where that is allowed, and its address is checked', async () => {
    const url = await serverOf((request, response) => {
      if (request.url === '/here') response.end('here');
      else response.writeHead(302, { location: `${url.replace('127.0.0.1', 'other.test')}/here` }).end();
    });
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    const limits = { ...OPEN, resolve };
    await expect(createFetcher(limits)(`${url}/moved`)).rejects.toMatchObject({
      code: 'refused-ref',
      cure: expect.stringContaining('--allow-redirects'),
    });
    expect((await createFetcher({ ...limits, allowRedirects: true })(`${url}/moved`)).length).toBe(4);
    const named = { ...limits, allowRedirects: true, allowPrivate: false, named: new Set([url]) };
    await expect(createFetcher(named)(`${url}/moved`)).rejects.toMatchObject({
      cure: expect.stringContaining('--allow-private'),
    });
  });

  test.each([
    ['http://a.test/x', 'from https to http'],
    ['file:///etc/passwd', 'neither http nor https'],
    ['https://b.test/', 'another host, b.test'],
  ])('A redirect from https://a.test to %s is refused', (location, problem) => {
    const follow = () => redirectTarget('https://a.test/', new URL('https://a.test/'), location, OPEN);
    expect(follow).toThrow(problem);
    if (!location.startsWith('https:'))
      expect(() =>
        redirectTarget('https://a.test/', new URL('https://a.test/'), location, { allowRedirects: true }),
      ).toThrow(problem);
  });
});

describe('the size of remote files', () => {
  test('A file without end is given up at the limit', async () => {
    const url = await serverOf((_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(10_000, 97)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    await expect(createFetcher({ ...OPEN, maxBytes: 100_000 })(url)).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringContaining('100000 bytes'),
    });
  });

  test('A compressed file is given up where it unpacks to more than the limit, and else is unpacked', async () => {
    const url = await serverOf((request, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(Buffer.alloc(request.url === '/large' ? 5_000_000 : 10, 97)));
    });
    const limits = { ...OPEN, maxBytes: 100_000 };
    await expect(createFetcher(limits)(`${url}/large`)).rejects.toMatchObject({ code: 'too-large' });
    expect(new TextDecoder().decode(await createFetcher(limits)(`${url}/small`))).toBe('a'.repeat(10));
  });

  test('All files together have a limit, in number and in bytes', async () => {
    const url = await serverOf((_, response) => response.end('a'.repeat(100)));
    const few = createFetcher({ ...OPEN, maxFiles: 2 });
    expect((await few(url)).length + (await few(url)).length).toBe(200);
    await expect(few(url)).rejects.toMatchObject({ code: 'too-large', message: expect.stringContaining('2 files') });
    const small = createFetcher({ ...OPEN, maxTotal: 150 });
    expect((await small(url)).length).toBe(100);
    await expect(small(url)).rejects.toMatchObject({ code: 'too-large' });
  });

  test('A file that never comes is given up after its time', async () => {
    const url = await serverOf((_, response) => {
      response.write('a');
    });
    await expect(createFetcher({ ...OPEN, timeout: 200 })(url)).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('it took too long'),
    });
  });
});
