import { parentPort, workerData } from 'node:worker_threads';
import { reportRedactor } from '../api/redaction.js';
import { captureFormats, hasAttachment, START } from '../captures/index.js';
import { countCoverage, createExaminer, type Examined } from '../check/index.js';
import { type Packed, packerOf } from '../check/run/packed-result.js';
import { createContract } from '../contract/index.js';
import { type CaptureItem, InputError, isUnread, type Unread } from '../model/index.js';
import type { BlockTask, ThreadAnswer, ThreadSetup, ThreadTask } from './messages.js';

/** One of the threads that `examineInThreads` starts. */
const { document, policy, evidence, redact }: ThreadSetup = workerData;
const contract = createContract(document);
const coverage = countCoverage(contract);
const examine = createExaminer(contract, { policy, evidence, coverage, redactor: reportRedactor(redact, contract) });
const packer = packerOf(contract);

parentPort?.on('message', (task: ThreadTask) => parentPort?.postMessage(answer(task)));

function answer(task: ThreadTask): ThreadAnswer {
  try {
    if (task.kind === 'counts') return { kind: 'counts', counts: coverage.counts() };
    return task.kind === 'block' ? answerBlock(task) : results(task.items);
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (!(error instanceof InputError)) return { kind: 'failed', message };
    const { code, problem, place, cure } = error;
    return { kind: 'failed', message, input: { code, problem, place, cure } };
  }
}

/** Indices count from the block's first entry: how many stand before it is not known yet. */
function answerBlock({ source, format: name, block }: BlockTask): ThreadAnswer {
  const format = captureFormats.find((known) => known.name === name);
  const reading = format?.blocks?.read(source, block, START);
  if (!reading) throw new Error(`no reader of ${name} blocks`);
  const packed: Packed[] = [];
  let hasUnread = false;
  let read = reading.next();
  for (; !read.done; read = reading.next()) {
    hasUnread ||= isUnread(read.value);
    // A file beside the capture can be had in the main thread only.
    if (!isUnread(read.value) && hasAttachment(read.value)) return { kind: 'not-apart' };
    packed.push(packer.pack(examined(read.value)));
  }
  return read.value
    ? { kind: 'results', packed: JSON.stringify(packed), size: read.value, hasUnread }
    : { kind: 'not-apart' };
}

function results(items: readonly CaptureItem[]): ThreadAnswer {
  const packed = JSON.stringify(items.map((item) => packer.pack(examined(item))));
  return { kind: 'results', packed, size: START, hasUnread: false };
}

function examined(item: CaptureItem): Examined | Unread {
  return isUnread(item) ? item : examine(item);
}
