import { captureFormats, readCapture } from '../captures/index.js';
import { followFile } from '../io/follow-file.js';
import { assertCaptureItem, type CaptureItem, type Grouped, InputError, oneByOne } from '../model/index.js';
import { type CaptureSourceOptions, readCaptureGroups } from './captures.js';

/** Captures by the paths of files and folders or by patterns (`-` is standard input), or exchanges from elsewhere. */
export type Captures = string | readonly string[] | AsyncIterable<CaptureItem>;

/** The paths of captures; undefined where exchanges come from elsewhere. */
export function pathsOf(captures: Captures): readonly string[] | undefined {
  if (typeof captures === 'string') return [captures];
  if (isStream(captures)) return undefined;
  if (Array.isArray(captures) && captures.every((path) => typeof path === 'string')) return captures;
  throw new InputError('not-an-exchange', 'captures are neither paths nor an async iterable of exchanges', {
    cure: 'Pass paths of captures, or an async generator that yields exchanges; checkExchange judges a single one.',
  });
}

/** The exchanges of captures, in their order. @param follow reads captures as they grow, until it is aborted */
export function itemsOf(
  captures: Captures,
  options: CaptureSourceOptions & { readonly follow?: AbortSignal },
): AsyncIterable<CaptureItem> {
  return oneByOne(groupsOf(captures, options));
}

/** The same in groups, as they come together. */
export function groupsOf(
  captures: Captures,
  options: CaptureSourceOptions & { readonly follow?: AbortSignal },
): Grouped<CaptureItem> {
  if (isStream(captures)) return asserted(captures);
  return options.follow ? followed(captures, options.follow, options) : readCaptureGroups(captures, options);
}

function isStream(captures: Captures): captures is AsyncIterable<CaptureItem> {
  return typeof captures === 'object' && captures !== null && Symbol.asyncIterator in captures;
}

/** @throws InputError `not-an-exchange` for an item of another shape */
async function* asserted(items: AsyncIterable<CaptureItem>): AsyncGenerator<CaptureItem> {
  for await (const item of items) {
    assertCaptureItem(item);
    yield item;
  }
}

async function* followed(
  captures: string | readonly string[],
  follow: AbortSignal,
  { formats = [] }: CaptureSourceOptions,
): AsyncGenerator<CaptureItem> {
  for (const path of pathsOf(captures) ?? [])
    yield* readCapture(path, followFile(path, follow), [...formats, ...captureFormats]);
}
