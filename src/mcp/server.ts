import type { McpServer } from '@modelcontextprotocol/server';
import { explain } from '../api/explain.js';
import { VERSION } from '../api/version.js';
import { explanationPage } from '../explain/index.js';
import { InputError, isObject, type JsonObject, printable } from '../model/index.js';
import { RESULTS } from './kept.js';
import { TOOLS } from './registry.js';
import type { Sdk } from './sdk.js';
import type { Surroundings, Tool } from './tool.js';

const INSTRUCTIONS =
  'Docproof holds HTTP traffic against an OpenAPI document, and mocks the API from it. Check captures with check_capture; ask explain about a keyword in a fault; coverage_gaps lists what tests miss. The tools that begin with mock_ need a running "docproof mock openapi.yaml". Paths are relative to the folder of this server.';

/** What a tool answers, in the terms of the protocol. */
interface CallResult {
  [member: string]: unknown;
  content: ({ type: 'text'; text: string } | { type: 'resource_link'; uri: string; name: string })[];
  isError?: boolean;
}

/** Makes a server with all tools and resources: one for each connection, or for each request over HTTP. */
export function createServer(sdk: Sdk, surroundings: Surroundings): McpServer {
  const server = new sdk.McpServer(
    { name: 'docproof', title: 'Docproof', version: VERSION },
    { instructions: INSTRUCTIONS },
  );
  for (const tool of TOOLS)
    server.registerTool(
      tool.name,
      {
        title: tool.title,
        description: tool.description,
        annotations: tool.annotations,
        inputSchema: sdk.fromJsonSchema<JsonObject>({ ...tool.input }),
        outputSchema: sdk.fromJsonSchema<JsonObject>({ ...tool.output }),
      },
      (given: JsonObject) => call(tool, given, surroundings),
    );
  addResources(server, sdk, surroundings);
  return server;
}

/** A mistake of the caller is an answer that it can read and act on, and no failure of the protocol. */
async function call(tool: Tool, given: JsonObject, surroundings: Surroundings): Promise<CallResult> {
  try {
    const { text, data, links = [] } = await tool.run(isObject(given) ? given : {}, surroundings);
    return {
      content: [{ type: 'text', text }, ...links.map((link) => ({ type: 'resource_link' as const, ...link }))],
      structuredContent: data,
    };
  } catch (error) {
    return { content: [{ type: 'text', text: wordsOf(error, surroundings) }], isError: true };
  }
}

function wordsOf(error: unknown, { folder }: Surroundings): string {
  if (!(error instanceof InputError)) return 'This is a fault in Docproof; please report it.';
  // Callers name files relative to the folder, and need not learn where it is.
  return [error.message, ...(error.cure === undefined ? [] : [error.cure])]
    .map((line) => printable(line.replaceAll(`${folder.path}/`, '').replaceAll(folder.path, '.')))
    .join('\n');
}

function addResources(server: McpServer, sdk: Sdk, { kept }: Surroundings): void {
  const list = () => ({ resources: kept.list().map((link) => ({ ...link })) });
  server.registerResource(
    'result',
    new sdk.ResourceTemplate(`${RESULTS}{id}`, { list }),
    { title: 'A whole result', description: 'What an answer links to', mimeType: 'application/json' },
    (uri, { id }) => {
      const text = kept.get(String(id));
      if (text === undefined) throw new sdk.ResourceNotFoundError(uri.href);
      return { contents: [{ uri: uri.href, mimeType: 'application/json', text }] };
    },
  );
  server.registerResource(
    'explanation',
    new sdk.ResourceTemplate('docproof://explain/{name}', { list: undefined }),
    { title: 'What a name in a report means', mimeType: 'text/markdown' },
    async (uri, { name }) => {
      const wanted = decodeURIComponent(String(name));
      const meanings = await explain(wanted).catch(() => []);
      if (meanings.length === 0) throw new sdk.ResourceNotFoundError(uri.href);
      return { contents: [{ uri: uri.href, mimeType: 'text/markdown', text: explanationPage(wanted, meanings) }] };
    },
  );
}
