import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Contract, InputError, type ReportFormatName, type Result, writeReport } from '../api/index.js';
import type { TargetOf } from '../options/index.js';
import type { CommonFlags } from './options.js';
import { print, wantsColor } from './output.js';

/** One report to write: `text`, or `junit=report.xml`. */
export type Target = TargetOf<ReportFormatName>;

/** Writes one report to its file or to standard output. @param suite replaces `{suite}` in the file's name */
export async function writeTarget(
  { result, contract }: { readonly result: Result; readonly contract?: Contract },
  { format, file }: Target,
  suite: string | undefined,
  flags: CommonFlags,
): Promise<void> {
  const path = file === undefined ? undefined : withSuite(file, suite);
  const columns = path === undefined && process.stdout.isTTY ? process.stdout.columns : 0;
  const text = await writeReport(format, result, {
    ...(contract ? { contract } : {}),
    color: path === undefined && wantsColor(flags.color, process.stdout),
    ...(columns > 0 ? { width: columns } : {}),
  });
  if (path === undefined) {
    print(text);
    return;
  }
  await writeText(path, text, 'the report');
}

/** Where every report goes to a file, prints the verdict all the same, and the files that were written. */
export function sayFiles({ verdict }: Result, targets: readonly Target[], suite: string | undefined): void {
  const files = targets.map(({ file }) => file).filter((file) => file !== undefined);
  if (files.length === targets.length)
    print([...files.map((file) => `wrote ${withSuite(file, suite)}`), verdict.line].join('\n'));
}

/** The name of a suite's file. */
export function withSuite(file: string, suite: string | undefined): string {
  return file.replaceAll('{suite}', suite ?? 'all');
}

/** Writes a file and creates its folder. @throws InputError @param what it is, in the message */
export async function writeText(path: string, text: string, what: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (cause) {
    throw unwritable(path, what, cause);
  }
}

/** The error where a file cannot be written. @param what it is, in the message */
export function unwritable(path: string, what: string, cause: unknown): InputError {
  return new InputError('bad-option', `${what} cannot be written`, {
    place: { source: path },
    cure: isFolder(cause) ? 'This is a folder: name a file in it.' : 'Check that its folder may be written.',
    cause,
  });
}

function isFolder(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EISDIR';
}

/** @throws InputError where several suites would write to the same file */
export function assertDistinctFiles(targets: readonly Pick<Target, 'file'>[], suites: number): void {
  const shared = targets.find(({ file }) => file !== undefined && !file.includes('{suite}'));
  if (!shared || suites < 2) return;
  throw new InputError('bad-option', `each of ${suites} suites would overwrite ${shared.file}`, {
    cure: 'Put {suite} into the name, such as --format junit=reports/{suite}.xml.',
  });
}
