import { type CaptureItem, isUnread } from '../../model/index.js';
import { type BlockMemory, captureFormats, type OpenCapture, readOpen } from '../../traffic/index.js';
import { type CaptureSourceOptions, capturesAt } from '../captures.js';
import type { ThreadTask } from './messages.js';

/** What the threads are asked, and the end of each capture that they read themselves. */
export type Step =
  | { readonly kind: 'task'; readonly task: ThreadTask; readonly capture: OpenCapture }
  | { readonly kind: 'end'; readonly capture: OpenCapture };

/** So many items are sent in one message. */
const BATCH = 256;

/**
 * The work that captures make, in their order.
 * @param memory for blocks, which threads read; without it all is read here
 */
export async function* stepsOf(
  paths: readonly string[],
  options: CaptureSourceOptions,
  memory: BlockMemory | undefined,
): AsyncGenerator<Step> {
  for await (const capture of capturesAt(paths, options)) {
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
  for await (const item of items) {
    batch.push(item);
    if (batch.length < BATCH && !isUnread(item)) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
