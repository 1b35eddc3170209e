import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Contract } from '../../contract/index.js';
import { InputError, type Result } from '../../model/index.js';
import { notify } from '../../server/index.js';
import { createRecorder, type Recordable, type Recorder } from '../recorder.js';
import type { ObserveOptions } from './options.js';

/** A recording that takes exchanges at once: those that come while its file is being opened are written then. */
export interface Recording {
  record(exchange: Recordable): void;
  /** @throws InputError `bad-option` where the file cannot be written, or not everything could */
  close(): Promise<void>;
}

/** Begins to record, or goes on in a file that exists. One that cannot be written is a warning, and fails `close`. */
export function openRecording(path: string, contract: Contract, { redact = {}, maxBody }: ObserveOptions): Recording {
  const waiting: Recordable[] = [];
  let recorder: Recorder | undefined;
  const opened = createRecorder(path, { contract, redact, ...(maxBody === undefined ? {} : { maxBody }) }).then(
    (ready) => {
      for (const exchange of waiting.splice(0)) ready.record(exchange);
      recorder = ready;
    },
  );
  let hasFailed = false;
  opened.catch((error: unknown) => {
    hasFailed = true;
    waiting.length = 0;
    notify('record', () => {
      throw error;
    });
  });
  return {
    record(exchange) {
      if (recorder) recorder.record(exchange);
      else if (!hasFailed) waiting.push(exchange);
    },
    async close() {
      await opened;
      recorder?.close();
    },
  };
}

/** Writes a result as `docproof check --format json=FILE` does. @throws InputError `bad-option` */
export async function writeResult(path: string, result: Result): Promise<void> {
  const { writeReport } = await import('../write-report.js');
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await writeReport('json', result));
  } catch (cause) {
    throw new InputError('bad-option', 'the result cannot be written', {
      place: { source: path },
      cure: 'Check that its folder may be written.',
      cause,
    });
  }
}
