import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkCapture, loadContract, startMock } from '../../src/api/index.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: lamps, version: '1' }
servers: [{ url: https://lamps.example/v1 }]
paths:
  /lamps:
    get:
      operationId: listLamps
      parameters:
        - { name: colour, in: query, schema: { enum: [red, green] }, example: green }
      responses:
        '200':
          description: all
          headers: { Trailer: { schema: { type: string } } }
          content:
            application/json:
              schema: { type: array, items: { type: integer } }
              examples: { few: { value: [1] }, many: { value: [1, 2] } }
    post:
      operationId: addLamp
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [name]
              properties:
                name: { type: string }
                tone: { enum: [warm, cold] }
                password: { type: string }
            example: { name: desk, tone: warm }
      responses:
        '201': { description: made, content: { application/json: { schema: { type: object }, example: { id: 7 } } } }
`;

/** A mock of a document in a separate folder. */
async function mocking() {
  const folder = await mkdtemp(join(tmpdir(), 'feed-tools-'));
  const file = join(folder, 'openapi.yaml');
  await writeFile(file, DOCUMENT);
  const mock = await startMock(await loadContract(file), { port: 0 });
  onTestFinished(async () => {
    await mock.close();
    await rm(folder, { recursive: true });
  });
  const post = (body: string) =>
    fetch(`${mock.url}/lamps`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  const page = (name: string) => fetch(`${mock.url}/_docproof/${name}`);
  return { folder, file, mock, post, page };
}

test('A violation comes with the rule, its place in the file, the lines around it, and what to do', async () => {
  const { mock, post, page } = await mocking();
  await post('{"name":"desk","tone":"blue"}');
  const detail = JSON.parse(await (await page('exchanges/1')).text());
  expect(detail.violations).toMatchObject([
    {
      keyword: 'enum',
      location: '/tone',
      rule: ['warm', 'cold'],
      position: expect.stringMatching(/openapi\.yaml:29:25$/),
      help: { short: expect.stringContaining('enum'), help: expect.stringContaining('Correct the sender') },
    },
  ]);
  const [{ excerpt }] = detail.violations;
  expect(excerpt.lines[29 - excerpt.first]).toContain('tone: { enum: [warm, cold] }');
  expect(await mock.exchanges()).toEqual([detail]);
});

test('The document names its problems with their lines and cures', async () => {
  const { page } = await mocking();
  expect(await (await page('document')).json()).toMatchObject({
    title: 'lamps',
    version: '1',
    openapi: '3.1.0',
    operations: 2,
    servers: ['https://lamps.example/v1'],
    files: [expect.stringContaining('openapi.yaml')],
    problems: [
      {
        rule: 'unsendable-header',
        message: expect.stringContaining('Trailer'),
        cure: expect.stringContaining('left out'),
        position: expect.stringMatching(/openapi\.yaml:13:22$/),
      },
    ],
    more: 0,
  });
});

test('An operation has all that a form needs: parameters, examples, and a request that the mock accepts', async () => {
  const { mock, page } = await mocking();
  const read = async (id: string) => JSON.parse(await (await page(`operations/${encodeURIComponent(id)}`)).text());
  expect(await read('listLamps')).toMatchObject({
    id: 'GET /lamps',
    servedPath: '/v1/lamps',
    parameters: [
      { name: 'colour', in: 'query', required: false, values: ['red', 'green'], examples: [{ value: 'green' }] },
    ],
    responses: [{ status: '200', content: [{ mediaType: 'application/json', examples: ['few', 'many'] }] }],
  });
  const adding = await read('POST /lamps');
  expect(adding.requestBody).toEqual({
    required: true,
    content: [
      { mediaType: 'application/json', examples: [{ name: 'default', value: { name: 'desk', tone: 'warm' } }] },
    ],
  });
  const { method, target, headers, body } = adding.request;
  expect(JSON.parse(body)).toEqual({ name: 'desk', tone: 'warm' });
  expect((await fetch(`${mock.url}${target}`, { method, headers, body })).status).toBe(201);
  expect((await page('operations/none')).status).toBe(404);
});

test.each(['har', 'ndjson'])(
  'A download as %s is a capture: a check of it finds what the feed shows, and it has no secret',
  async (format) => {
    const { folder, file, mock, post, page } = await mocking();
    await post('{"name":"desk","password":"hunter2"}');
    await post('{"name":7}');
    await fetch(`${mock.url}/v1/lamps`);
    const response = await page(`exchanges.${format}?operation=addLamp`);
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename=exchanges.${format}`);
    const text = await response.text();
    expect(text).not.toContain('hunter2');
    const capture = join(folder, `seen.${format}`);
    await writeFile(capture, text);
    const { summary, faults } = await checkCapture(await loadContract(file), capture);
    expect(summary).toMatchObject({ entries: 2, passed: 1 });
    expect(faults.some(({ location, keyword }) => location === '/name' && keyword === 'type')).toBe(true);
  },
);

test('The report is one HTML page of what was seen so far, under its own strict policy', async () => {
  const { post, page } = await mocking();
  await post('{"name":7}');
  const response = await page('report');
  const text = await response.text();
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(text).toMatch(/<title>FAILED · .*openapi\.yaml · Docproof<\/title>/);
  expect(text).toContain("default-src 'none'; script-src 'sha256-");
  expect(text).toContain('"location":"/name"');
});

test('The drift is an overlay by which the document accepts what was seen, and says what it leaves', async () => {
  const { post, page } = await mocking();
  await post('{"name":"desk","tone":"warm"}');
  expect(await (await page('drift')).json()).toMatchObject({ actions: 0, remaining: {} });
  await post('{"name":"desk","shape":"round"}');
  const { text, actions } = JSON.parse(await (await page('drift')).text());
  expect(actions).toBeGreaterThan(0);
  expect(text).toContain('shape');
});
