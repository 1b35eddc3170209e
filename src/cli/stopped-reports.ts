import { InputError } from '../api/index.js';
import { stoppedResult } from '../api/stopped.js';
import { sayFiles, type Target, writeTarget } from './check-targets.js';
import type { CommonFlags } from './options.js';
import { isStreamed, type StreamedReports, streamedReports } from './streamed-reports.js';

/** The run that ended. */
interface Stopped {
  /** The document as it was named. */
  readonly document: string | undefined;
  /** Of the suite. */
  readonly name: string | undefined;
  readonly flags: CommonFlags & { readonly format?: readonly Target[] };
  /** Those that have begun. @default opened now */
  readonly streamed?: StreamedReports | undefined;
}

/**
 * Writes every report that was asked for where a document or a capture cannot be used: inconclusive, with the reason.
 * Else the files of an earlier run would stay, and be taken for those of this one. Other errors are of the command
 * line itself, and write nothing.
 */
export async function writeStopped(error: unknown, { document = '', name, flags, ...begun }: Stopped): Promise<void> {
  const { format: targets = [] } = flags;
  if (!(error instanceof InputError) || error.code === 'bad-option' || targets.length === 0) return;
  const result = stoppedResult({ source: document, title: '', version: '' }, error);
  const streamed = begun.streamed ?? streamedReports(targets, name);
  streamed?.end(result);
  for (const target of targets.filter((each) => !isStreamed(each))) await writeTarget({ result }, target, name, flags);
  if (!flags.quiet) sayFiles(result, targets, name);
}
