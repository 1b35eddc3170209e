import { InputError } from '../../model/index.js';
import type { CaptureFile, UnpackedCapture } from '../capture-file.js';
import { peek } from '../peek.js';
import { type Compression, decompress } from './decompress.js';
import { MAX_DEPTH } from './limits.js';
import { asUtf8, utf16Of } from './utf16.js';
import { hold, unzip } from './zip.js';

/**
 * Containers of captures, detected from their first bytes. Those with only a name are not read; the message names them.
 */
const MAGIC: readonly (readonly [bytes: readonly number[], container: Compression | 'zip' | `unread ${string}`])[] = [
  [[0x1f, 0x8b], 'gzip'],
  [[0x78, 0x01], 'zlib'],
  [[0x78, 0x9c], 'zlib'],
  [[0x78, 0xda], 'zlib'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'zstd'],
  [[0x50, 0x4b, 0x03, 0x04], 'zip'],
  [[0x50, 0x4b, 0x05, 0x06], 'zip'],
  [[0x42, 0x5a, 0x68], 'unread bzip2'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'unread xz'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'unread 7-Zip'],
];

/** A tar archive has no signature at its start: `ustar` is inside the header of its first file (POSIX.1-2017, pax). */
const TAR = { at: 257, text: 'ustar' };

const MAGIC_LENGTH = 5;

/** The container of a capture, and its bytes from the first. */
interface Layer extends UnpackedCapture {
  /** The file's name without the endings of the layers taken off. */
  readonly name: string;
  readonly depth: number;
}

/**
 * Takes captures out of what holds them: gzip (RFC 1952), zlib (RFC 1950; mitmproxy's `.zhar`), Zstandard (RFC 8878),
 * Brotli (RFC 7932) and ZIP, also in each other. All are told by their first bytes
 * but Brotli, which has none of its own: there the file's name ends in `.br`.
 * Text in UTF-16 comes out as UTF-8.
 * @throws InputError `unreadable`, `too-large`, and `unknown-format` for what is packed in another way
 */
export async function* unpack(file: CaptureFile): AsyncGenerator<UnpackedCapture> {
  yield* unpackLayer({ ...file, name: file.source, depth: 0 });
}

async function* unpackLayer(layer: Layer): AsyncGenerator<UnpackedCapture> {
  const { source, name, depth, attachment, cutBy, isOneOfMany } = layer;
  const { head, chunks, close } = await peek(layer.chunks, MAGIC_LENGTH, TAR.at + TAR.text.length);
  const container = containerOf(head, name);
  if (!container) {
    const form = head.length > 1 ? utf16Of(head) : undefined;
    yield { source, chunks: form ? asUtf8(chunks, form) : chunks, attachment, cutBy, isOneOfMany };
    return;
  }
  if (depth === MAX_DEPTH) {
    await close();
    throw new InputError('too-large', `is packed more than ${MAX_DEPTH} times`, {
      place: { source },
      cure: 'Unpack it, and name what comes out.',
    });
  }
  if (container === 'zip') {
    const access = await layer.randomAccess?.();
    if (access) await close();
    for await (const inner of unzip(source, access ?? (await hold(source, chunks))))
      yield* unpackLayer({ ...inner, name: inner.source, depth: depth + 1, cutBy: either(inner.cutBy, cutBy) });
  } else if (isCompression(container)) {
    const inner = decompress(source, chunks, container);
    const rest = container === 'brotli' ? name.replace(/\.br$/i, '') : name;
    yield* unpackLayer({
      source,
      name: rest,
      depth: depth + 1,
      attachment,
      isOneOfMany,
      chunks: inner.chunks,
      cutBy: either(inner.cutBy, cutBy),
    });
  } else {
    await close();
    throw unread(source, container.slice('unread '.length));
  }
}

/** Whether a file whose first bytes these are is a capture as it is, neither packed nor in UTF-16. */
export function isPlain(head: Uint8Array, name: string): boolean {
  return containerOf(head, name) === undefined && (head.length < 2 || utf16Of(head) === undefined);
}

function containerOf(head: Uint8Array, name: string) {
  if (/\.br$/i.test(name)) return 'brotli';
  const found = MAGIC.find(([bytes]) => bytes.every((byte, index) => head[index] === byte))?.[1];
  return found ?? (Buffer.from(head.subarray(TAR.at)).toString('latin1') === TAR.text ? 'unread tar' : undefined);
}

function isCompression(container: string): container is Compression {
  return container === 'gzip' || container === 'zlib' || container === 'zstd' || container === 'brotli';
}

function either(
  first: (() => string | undefined) | undefined,
  second: (() => string | undefined) | undefined,
): () => string | undefined {
  return () => first?.() ?? second?.();
}

function unread(source: string, container: string): InputError {
  return new InputError('unknown-format', `is packed with ${container}, which is not read`, {
    place: { source },
    cure: 'Unpack it and name the folder, or pack it with gzip, zstd, Brotli or ZIP.',
  });
}
