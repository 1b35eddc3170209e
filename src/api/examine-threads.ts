import { Worker } from 'node:worker_threads';
import type { Counts, Examined } from '../check/index.js';
import type { Contract } from '../contract/index.js';
import { type CaptureItem, isUnread, type Unread } from '../model/index.js';
import { attach, captureFormats, checked, type OpenCapture, type RawEntry, readOpen } from '../traffic/index.js';
import { type CaptureSourceOptions, capturesAt } from './captures.js';
import type { Examination, ExamineOptions } from './examine.js';

/** What a thread is started with. Plain data. */
export interface ThreadSetup {
  readonly document: Contract['document'];
  readonly policy: ExamineOptions['policy'];
  readonly evidence: boolean;
  readonly redact: ExamineOptions['redact'];
}

/** Entries of one capture, their bytes one after the other in `bytes`. */
export interface RawBatch {
  readonly source: string;
  /** The name of the format that reads them. */
  readonly format: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly entries: readonly (Omit<RawEntry, 'bytes'> & { readonly from: number; readonly to: number })[];
}

/** What a thread is asked. */
export type ThreadTask =
  | { readonly kind: 'raw'; readonly batch: RawBatch }
  | { readonly kind: 'items'; readonly items: readonly CaptureItem[] }
  | { readonly kind: 'counts' };

/** What a thread answers, in the order of the tasks. */
export type ThreadAnswer =
  /** `(Examined | Unread)[]` as JSON: one text crosses sooner than thousands of small objects. */
  | { readonly kind: 'results'; readonly json: string }
  | { readonly kind: 'counts'; readonly counts: Counts }
  | { readonly kind: 'failed'; readonly message: string };

/** A batch is sent when it has so many bytes or entries: large enough to be worth a message, small enough to keep all threads busy. */
const BATCH_BYTES = 1 << 20;
const BATCH_ENTRIES = 256;

/** Batches under way for each thread. */
const AHEAD = 3;

/**
 * Examines exchanges in several threads. This one only finds where entries begin and end, and puts the results in order: they are those of one thread.
 * @param paths of captures
 * @param count of threads
 */
export function examineInThreads(
  contract: Contract,
  paths: readonly string[],
  options: ExamineOptions,
  count: number,
): Examination {
  const { source, root, dialect, files, binaries } = contract.document;
  const { policy, evidence, redact } = options;
  const setup: ThreadSetup = { document: { source, root, dialect, files, binaries }, policy, evidence, redact };
  const threads = Array.from({ length: count }, () => startThread(setup));
  let counts: readonly Counts[] = [];

  const results = async function* (): AsyncGenerator<Examined | Unread> {
    const pending: Promise<ThreadAnswer>[] = [];
    let turn = 0;
    const commit = async (): Promise<readonly (Examined | Unread)[]> => {
      const answer = await pending.shift();
      return answer?.kind === 'results' ? JSON.parse(answer.json) : [];
    };
    try {
      for await (const task of tasksOf(paths, options)) {
        const thread = threads[turn % count];
        turn += 1;
        if (thread) pending.push(thread.ask(task));
        if (pending.length >= AHEAD * count) yield* await commit();
      }
      while (pending.length > 0) yield* await commit();
      const answers = await Promise.all(threads.map((thread) => thread.ask({ kind: 'counts' })));
      counts = answers.flatMap((answer) => (answer.kind === 'counts' ? [answer.counts] : []));
    } finally {
      await Promise.all(threads.map((thread) => thread.stop()));
      await Promise.allSettled(pending);
    }
  };
  return { results: results(), counts: async () => counts };
}

interface Thread {
  ask(task: ThreadTask): Promise<ThreadAnswer>;
  stop(): Promise<unknown>;
}

function startThread(setup: ThreadSetup): Thread {
  const worker = new Worker(new URL('./examine-thread.js', import.meta.url), { workerData: setup });
  const waiting: { resolve(answer: ThreadAnswer): void; reject(error: unknown): void }[] = [];
  let failure: unknown;
  const fail = (error: unknown): void => {
    failure ??= error;
    for (const { reject } of waiting.splice(0)) reject(failure);
  };
  worker.on('message', (answer: ThreadAnswer) => {
    if (answer.kind === 'failed') fail(new Error(answer.message));
    else waiting.shift()?.resolve(answer);
  });
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('a checking thread ended before its work was done')));
  return {
    ask: (task) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) {
          reject(failure);
          return;
        }
        waiting.push({ resolve, reject });
        worker.postMessage(task, task.kind === 'raw' ? [task.batch.bytes.buffer] : []);
      }),
    stop: () => worker.terminate(),
  };
}

async function* tasksOf(paths: readonly string[], options: CaptureSourceOptions): AsyncGenerator<ThreadTask> {
  for await (const capture of capturesAt(paths, options)) {
    const { format, source, chunks } = capture;
    // A reader of the user's own is a function, which no thread can be sent.
    const isBuiltIn = captureFormats.includes(format);
    if (isBuiltIn && format.split && format.readEntry)
      yield* rawTasks(capture, checked(capture, format.split(source, chunks)));
    else yield* itemTasks(readOpen(capture));
  }
}

async function* rawTasks(capture: OpenCapture, found: AsyncIterable<RawEntry | Unread>): AsyncGenerator<ThreadTask> {
  const { source, format } = capture;
  let entries: RawEntry[] = [];
  let size = 0;
  const task = (): ThreadTask => {
    const made: ThreadTask = { kind: 'raw', batch: batchOf(source, format.name, entries, size) };
    entries = [];
    size = 0;
    return made;
  };
  for await (const entry of found) {
    if (isRaw(entry) && !needsAttachment(entry)) {
      entries.push(entry);
      size += entry.bytes.length;
      if (size >= BATCH_BYTES || entries.length >= BATCH_ENTRIES) yield task();
      continue;
    }
    if (entries.length > 0) yield task();
    yield { kind: 'items', items: [isRaw(entry) ? await readHere(capture, entry) : entry] };
  }
  if (entries.length > 0) yield task();
}

/** A file beside the capture can be had in this thread only. */
function needsAttachment({ bytes }: RawEntry): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('"_file"');
}

async function readHere(capture: OpenCapture, entry: RawEntry): Promise<CaptureItem> {
  const { source, format } = capture;
  const item = format.readEntry?.(source, entry);
  if (!item) throw new Error(`no reader of ${format.name} entries`);
  return isUnread(item) ? item : attach(item, capture);
}

function isRaw(entry: RawEntry | Unread): entry is RawEntry {
  return 'bytes' in entry;
}

function batchOf(source: string, format: string, entries: readonly RawEntry[], size: number): RawBatch {
  const bytes = new Uint8Array(size);
  let from = 0;
  const places = entries.map(({ index, note, at, bytes: each }) => {
    bytes.set(each, from);
    const place = { index, note, at, from, to: from + each.length };
    from += each.length;
    return place;
  });
  return { source, format, bytes, entries: places };
}

async function* itemTasks(items: AsyncIterable<CaptureItem>): AsyncGenerator<ThreadTask> {
  let batch: CaptureItem[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < BATCH_ENTRIES && !isUnread(item)) continue;
    yield { kind: 'items', items: batch };
    batch = [];
  }
  if (batch.length > 0) yield { kind: 'items', items: batch };
}
