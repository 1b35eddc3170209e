import { pipeline, Readable, type Transform } from 'node:stream';
import zlib from 'node:zlib';
import { InputError } from '../../model/index.js';
import { assertNoBomb } from './limits.js';
import { unzstd } from './unzstd.js';

/** How a capture is compressed. */
export type Compression = 'gzip' | 'zlib' | 'zstd' | 'brotli';

/** In bytes: readers find more entries whole in larger chunks. */
const CHUNK_SIZE = 1 << 18;

type Decode = (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

const DECODERS: Readonly<Record<Compression, Decode>> = {
  gzip: (chunks) => through(chunks, zlib.createGunzip({ chunkSize: CHUNK_SIZE })),
  zlib: (chunks) => through(chunks, zlib.createInflate({ chunkSize: CHUNK_SIZE })),
  brotli: (chunks) => through(chunks, zlib.createBrotliDecompress({ chunkSize: CHUNK_SIZE })),
  // Not Node's own, which some versions lack, and which ends silently after the first of several frames.
  zstd: unzstd,
};

/** The output of a compressed stream. */
export interface Decompressed {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Once the chunks have ended: what was wrong with the stream, if it ended for that. */
  readonly cutBy: () => string | undefined;
}

/**
 * Decompresses a stream. One that breaks off, or turns into nonsense, ends with what came out until then.
 * The chunks throw InputError `unreadable` where nothing came out, `too-large` where too much does.
 */
export function decompress(source: string, chunks: AsyncIterable<Uint8Array>, compression: Compression): Decompressed {
  let cut: string | undefined;
  async function* read(): AsyncGenerator<Uint8Array> {
    let packed = 0;
    let unpacked = 0;
    /** The error that came from before the decoder: it is thrown unchanged. */
    let failure: unknown;
    async function* counted(): AsyncGenerator<Uint8Array> {
      try {
        for await (const chunk of chunks) {
          packed += chunk.length;
          yield chunk;
        }
      } catch (error) {
        failure = error;
        throw error;
      }
    }
    try {
      for await (const chunk of DECODERS[compression](counted())) {
        unpacked += chunk.length;
        assertNoBomb(source, packed, unpacked);
        yield chunk;
      }
    } catch (error) {
      if (failure !== undefined) throw failure;
      if (error instanceof InputError) throw error;
      const problem = error instanceof Error ? error.message : String(error);
      cut = `its ${compression} stream breaks off after ${packed} bytes, from which ${unpacked} came: ${problem}`;
      if (unpacked === 0) throw broken(source, compression, problem, error);
    }
  }
  return { chunks: read(), cutBy: () => cut };
}

/** Passes the chunks through a stream of Node. */
function through(chunks: AsyncIterable<Uint8Array>, decoder: Transform): AsyncIterable<Uint8Array> {
  // Its errors are the decoder's too, where they are met.
  return pipeline(Readable.from(chunks, { objectMode: false }), decoder, () => undefined);
}

function broken(source: string, compression: Compression, problem: string, cause: unknown): InputError {
  return new InputError('unreadable', `is not a ${compression} stream that can be read: ${problem}`, {
    place: { source },
    cure: 'Compress the capture again, or pass it uncompressed.',
    cause,
  });
}
