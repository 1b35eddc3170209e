import { Command } from 'commander';
import { loadConfig, loadContract, printable, redactCapture } from '../api/index.js';
import { EXIT } from './exit.js';
import { type CommonFlags, loadOptions, withCommonFlags } from './options.js';
import { say } from './output.js';
import { type RedactFlags, redactOptions, withRedactFlags } from './redact-flags.js';

interface Flags extends CommonFlags, RedactFlags {
  readonly output?: string;
  readonly document?: string;
}

/** `docproof redact`. */
export function redactCommand(): Command {
  const command = new Command('redact')
    .description('Write a capture again without its secrets; equal secrets get equal pseudonyms.')
    .argument(
      '<CAPTURE>',
      'recorded traffic of any kind, told by content, also compressed; a folder of it; - is standard input',
    )
    .option(
      '-o, --output <FILE>',
      'where to write: HAR if it ends in .har, NDJSON if in .ndjson; without it, standard output',
    )
    .option('--document <DOCUMENT>', 'the OpenAPI document whose security schemes say which keys are secret')
    .addHelpText('after', EXAMPLES)
    .action(run);
  return withCommonFlags(withRedactFlags(command));
}

const EXAMPLES = `
Examples:
  $ docproof redact traffic.har -o shared.har
  $ docproof redact traffic.har -o shared.har --document api.yaml --redact customerNumber
  $ docproof redact traffic.ndjson --redact-key redact.key > shared.ndjson

Secrets are credentials, cookies, passwords, tokens and keys, by their names and by their forms (JWT, PEM, AWS, GitHub …), in URLs,
headers, JSON, forms, multipart, XML and other text. What cannot be searched is left out, said, and makes the exit code 2.`;

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

/** Waits where the reader is slower. */
function write(piece: string): void | Promise<void> {
  if (process.stdout.write(piece)) return undefined;
  return new Promise((resolve) => {
    process.stdout.once('drain', resolve);
  });
}
