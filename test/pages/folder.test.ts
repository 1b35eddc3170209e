import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Contract, compile, loadContract, startMock, watchContract } from '../../src/api/index.js';
import { run } from '../support/command.js';

const FENCE = '```';
const page = (name: string): string => `# Get cup
## HTTP request
${FENCE} http
GET /cups/{id}
${FENCE}
## Response
If successful, this method returns a \`200 OK\` response code and a [cup](../resources/cup.md) object in the response body.
## Example
${FENCE} http
GET https://api.example/v1.0/cups/7
${FENCE}
${FENCE} http
HTTP/1.1 200 OK
Content-Type: application/json

{ "id": "7", "name": "${name}" }
${FENCE}
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docproof-folder-'));
  await mkdir(join(folder, 'docs/api'), { recursive: true });
  await writeFile(join(folder, 'docs/api/cup-get.md'), page('Olive'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('docproof compile', () => {
  test('docproof compile writes a document and its examples beside it', async () => {
    const made = await run(['compile', 'docs', '-o', 'spec'], { cwd: folder });
    expect([made.code, made.stderr]).toEqual([0, expect.stringContaining('spec/openapi.yaml: 1 operation')]);
    expect(readFileSync(join(folder, 'spec/mocks/getCup/200.documented.json'), 'utf8')).toBe(
      '{\n  "id": "7",\n  "name": "Olive"\n}\n',
    );
    const contract = await loadContract(join(folder, 'spec/openapi.yaml'));
    expect(contract.operations.map(({ id }) => id)).toEqual(['GET /cups/{id}']);
  });

  test.each([
    ['v1.0/api', 'v1.0/resources'],
    ['v1.0/resources', 'v1.0/api'],
    ['v1.0/api/cup-get.md', 'v1.0/resources', 'v1.0/api'],
  ])('docproof compile names the pages of several folders by their common folder: %s %s', async (...pages) => {
    const type = '# cup resource type\n## Properties\n|Property|Type|Description|\n|-|-|-|\n|id|String|Key.|\n';
    for (const kind of ['api', 'resources']) await mkdir(join(folder, 'v1.0', kind), { recursive: true });
    await writeFile(join(folder, 'v1.0/api/cup-get.md'), page('Olive'));
    await writeFile(join(folder, 'v1.0/resources/cup.md'), type);
    const paths = pages.map((path) => join(folder, path));
    const made = await compile(paths);
    expect(made.document).toEqual((await compile([join(folder, 'v1.0')])).document);
    expect(made.document).toMatchObject({ info: { title: 'v1.0' } });
    expect(resolve(made.findings.folder)).toBe(join(folder, 'v1.0'));
    expect(made.findings.findings.map(({ rule }) => rule)).not.toContain('missing-type-page');
  });

  test('docproof compile says what is missing if it has nothing to compile', async () => {
    await mkdir(join(folder, 'none'), { recursive: true });
    await writeFile(join(folder, 'none/readme.md'), '# Only words\n');
    const none = await run(['compile', 'none', '-o', 'spec2'], { cwd: folder });
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('the only page has no HTTP request')]);
    expect(existsSync(join(folder, 'spec2'))).toBe(false);
    const lost = await run(['compile', 'docs', '-o', 'docs/api/cup-get.md'], { cwd: folder });
    expect([lost.code, lost.stderr]).toEqual([2, expect.stringContaining('cannot be written')]);
  });
});

describe('a folder of pages', () => {
  test('A folder of pages can be mocked and bundled like any other document', async () => {
    const mock = await startMock(await loadContract(join(folder, 'docs')), { port: 0 });
    const answer = await fetch(new URL('/v1.0/cups/7', mock.url));
    expect([answer.status, await answer.json()]).toEqual([200, { id: '7', name: 'Olive' }]);
    await mock.close();
    const bundled = await run(['bundle', 'docs', '-o', 'bundle.json'], { cwd: folder });
    expect(bundled.code).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, 'bundle.json'), 'utf8')).openapi).toBe('3.1.0');
  });

  test('A watched folder of pages changes the contract when a page is saved or added', async () => {
    const load = (): Promise<Contract> => loadContract(join(folder, 'docs'));
    const heard: ((contract: Contract) => void)[] = [];
    const next = (): Promise<Contract> => new Promise((resolve) => heard.push(resolve));
    const stop = await watchContract(await load(), load, {
      onContract: (contract) => heard.shift()?.(contract),
      onError: (error) => expect.unreachable(String(error)),
    });
    const saved = next();
    await writeFile(join(folder, 'docs/api/cup-get.md'), page('Basil'));
    expect(JSON.stringify((await saved).document.root)).toContain('Basil');
    const added = next();
    await writeFile(
      join(folder, 'docs/api/cup-list.md'),
      page('All').replace('/cups/{id}', '/cups').replace('/cups/7', '/cups'),
    );
    expect((await added).operations.map(({ id }) => id).sort()).toEqual(['GET /cups', 'GET /cups/{id}']);
    await stop();
  });
});
