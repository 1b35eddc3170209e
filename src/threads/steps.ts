import { type CaptureSourceOptions, capturesAt } from '../api/captures.js';
import { type BlockMemory, captureFormats, type OpenCapture, readOpen } from '../captures/index.js';
import { type CaptureItem, isUnread } from '../model/index.js';
import type { ThreadTask } from './messages.js';

/** What the threads are asked, and the end of each capture that they read themselves. */
export type Step =
  | { readonly kind: 'task'; readonly task: ThreadTask; readonly capture: OpenCapture }
  | { readonly kind: 'end'; readonly capture: OpenCapture }
  | { readonly kind: 'event'; readonly event: Event };

/** What is to be done, such as telling of what was passed over, when all that stands before it is done. It may throw. */
export type Event = () => void;

/** So many items are sent in one message. */
const BATCH = 256;

/**
 * The work that captures make, in their order.
 * @param memory for blocks, which threads read; without it all is read here
 * @param events what came up: it is taken from there, and becomes steps
 */
export async function* stepsOf(
  paths: readonly string[],
  options: CaptureSourceOptions,
  memory: BlockMemory | undefined,
  events: Event[],
): AsyncGenerator<Step> {
  try {
    for await (const step of tasksOf(paths, options, memory, events)) {
      yield* stepsFor(events);
      yield step;
    }
  } catch (error) {
    events.push(() => {
      throw error;
    });
  }
  yield* stepsFor(events);
}

function stepsFor(events: Event[]): readonly Step[] {
  return events.splice(0).map((event) => ({ kind: 'event', event }));
}

async function* tasksOf(
  paths: readonly string[],
  options: CaptureSourceOptions,
  memory: BlockMemory | undefined,
  events: Event[],
): AsyncGenerator<Step> {
  for await (const capture of capturesAt(paths, options, (callback) => events.push(callback))) {
    const { format, source, chunks } = capture;
    // A reader of the user's own is a function, which no thread can be sent.
    const { blocks } = captureFormats.includes(format) ? format : {};
    if (blocks && memory) {
      for await (const block of blocks.cut(chunks, memory))
        yield { kind: 'task', task: { kind: 'block', source, format: format.name, block }, capture };
      yield { kind: 'end', capture };
    } else
      for await (const items of batches(readOpen(capture)))
        yield { kind: 'task', task: { kind: 'items', items }, capture };
  }
}

async function* batches(items: AsyncIterable<CaptureItem>): AsyncGenerator<CaptureItem[]> {
  let batch: CaptureItem[] = [];
  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const item of items) {
      batch.push(item);
      if (batch.length < BATCH && !isUnread(item)) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    failure = { error };
  }
  // What was read before it broke off counts.
  if (batch.length > 0) yield batch;
  if (failure) throw failure.error;
}
