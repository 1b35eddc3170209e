import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Outcome, outcomeRecord, type ReportLines, type Result, reportLines } from '../api/index.js';
import { type Target, unwritable, withSuite } from './check-targets.js';

/** Reports that are written while exchanges are still being judged. */
export interface StreamedReports {
  /** Writes the line of an exchange. */
  add(outcome: Outcome): void;
  /** Writes the last lines. */
  end(result: Result): void;
}

/** So many characters are gathered before they are written. */
const BLOCK = 65_536;

/** The reports among these targets that are written line by line; undefined if there are none. */
export function streamedReports(targets: readonly Target[], suite: string | undefined): StreamedReports | undefined {
  const open = targets.flatMap(({ format, file }) => {
    const lines = reportLines(format);
    return lines ? [{ lines, sink: sinkOf(file === undefined ? undefined : withSuite(file, suite)) }] : [];
  });
  if (open.length === 0) return undefined;
  return {
    add(outcome) {
      if ('unread' in outcome) return;
      const record = outcomeRecord(outcome);
      for (const { lines, sink } of open) sink.write(lines.line(record));
    },
    end(result) {
      for (const { lines, sink } of open) finish(lines, sink, result);
    },
  };
}

/** Whether a target is written line by line, and not when the check has ended. */
export function isStreamed({ format }: Target): boolean {
  return reportLines(format) !== undefined;
}

function finish(lines: ReportLines<Result>, sink: Sink, result: Result): void {
  sink.write(lines.end(result));
  sink.close();
}

interface Sink {
  write(text: string): void;
  close(): void;
}

/** Writes in blocks, and waits for each: a reader that is slower than the check must not fill the memory. */
function sinkOf(path: string | undefined): Sink {
  let block = '';
  let descriptor: number | undefined;
  const flush = (): void => {
    if (path === undefined) process.stdout.write(block);
    else {
      descriptor ??= openFile(path);
      writeWhole(descriptor, block, path);
    }
    block = '';
  };
  return {
    write(text) {
      block += text;
      if (block.length >= BLOCK) flush();
    },
    close() {
      flush();
      if (descriptor !== undefined) closeSync(descriptor);
    },
  };
}

function openFile(path: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'w');
  } catch (cause) {
    throw unwritable(path, 'the report', cause);
  }
}

/** A write may take less than it was given. */
function writeWhole(descriptor: number, text: string, path: string): void {
  let rest = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
  } catch (cause) {
    throw unwritable(path, 'the report', cause);
  }
}
