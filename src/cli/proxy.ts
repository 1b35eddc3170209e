import { Command } from 'commander';
import { loadConfig } from '../api/config.js';
import type { RecordingState } from '../api/index.js';
import { loadServedContract } from '../api/load-contract.js';
import { inspectorOf } from '../api/mock.js';
import { MOCK_CHECKS } from '../api/mock-options.js';
import { startProxy, urlOf } from '../api/proxy.js';
import { count, InputError, printable } from '../model/index.js';
import {
  ANSWERS,
  BEHAVIOURS,
  FORWARDING,
  LISTENING,
  type OptionsOf,
  PROXY_ORIGINS,
  pick,
  resolve,
  type STRICTNESS,
  VERBS,
} from '../options/index.js';
import { colorsFor } from '../report/colors.js';
import { sourcesOf, withOptions } from './flags.js';
import { keptDocuments } from './kept-documents.js';
import { listenOptions } from './listen-options.js';
import { type CommonFlags, loadOptions } from './options.js';
import { inspectorLine, print, sayError, sayWarning, wantsColor } from './output.js';
import { type RedactFlags, redactOptions } from './redact-flags.js';
import { requestLog } from './request-log.js';
import { endOnSignals } from './signals.js';
import { warnOfDocument } from './usable.js';

interface Flags extends CommonFlags, RedactFlags, OptionsOf<typeof STRICTNESS> {
  readonly config?: string;
}

/** Behaviours of the mock that answers in the service's place. The proxy has no flags for them. */
const MOCK_BEHAVIOURS = pick(BEHAVIOURS, 'stateful', 'echo');

/** `docproof proxy`. */
export function proxyCommand(): Command {
  const command = new Command('proxy')
    .description('Forward to a live service, and check requests and answers against the document.')
    .argument(
      '<DOCUMENT>',
      'path or URL of an OpenAPI, Swagger 2.0 or Postman document, or a folder of documentation pages',
    )
    .argument('<UPSTREAM>', "the service's URL; its path is put before the path of each request")
    .addHelpText('after', EXAMPLES)
    .action(run);
  return withOptions(command, VERBS.proxy);
}

const EXAMPLES = `
Examples:
  $ docproof proxy api.yaml https://api.example.com/v1
  $ docproof proxy api.yaml http://127.0.0.1:8080 --errors
      what breaks the document becomes an error
  $ docproof proxy api.yaml http://127.0.0.1:8080 --mock-on 501
      what is not built yet is answered from the document
  $ docproof proxy api.yaml http://127.0.0.1:8080 --record t.ndjson
      then: docproof check api.yaml t.ndjson

Requests that break the document are forwarded and reported, and refused with
--errors; --validate-request=warn never refuses them. Answers of up to 256 KiB
list their faults in the sl-violations header; for larger ones and streams, see
the log.`;

async function run(document: string, upstream: string, flags: Flags): Promise<void> {
  const config = await loadConfig(flags.config);
  if (/^https?:/i.test(document) && !/^https?:/i.test(upstream))
    throw new InputError('bad-option', `the arguments are in the wrong order: ${upstream} is not a URL`, {
      cure: 'Name the document first, then the service: docproof proxy openapi.yaml https://api.example.com/v1',
    });
  // Before the document, which may be named in its place.
  urlOf(upstream, 'the service');
  const contract = await loadServedContract(document, { ...loadOptions(flags, config), kept: keptDocuments() });
  warnOfDocument(contract, flags);
  const sources = { ...sourcesOf(flags, config), checks: MOCK_CHECKS };
  const { verboseLevel = flags.quiet ? 'silent' : 'info' } = resolve(LISTENING, sources);
  const log = requestLog(verboseLevel, wantsColor(flags.color, process.stderr));
  const { record, ...forwarding } = resolve(FORWARDING, sources);
  const listening = await listenOptions(sources);
  let recordingTo: string | undefined;
  const server = await startProxy(contract, upstream, {
    ...resolve(ANSWERS, sources),
    ...resolve(MOCK_BEHAVIOURS, sources),
    ...forwarding,
    ...resolve(PROXY_ORIGINS, sources),
    ...listening,
    ...(config.check?.baseline === undefined ? {} : { baseline: config.check.baseline }),
    redact: await redactOptions(flags, config),
    ...(record === undefined
      ? {}
      : {
          record,
          onRecordStart: (file, before) => {
            recordingTo = recordingLine(file, before);
          },
          onRecordError: (error) => sayError(error, wantsColor(flags.color, process.stderr)),
          onRecordNotice: (text) => sayWarning(text, wantsColor(flags.color, process.stderr)),
        }),
    ...(log ? { onAnswer: log } : {}),
  });
  const { cyan, dim } = colorsFor(wantsColor(flags.color, process.stdout));
  if (!flags.quiet && listening.authorityLine !== undefined) print(listening.authorityLine);
  const inspector = inspectorLine(inspectorOf(server.url, listening));
  if (!flags.quiet && inspector !== undefined) print(inspector);
  if (!flags.quiet)
    print(
      `Forwarding ${cyan(server.url)} to ${upstream.replace(/\/\/[^/?#]*@/, '//')}, by ${contract.document.source} ${dim('(Ctrl+C stops it)')}`,
    );
  if (!flags.quiet && recordingTo !== undefined) print(recordingTo);
  const close = async (): Promise<void> => {
    await server.close();
    sayRecorded(record, server.recording(), flags);
  };
  endOnSignals({ close, drain: server.drain }, listening);
}

/** What the recording holds, and what it lacks. */
function sayRecorded(path: string | undefined, state: RecordingState | undefined, flags: Flags): void {
  if (path === undefined || !state) return;
  const { recorded, missing, outage } = state;
  if (!flags.quiet) print(`Recorded ${count(recorded, 'exchange')} in ${path}`);
  const why = outage === undefined ? '' : `: ${outage}`;
  if (missing > 0)
    sayWarning(`${path} lacks ${count(missing, 'exchange')}${why}`, wantsColor(flags.color, process.stderr));
}

function recordingLine(file: string, before: number): string {
  if (before === 0) return `Recording to ${printable(file)}`;
  return `Recording to ${printable(file)}: appends to ${count(before, 'exchange')}`;
}
