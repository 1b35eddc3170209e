import { captureFormats, readCapture } from '../captures/index.js';
import { followFile } from '../io/index.js';
import type { CaptureItem } from '../model/index.js';
import { type CaptureSourceOptions, readCaptures } from './captures.js';

/** Captures by the paths of files and folders or by patterns (`-` is standard input), or exchanges from elsewhere. */
export type Captures = string | readonly string[] | AsyncIterable<CaptureItem>;

/** The paths of captures; undefined where exchanges come from elsewhere. */
export function pathsOf(captures: Captures): readonly string[] | undefined {
  if (typeof captures === 'string') return [captures];
  return isStream(captures) ? undefined : captures;
}

/** The exchanges of captures, in their order. @param follow reads captures as they grow, until it is aborted */
export function itemsOf(
  captures: Captures,
  options: CaptureSourceOptions & { readonly follow?: AbortSignal },
): AsyncIterable<CaptureItem> {
  if (isStream(captures)) return captures;
  return options.follow ? followed(captures, options.follow, options) : readCaptures(captures, options);
}

function isStream(captures: Captures): captures is AsyncIterable<CaptureItem> {
  return typeof captures === 'object' && Symbol.asyncIterator in captures;
}

async function* followed(
  captures: string | readonly string[],
  follow: AbortSignal,
  { formats = [] }: CaptureSourceOptions,
): AsyncGenerator<CaptureItem> {
  for (const path of pathsOf(captures) ?? [])
    yield* readCapture(path, followFile(path, follow), [...formats, ...captureFormats]);
}
