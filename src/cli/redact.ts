import { Command } from 'commander';
import { loadConfig, loadContract, printable, redactCapture } from '../api/index.js';
import { type OptionsOf, type REDACTING, VERBS } from '../options/index.js';
import { EXIT } from './exit.js';
import { withOptions } from './flags.js';
import { type CommonFlags, loadOptions } from './options.js';
import { say } from './output.js';
import { type RedactFlags, redactOptions } from './redact-flags.js';

interface Flags extends CommonFlags, RedactFlags, OptionsOf<typeof REDACTING> {}

/** `docproof redact`. */
export function redactCommand(): Command {
  const command = new Command('redact')
    .description('Copy a capture without its secrets; equal secrets get equal pseudonyms.')
    .argument('<CAPTURE>', 'recorded traffic in any format, also compressed; or a folder of it; - is standard input')
    .addHelpText('after', EXAMPLES)
    .action(run);
  return withOptions(command, VERBS.redact);
}

const EXAMPLES = `
Examples:
  $ docproof redact traffic.har -o shared.har
  $ docproof redact traffic.har -o shared.har --document api.yaml --redact id
  $ docproof redact traffic.ndjson --redact-key redact.key > shared.ndjson

Secrets are credentials, cookies, passwords, tokens and keys, recognized by
their names and forms (JWT, PEM, AWS, GitHub …), in URLs, headers, JSON, forms,
multipart, XML and other text. What cannot be searched is left out and reported,
and the exit code is 2.`;

async function run(capture: string, flags: Flags): Promise<void> {
  const { output, document, quiet } = flags;
  const config = await loadConfig(flags.config);
  const source = document ?? config.document;
  const contract = source === undefined ? undefined : await loadContract(source, loadOptions(flags, config));
  const { leftOut } = await redactCapture(capture, output ?? write, {
    ...(await redactOptions(flags, config)),
    ...(contract ? { contract } : {}),
  });
  for (const detail of leftOut) say(`left out: ${printable(capture)}: ${printable(detail)}`);
  if (output !== undefined && !quiet) say(`${output}: written without secrets; look through it before you share it`);
  if (leftOut.length > 0) process.exitCode = EXIT.unusable;
}

/** Waits for a reader that is slower. */
function write(piece: string): void | Promise<void> {
  if (process.stdout.write(piece)) return undefined;
  return new Promise((resolve) => {
    process.stdout.once('drain', resolve);
  });
}
