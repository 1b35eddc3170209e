import { InputError } from '../model/index.js';
import type { CaptureFile } from './capture-file.js';
import { unpack } from './containers/unpack.js';
import type { CaptureFormat } from './format.js';
import { captureFormats } from './formats.js';
import { type OpenCapture, openCapture } from './read-capture.js';

/** How a file of captures is opened. */
export interface OpenOptions {
  /** @default the built-in formats */
  readonly formats?: readonly CaptureFormat[];
  /** Called for each file in a folder or archive that is not a capture, with the reason. */
  readonly onPassedOver?: ((source: string, why: InputError) => void) | undefined;
}

/**
 * The captures in a file: plain, compressed, or in an archive. Each is to be read before the next is asked for.
 * @throws InputError as `unpack` and `openCapture` do; but what need not be a capture is skipped
 */
export async function* openCaptures(
  file: CaptureFile,
  { formats = captureFormats, onPassedOver = () => undefined }: OpenOptions = {},
): AsyncGenerator<OpenCapture> {
  let opened = 0;
  let last: InputError | undefined;
  try {
    for await (const unpacked of unpack(file)) {
      const isOptional = unpacked.isOneOfMany || file.isOptional;
      try {
        const capture = await openCapture(unpacked.source, unpacked.chunks, formats);
        opened += 1;
        yield { ...capture, ...unpacked, chunks: capture.chunks, ...(isOptional ? { onPassedOver } : {}) };
      } catch (error) {
        if (!unpacked.isOneOfMany || !isNoCapture(error)) throw error;
        last = error;
        onPassedOver(unpacked.source, error);
      }
    }
    if (opened === 0 && last) throw last;
  } catch (error) {
    if (!file.isOptional || !isNoCapture(error)) throw error;
    onPassedOver(file.source, error);
  }
}

/** Whether the content is not a capture at all, rather than an unreadable one. */
function isNoCapture(error: unknown): error is InputError {
  return error instanceof InputError && (error.code === 'unknown-format' || error.code === 'empty-capture');
}
