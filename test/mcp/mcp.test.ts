import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract, type RunningMock, startMock } from '../../src/api/index.js';
import { type Listening, serveByHttp } from '../../src/mcp/index.js';
import { TOOLS } from '../../src/mcp/registry.js';
import { agentByHttp, agentByStdio, CLI, call, project, SECRET } from './agents.js';

const { folder, remove } = project();
let listening: Listening;
let mock: RunningMock;
let agents: readonly (readonly [kind: string, client: Client])[] = [];
let byHttp: Client;

beforeAll(async () => {
  const contract = await loadContract(join(folder, 'openapi.yaml'));
  mock = await startMock(contract, { port: 0, stateful: true });
  listening = await serveByHttp({ folder, port: 0 });
  byHttp = await agentByHttp(listening.url);
  agents = [
    ['standard input and output', await agentByStdio(folder)],
    ['HTTP', byHttp],
  ];
}, 60_000);

afterAll(async () => {
  for (const [, client] of agents) await client.close();
  await listening.close();
  await mock.close();
  remove();
});

describe.each(['standard input and output', 'HTTP'])('docproof mcp by %s', (kind) => {
  const agent = (): Client => {
    const found = agents.find(([name]) => name === kind)?.[1];
    if (!found) throw new Error('there is no such agent');
    return found;
  };

  test('An agent finds every tool with its schemas and annotations', async () => {
    const { tools } = await agent().listTools();
    expect(tools.map(({ name }) => name)).toEqual(TOOLS.map(({ name }) => name));
    for (const { inputSchema, outputSchema, annotations, description, title } of tools) {
      expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      expect(outputSchema).toMatchObject({ type: 'object' });
      expect(annotations).toMatchObject({ openWorldHint: false });
      expect(description).toMatch(/\.$/);
      expect(title).toBeTruthy();
    }
  });

  test('An agent checks a capture, gets its faults without secrets, and reads the whole result', async () => {
    const { data, text, links, whole } = await call(agent(), 'check_capture', { captures: ['captures/a.ndjson'] });
    expect(data).toMatchObject({ outcome: 'failed', checked: 3, failed: 3, operationsSeen: 1, operationsTotal: 2 });
    expect(data.faults).toContainEqual({
      operation: 'GET /parcels/{id}',
      place: 'response body /state',
      keyword: 'enum',
      severity: 'error',
      message: 'must be one of packed, sent',
      count: 2,
      rule: '#/paths/~1parcels~1{id}/get/responses/200/content/application~1json/schema/properties/state/enum',
      at: 'captures/a.ndjson #0',
    });
    expect(text).toContain('status 500 is not documented');
    expect(whole).not.toContain(SECRET);
    expect(whole).not.toContain(folder);
    const { contents } = await agent().readResource({ uri: links[0] ?? '' });
    const [content] = contents;
    const result = content && 'text' in content ? content.text : '';
    expect(JSON.parse(result)).toMatchObject({ summary: { checked: 3 } });
    expect(result).not.toContain(SECRET);
    expect(result).not.toContain(folder);
  });

  test('An agent gets an explanation, as a tool and as a resource', async () => {
    expect((await call(agent(), 'explain', { name: 'enum' })).text).toContain('# `enum`');
    const unknown = await call(agent(), 'explain', { name: 'enumm' });
    expect(unknown).toMatchObject({ isError: true, text: expect.stringContaining('Did you mean enum') });
    const { contents } = await agent().readResource({ uri: 'docproof://explain/missing-field' });
    expect(JSON.stringify(contents)).toContain('# `missing-field`');
  });

  test('An agent learns what captures do not cover', async () => {
    const { data } = await call(agent(), 'coverage_gaps', { captures: ['captures/a.ndjson'] });
    expect(data.gaps).toContainEqual({ kind: 'Operations never seen', names: ['POST /parcels'], leftOut: 0 });
    expect(data.gaps).toContainEqual({ kind: 'Statuses never seen', names: ['GET /parcels/{id}  404'], leftOut: 0 });
  });

  test('An agent finds operations and their details', async () => {
    const { data } = await call(agent(), 'describe_operations', { search: 'create' });
    expect(data.operations).toEqual([
      {
        operation: 'POST /parcels',
        operationId: 'createParcel',
        summary: 'Create a parcel',
        parameters: [],
        statuses: ['201'],
      },
    ]);
    const { data: one } = await call(agent(), 'describe_operations', { operation: 'readParcel' });
    expect(one).toMatchObject({ operations: [{ parameters: ['path id'] }], details: { responses: { '404': {} } } });
  });

  test('An agent sets an answer at a running mock, sees the exchange, and takes the answer back', async () => {
    const url = mock.url;
    const set = await call(agent(), 'set_mock_answer', {
      url,
      operation: 'readParcel',
      answer: { status: 404, headers: { 'X-Note': SECRET } },
      times: 2,
    });
    expect(set).toMatchObject({ isError: false, data: { answers: [{ operation: 'GET /parcels/{id}', times: 2 }] } });
    expect(set.whole).not.toContain(SECRET);
    expect((await fetch(`${url}/parcels/9`)).status).toBe(404);
    const { data } = await call(agent(), 'mock_exchanges', { url, status: '404', limit: 1 });
    expect(data.exchanges).toEqual([expect.objectContaining({ target: '/parcels/9', status: 404 })]);
    const cleared = await call(agent(), 'clear_mock_answers', { url });
    expect(cleared.data).toEqual({ answers: [] });
    expect((await call(agent(), 'mock_answers', { url })).text).toBe('No answer is set.');
  });

  test('An agent brings a stateful mock into a state, and reads it without secrets', async () => {
    const url = mock.url;
    const item = { id: '7', state: 'packed', password: 'hunter2-hunter2' };
    const put = await call(agent(), 'change_mock_state', { url, action: 'put', path: '/parcels/7', item });
    expect(put).toMatchObject({ isError: false, data: { items: { '/parcels/7': { id: '7', state: 'packed' } } } });
    expect(put.whole).not.toContain('hunter2');
    expect(await (await fetch(`${url}/parcels/7`)).json()).toMatchObject({ id: '7' });
    await call(agent(), 'change_mock_state', { url, action: 'clear' });
    expect((await call(agent(), 'mock_state', { url })).data).toEqual({ items: {}, leftOut: 0 });
  });
});

describe('hostile arguments', () => {
  test.each([
    ['../secret.ndjson', 'is outside the folder'],
    ['up/secret.ndjson', 'is a link'],
    ['/etc/passwd', 'is outside the folder'],
    ['file:///etc/passwd', 'has a scheme'],
    ['captures/\u0000a', 'has a scheme'],
    ['captures', 'is not a file'],
    ['captures/*.ndjson', 'there is no such file'],
    ['-', 'there is no such file'],
    ['', 'is outside the folder'],
  ])('The capture %j is refused', async (capture, problem) => {
    const { isError, text, whole } = await call(byHttp, 'check_capture', { captures: [capture] });
    expect(isError).toBe(true);
    expect(text).toContain(problem);
    expect(whole).not.toContain(folder);
  });

  test.each([
    ['link.yaml', 'is a link'],
    ['https://example.com/openapi.yaml', 'has a scheme'],
    ['outside-ref.yaml', 'secret.yaml'],
    ['link-ref.yaml', 'link.yaml'],
    ['captures/a.ndjson', 'captures/a.ndjson'],
  ])('The document %j is refused', async (document, problem) => {
    const { isError, text, whole } = await call(byHttp, 'describe_operations', { document });
    expect(isError).toBe(true);
    expect(text).toContain(problem);
    expect(whole).not.toContain(folder);
  });

  test.each([
    ['../report.html', 'is outside the folder'],
    ['up/report.html', 'is below a link'],
    ['openapi.yaml', 'no report has this ending'],
    ['absent/report.html', 'its folder does not exist'],
  ])('A report is not written to %j', async (report, problem) => {
    const { isError, text } = await call(byHttp, 'check_capture', { captures: ['captures/a.ndjson'], report });
    expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining(problem) });
  });

  test('A body beside a capture is not read through a link', async () => {
    const given = { captures: ['captures/linked.har'], base_urls: ['http://localhost'] };
    const { text, whole } = await call(byHttp, 'check_capture', given);
    expect(text).toContain('INCONCLUSIVE');
    expect(whole).not.toContain('not-for-agents');
  });

  test('A report is written once, and no file is replaced', async () => {
    const given = { captures: ['captures/a.ndjson'], report: 'captures/report.html' };
    expect((await call(byHttp, 'check_capture', given)).data).toMatchObject({ report: 'captures/report.html' });
    const written = readFileSync(join(folder, 'captures/report.html'), 'utf8');
    expect(written).toContain('FAILED');
    expect(written).not.toContain(SECRET);
    const again = await call(byHttp, 'check_capture', given);
    expect(again).toMatchObject({ isError: true, text: expect.stringContaining('is there already') });
    rmSync(join(folder, 'captures/report.html'));
  });

  test.each([
    ['http://192.0.2.1:4010', 'not the address of a mock on this machine'],
    ['http://example.com', 'not the address of a mock on this machine'],
    ['http://127.0.0.1.example.com', 'not the address of a mock on this machine'],
    ['http://user:pass@127.0.0.1:4010', 'not the address of a mock on this machine'],
    ['file:///etc/passwd', 'not the address of a mock on this machine'],
    ['no address', 'not the address of a mock on this machine'],
    ['http://127.0.0.1:9', 'no mock answers there'],
  ])('The mock at %j is refused', async (url, problem) => {
    const { isError, text } = await call(byHttp, 'mock_exchanges', { url });
    expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining(problem) });
  });

  test.each([
    ['../../result', 'not the path of an item'],
    ['', 'not the path of an item'],
    ['/nowhere/7', ''],
  ])('The item %j is not written', async (path, problem) => {
    const given = { url: mock.url, action: 'put', path, item: {} };
    const { isError, text } = await call(byHttp, 'change_mock_state', given);
    expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining(problem) });
  });

  test.each([
    ['explain', {}],
    ['explain', { name: 7 }],
    ['check_capture', { captures: [] }],
    ['check_capture', { captures: 'captures/a.ndjson' }],
    ['check_capture', { captures: ['captures/a.ndjson'], limit: 1e9 }],
    ['explain', { name: 'enum', extra: true }],
    ['set_mock_answer', { operation: 'x', answer: {} }],
  ])('Arguments that the schema of %s does not allow are refused', async (name, given) => {
    const outcome = await call(byHttp, name, given).catch((error: unknown) => ({ isError: true, text: String(error) }));
    expect(outcome.isError).toBe(true);
  });

  test('A result that does not exist is not a resource', async () => {
    await expect(byHttp.readResource({ uri: 'docproof://results/999' })).rejects.toThrow();
    await expect(byHttp.readResource({ uri: 'docproof://results/..%2f..%2fetc' })).rejects.toThrow();
  });
});

describe('docproof mcp --http', () => {
  function statusFor(headers: Record<string, string>, path = '/mcp'): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const { port } = new URL(listening.url);
      const asked = request({ port, host: '127.0.0.1', path, method: 'POST', headers, setHost: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.on('error', reject);
      asked.end('{}');
    });
  }

  test('Pages of other sites and other names of the server are refused', async () => {
    const json = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' };
    const { host } = new URL(listening.url);
    expect(await statusFor({ ...json, Host: 'evil.example' })).toBe(403);
    expect(await statusFor({ ...json, Host: host, Origin: 'https://evil.example' })).toBe(403);
    expect(await statusFor({ ...json, Host: host, Origin: 'null' })).toBe(403);
    expect(await statusFor({ ...json, Host: host }, '/other')).toBe(404);
    expect(await statusFor({ ...json, Host: host })).toBe(400);
  });

  test('The command says where it listens, on the loopback address, and ends by a signal', async () => {
    const child = spawn(process.execPath, [CLI, 'mcp', '--http', '0', '--folder', folder], { stdio: 'pipe' });
    const line = await new Promise<string>((resolve) => child.stderr.once('data', (data) => resolve(String(data))));
    const [url = ''] = /http:\/\/127\.0\.0\.1:\d+\/mcp/.exec(line) ?? [];
    const client = await agentByHttp(url);
    expect((await client.listTools()).tools).toHaveLength(TOOLS.length);
    await client.close();
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  });
});

describe('docs/guides/agents.md', () => {
  const page = readFileSync(new URL('../../docs/guides/agents.md', import.meta.url), 'utf8');

  test('The page lists every tool, and no other', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    expect(rows).toEqual(TOOLS.map(({ name }) => name));
  });

  test('The configuration of each client on the page starts a server for its folder', async () => {
    const configurations = [...page.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, text = '']) => JSON.parse(text));
    expect(configurations).toHaveLength(2);
    for (const { mcpServers, servers = mcpServers } of configurations) {
      const { command, args } = servers.docproof;
      expect([command, ...args.slice(0, 2)]).toEqual(['npx', 'docproof', 'mcp']);
      const more = args.slice(2).map((text: string) => text.replace(/\$\{workspaceFolder\}/, folder));
      const client = await agentByStdio(tmpdir(), more);
      expect((await call(client, 'describe_operations', {})).data.operations).toHaveLength(2);
      await client.close();
    }
  });
});

describe('docproof mcp without its surroundings', () => {
  test('A folder that does not exist is an error with a cure', () => {
    expect(() => execFileSync(process.execPath, [CLI, 'mcp', '--folder', '/nowhere'], { stdio: 'pipe' })).toThrow(
      /there is no such folder/,
    );
  });

  test('A message that is too long ends it with a word on standard error', () => {
    const input = `{"jsonrpc":"2.0","id":1,"method":"${'x'.repeat(12 << 20)}"}\n`;
    const { stdout, stderr } = spawnSync(process.execPath, [CLI, 'mcp'], { input, cwd: folder, encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(stderr).toMatch(/buffer|size/i);
  });

  test('Nothing but the protocol is written to standard output, and the end of input ends it', () => {
    const empty = mkdtempSync(join(tmpdir(), 'docproof-mcp-empty-'));
    expect(execFileSync(process.execPath, [CLI, 'mcp'], { input: '', cwd: empty, encoding: 'utf8' })).toBe('');
    expect(existsSync(join(empty, 'docproof.yaml'))).toBe(false);
    rmSync(empty, { recursive: true });
  });
});
