import { type BlockMemory, captureFormats, type OpenCapture, readOpen } from '../captures/index.js';
import { type CaptureItem, isUnread } from '../model/index.js';
import type { ThreadTask } from './messages.js';

/** A task for a thread, the end of a capture that threads read themselves, or an event between them. */
export type Step =
  | { readonly kind: 'task'; readonly task: ThreadTask; readonly capture: OpenCapture }
  | { readonly kind: 'end'; readonly capture: OpenCapture }
  | { readonly kind: 'event'; readonly event: Event };

/** An action after all results before it are given, such as reporting a file that was skipped. It may throw. */
export type Event = () => void;

/** Items in one message. */
const BATCH = 256;

/**
 * The steps of examining captures, in their order.
 * @param memory for blocks, which threads read; without it captures are read here, and threads get batches of items
 * @param events that came up; they are taken from there, and become steps
 */
export async function* stepsOf(
  captures: AsyncIterable<OpenCapture>,
  memory: BlockMemory | undefined,
  events: Event[],
): AsyncGenerator<Step> {
  try {
    for await (const step of tasksOf(captures, memory)) {
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

async function* tasksOf(captures: AsyncIterable<OpenCapture>, memory: BlockMemory | undefined): AsyncGenerator<Step> {
  for await (const capture of captures) {
    const { format, source, chunks } = capture;
    // A reader that the user brought is a function, which cannot be sent to a thread.
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
  // What was read before the failure counts.
  if (batch.length > 0) yield batch;
  if (failure) throw failure.error;
}
