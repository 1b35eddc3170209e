import { Command } from 'commander';
import { MCP, type OptionsOf, resolve, VERBS } from '../options/index.js';
import { sourcesOf, withOptions } from './flags.js';
import { say } from './output.js';
import { stopOnSignals } from './signals.js';

interface McpFlags extends OptionsOf<typeof MCP> {
  readonly quiet?: boolean;
}

/** `docproof mcp`. */
export function mcpCommand(): Command {
  const command = new Command('mcp')
    .description('Serve checks, explanations and running mocks to agents (Model Context Protocol).')
    .addHelpText('after', EXAMPLES)
    .action(run);
  return withOptions(command, VERBS.mcp);
}

const EXAMPLES = `
Examples:
  $ docproof mcp
  $ docproof mcp --folder ~/projects/shop
  $ docproof mcp --http 4020

Without --http an agent starts it and speaks by standard input and output:
  $ claude mcp add docproof -- npx docproof mcp

It needs the package @modelcontextprotocol/server:
  $ npm install --save-dev @modelcontextprotocol/server`;

async function run(flags: McpFlags): Promise<void> {
  const { folder, http } = resolve(MCP, sourcesOf(flags));
  const { serveByHttp, serveByStdio } = await import('../mcp/index.js');
  if (http === undefined) {
    stopOnSignals(await serveByStdio({ folder, onError: ({ message }) => say(message.slice(0, 500)) }));
    return;
  }
  const { url, close } = await serveByHttp({ folder, port: http });
  if (!flags.quiet) say(`Listening on ${url} for agents on this machine`);
  stopOnSignals(close);
}
