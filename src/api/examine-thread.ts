import { parentPort, workerData } from 'node:worker_threads';
import { countCoverage, createExaminer, type Examined } from '../check/index.js';
import { createContract } from '../contract/index.js';
import { type CaptureItem, isUnread, type Unread } from '../model/index.js';
import { captureFormats } from '../traffic/index.js';
import type { RawBatch, ThreadAnswer, ThreadSetup, ThreadTask } from './examine-threads.js';
import { reportRedactor } from './redaction.js';

/** One of the threads that `examineInThreads` starts. */
const { document, policy, evidence, redact }: ThreadSetup = workerData;
const contract = createContract(document);
const coverage = countCoverage(contract);
const examine = createExaminer(contract, { policy, evidence, coverage, redactor: reportRedactor(redact, contract) });

parentPort?.on('message', (task: ThreadTask) => parentPort?.postMessage(answer(task)));

function answer(task: ThreadTask): ThreadAnswer {
  try {
    if (task.kind === 'counts') return { kind: 'counts', counts: coverage.counts() };
    const items = task.kind === 'items' ? task.items : read(task.batch);
    return { kind: 'results', json: JSON.stringify(items.map(examined)) };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function examined(item: CaptureItem): Examined | Unread {
  return isUnread(item) ? item : examine(item);
}

function read({ source, format: name, bytes, entries }: RawBatch): CaptureItem[] {
  const format = captureFormats.find((known) => known.name === name);
  return entries.map(({ index, note, at, from, to }) => {
    const item = format?.readEntry?.(source, { index, note, at, bytes: bytes.subarray(from, to) });
    if (!item) throw new Error(`no reader of ${name} entries`);
    return item;
  });
}
