import { parentPort, workerData } from 'node:worker_threads';
import { captureFormats, hasAttachment, START } from '../captures/index.js';
import { blockPacker, type Examined, itemExaminer, type PackedResult, resultPacker } from '../check/index.js';
import { createContract } from '../contract/index.js';
import { pseudonyms } from '../io/index.js';
import { type CaptureItem, InputError, isUnread, readJson, type Unread, writeJson } from '../model/index.js';
import type { BlockTask, ThreadAnswer, ThreadSetup, ThreadTask } from './messages.js';

/** One of the threads that the pool starts. */
const { document, root, settings }: ThreadSetup = workerData;
const contract = createContract(root === undefined ? document : { ...document, root: readJson(root) });
const { examine, counts } = itemExaminer(contract, settings, pseudonyms, settings.sums);
/** Where sums will do. */
const sums = settings.sums ? blockPacker(contract) : undefined;
const packer = resultPacker(contract);

parentPort?.on('message', (task: ThreadTask) => parentPort?.postMessage(answer(task)));

function answer(task: ThreadTask): ThreadAnswer {
  try {
    if (task.kind === 'counts') return { kind: 'counts', counts: counts() };
    return task.kind === 'block' ? answerBlock(task) : answerItems(task.items);
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (!(error instanceof InputError)) return { kind: 'failed', message };
    const { code, problem, place, cure } = error;
    return { kind: 'failed', message, input: { code, problem, place, cure } };
  }
}

/** Indices count from the block's first entry: how many come before it is not known yet. */
function answerBlock({ source, format: name, block }: BlockTask): ThreadAnswer {
  const format = captureFormats.find((known) => known.name === name);
  const reading = format?.blocks?.read(source, block, START);
  if (!reading) throw new Error(`no reader of ${name} blocks`);
  const answering = answers(source);
  let hasUnread = false;
  let read = reading.next();
  for (; !read.done; read = reading.next()) {
    hasUnread ||= isUnread(read.value);
    // Only the main thread can read a file beside the capture.
    if (!isUnread(read.value) && hasAttachment(read.value)) return { kind: 'inseparable' };
    for (const examined of examine(read.value)) answering.add(examined);
  }
  return read.value ? { kind: 'results', ...answering.end(), size: read.value, hasUnread } : { kind: 'inseparable' };
}

function answerItems(items: readonly CaptureItem[]): ThreadAnswer {
  const answering = answers(items[0]?.source ?? '');
  for (const item of items) for (const examined of examine(item)) answering.add(examined);
  return { kind: 'results', ...answering.end(), size: START, hasUnread: false };
}

/** Results of one task. */
interface Answers {
  add(examined: Examined | Unread): void;
  end(): Pick<Extract<ThreadAnswer, { kind: 'results' }>, 'packed' | 'areSums' | 'traces'>;
}

function answers(source: string): Answers {
  if (sums) {
    const summing = sums.begin(source);
    return {
      add: (examined) => summing.add(examined),
      end() {
        const { items, traces } = summing.end();
        const areSums = items.every((item) => 'sum' in item);
        return { packed: areSums ? JSON.stringify(items) : writeJson(items), areSums, traces };
      },
    };
  }
  const pack = packer.packing();
  const packed: PackedResult[] = [];
  return {
    add: (examined) => packed.push(pack(examined)),
    end: () => ({ packed: writeJson(packed), areSums: false, traces: undefined }),
  };
}
