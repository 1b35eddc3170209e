import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract, startMock } from '../../src/api/index.js';

let folder: string;
let site: Server;
let url: string;

const PATHS = "get:\n  responses:\n    '200': { description: ok }\n";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docproof-reach-'));
  await mkdir(join(folder, 'docs'));
  await mkdir(join(folder, 'shared'));
  await writeFile(join(folder, 'shared', 'a.yaml'), PATHS);
  site = createServer((request, response) => {
    if (request.url === '/api/openapi.yaml')
      response.end("openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n  /a: { $ref: paths/a.yaml }\n");
    else if (request.url === '/api/paths/a.yaml') response.end(PATHS);
    else if (request.url === '/api/local.yaml') response.end("get: { $ref: 'file:///etc/passwd' }");
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const address = site.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(async () => {
  await new Promise((resolve) => site.close(resolve));
  await rm(folder, { recursive: true });
});

async function document(reference: string): Promise<string> {
  const path = join(folder, 'docs', 'openapi.yaml');
  await writeFile(path, `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n  /a: { $ref: '${reference}' }\n`);
  return path;
}

describe('files that a document may read', () => {
  test('A document may refer to files outside its folder only where --allow-path allows them', async () => {
    const path = await document('../shared/a.yaml');
    await expect(loadContract(path)).rejects.toMatchObject({
      code: 'refused-ref',
      cure: expect.stringContaining('--allow-path'),
    });
    expect((await loadContract(path, { allowPaths: [join(folder, 'shared')] })).operations).toHaveLength(1);
  });

  test('A symbolic link leads out of the folder of a document only where that path is allowed', async () => {
    await symlink(join(folder, 'shared'), join(folder, 'docs', 'link'));
    const path = await document('link/a.yaml');
    await expect(loadContract(path)).rejects.toMatchObject({ code: 'refused-ref' });
    expect((await loadContract(path, { allowPaths: [join(folder, 'shared')] })).operations).toHaveLength(1);
  });

  test('A document may refer to another host only where --allow-remote is given', async () => {
    const path = await document(`${url}/api/paths/a.yaml`);
    await expect(loadContract(path)).rejects.toMatchObject({
      code: 'refused-ref',
      cure: expect.stringContaining('--allow-remote'),
    });
    expect((await loadContract(path, { allowRemote: true, allowPrivate: true })).operations).toHaveLength(1);
  });

  test('A document may refer to this machine and to private networks only where --allow-private is given', async () => {
    const path = await document(`${url}/api/paths/a.yaml`);
    await expect(loadContract(path, { allowRemote: true })).rejects.toMatchObject({
      code: 'refused-ref',
      message: expect.stringContaining('127.0.0.1'),
      cure: expect.stringContaining('--allow-private'),
    });
  });

  test('A document that was fetched reads no file of this machine, however far the document may reach', async () => {
    const path = await document(`${url}/api/local.yaml`);
    await expect(
      loadContract(path, { allowRemote: true, allowPrivate: true, allowPaths: [folder, '/etc'] }),
    ).rejects.toMatchObject({ code: 'refused-ref', message: expect.stringContaining('file:///etc/passwd') });
  });

  test.each(['//127.0.0.1:4599/meta', '//example.com/a.yaml'])(
    'A reference that names a host without a scheme is an error of the document at its pointer: %s',
    async (reference) => {
      const path = await document(reference);
      for (const allowRemote of [false, true])
        await expect(loadContract(path, { allowRemote })).rejects.toMatchObject({
          code: 'refused-ref',
          place: { pointer: '/paths/~1a' },
          cure: expect.stringContaining('https:'),
        });
    },
  );

  test('A document that is loaded from a URL may refer to files beside it', async () => {
    expect((await loadContract(`${url}/api/openapi.yaml`)).operations).toHaveLength(1);
    await expect(loadContract(`${url}/gone.yaml`)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('404'),
    });
  });
});

test('The mock listens on this machine only, unless another host is given', async () => {
  const server = await startMock(await loadContract(), { port: 0 });
  expect(new URL(server.url).hostname).toBe('127.0.0.1');
  const outside = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal);
  if (outside) await expect(fetch(`http://${outside.address}:${server.port}/_docproof/health`)).rejects.toThrow();
  await server.close();
});
