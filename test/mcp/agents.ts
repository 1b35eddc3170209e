import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

/** The built command line. */
export const CLI = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export const DOCUMENT = `openapi: 3.1.1
info: { title: Parcels, version: '1' }
paths:
  /parcels:
    post:
      operationId: createParcel
      summary: Create a parcel
      requestBody: { content: { application/json: { schema: { type: object, properties: { label: { type: string } } } } } }
      responses:
        '201':
          description: made
          content: { application/json: { schema: { type: object, properties: { id: { type: string }, label: { type: string } } } } }
  /parcels/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      operationId: readParcel
      responses:
        '200':
          description: one
          content: { application/json: { schema: { type: object, properties: { state: { type: string, enum: [packed, sent] } } } } }
        '404': { description: none }
`;

/** A token that no answer may show. */
export const SECRET = 'ghp_0123456789abcdefghijklmnopqrstuvwxyz';

const LINES = [
  { request: { method: 'GET', url: '/parcels/1' }, response: { status: 200, json: { state: 'lost' } } },
  { request: { method: 'GET', url: '/parcels/2' }, response: { status: 200, json: { state: SECRET } } },
  { request: { method: 'GET', url: '/parcels/3' }, response: { status: 500 } },
];

/** A folder of a project with a document and a capture, and things that lead out of it. */
export function project(): { readonly folder: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'docproof-mcp-'));
  const folder = join(root, 'project');
  mkdirSync(join(folder, 'captures'), { recursive: true });
  writeFileSync(join(folder, 'openapi.yaml'), DOCUMENT);
  writeFileSync(join(folder, 'captures/a.ndjson'), LINES.map((line) => `${JSON.stringify(line)}\n`).join(''));
  writeFileSync(
    join(folder, 'outside-ref.yaml'),
    DOCUMENT.replace('{ description: none }', "{ $ref: '../secret.yaml' }"),
  );
  writeFileSync(join(folder, 'link-ref.yaml'), DOCUMENT.replace('{ description: none }', "{ $ref: 'link.yaml' }"));
  // A body that is beside the capture, as browsers record it: but it is a link that leads out of the folder.
  const content = { mimeType: 'application/json', size: 20, _file: 'body.json' };
  const har = {
    log: {
      version: '1.2',
      creator: { name: 'Playwright', version: '1' },
      entries: [
        {
          startedDateTime: '2026-01-01T00:00:00Z',
          time: 1,
          request: {
            method: 'GET',
            url: 'http://localhost/parcels/1',
            httpVersion: 'HTTP/1.1',
            headers: [],
            queryString: [],
            cookies: [],
            headersSize: -1,
            bodySize: -1,
          },
          response: {
            status: 200,
            statusText: 'OK',
            httpVersion: 'HTTP/1.1',
            headers: [{ name: 'Content-Type', value: 'application/json' }],
            cookies: [],
            content,
            redirectURL: '',
            headersSize: -1,
            bodySize: -1,
          },
          cache: {},
          timings: { send: 0, wait: 1, receive: 0 },
        },
      ],
    },
  };
  writeFileSync(join(folder, 'captures/linked.har'), JSON.stringify(har));
  writeFileSync(join(root, 'body.json'), JSON.stringify({ state: 'not-for-agents' }));
  symlinkSync(join(root, 'body.json'), join(folder, 'captures/body.json'));
  writeFileSync(join(root, 'secret.yaml'), DOCUMENT);
  writeFileSync(join(root, 'secret.ndjson'), `${JSON.stringify(LINES[0])}\n`);
  symlinkSync(join(root, 'secret.yaml'), join(folder, 'link.yaml'));
  symlinkSync(root, join(folder, 'up'));
  return { folder, remove: () => rmSync(root, { recursive: true }) };
}

/** An agent that starts `docproof mcp` and speaks by standard input and output. @param more further arguments */
export async function agentByStdio(folder: string, more: readonly string[] = []): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StdioClientTransport({ command: process.execPath, args: [CLI, 'mcp', ...more], cwd: folder });
  await client.connect(transport);
  return client;
}

/** An agent that speaks by HTTP. */
export async function agentByHttp(url: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  return client;
}

/** What a tool answers: its text, its data, its links, and whether it refuses. */
export async function call(client: Client, name: string, given: Record<string, unknown>) {
  const result = await client.callTool({ name, arguments: given });
  const content = Array.isArray(result.content) ? result.content : [];
  const text = content.flatMap((item) => (item.type === 'text' ? [item.text] : [])).join('\n');
  const links = content.flatMap((item) => (item.type === 'resource_link' ? [item.uri] : []));
  const data: Record<string, unknown> = { ...Object(result.structuredContent) };
  return { text, data, links, isError: result.isError === true, whole: JSON.stringify(result) };
}
