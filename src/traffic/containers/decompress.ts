import { pipeline, Readable, Transform } from 'node:stream';
import zlib from 'node:zlib';
import { InputError } from '../../model/index.js';
import { assertNoBomb } from './limits.js';

/** How a capture is compressed. */
export type Compression = 'gzip' | 'zlib' | 'zstd' | 'brotli';

const DECODERS: Readonly<Record<Compression, () => Promise<Transform>>> = {
  gzip: async () => zlib.createGunzip(),
  zlib: async () => zlib.createInflate(),
  brotli: async () => zlib.createBrotliDecompress(),
  zstd: createZstdDecoder,
};

/** What comes out of a compressed stream. */
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
    /** What went wrong before the decoder: it is told as it is. */
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
    const decoder = await DECODERS[compression]();
    pipeline(Readable.from(counted(), { objectMode: false }), decoder, () => undefined);
    try {
      for await (const chunk of decoder) {
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

function broken(source: string, compression: Compression, problem: string, cause: unknown): InputError {
  return new InputError('unreadable', `is no ${compression} stream that can be read: ${problem}`, {
    place: { source },
    cure: 'Compress the capture again, or pass it uncompressed.',
    cause,
  });
}

/** Node's own decoder where there is one (from 22.15 on), else one in JavaScript. */
async function createZstdDecoder(): Promise<Transform> {
  if ('createZstdDecompress' in zlib && typeof zlib.createZstdDecompress === 'function') {
    const decoder: unknown = zlib.createZstdDecompress();
    if (decoder instanceof Transform) return decoder;
  }
  const { Decompress } = await import('fzstd');
  let isStarted = false;
  const decompressor = new Decompress((bytes) => {
    if (bytes.length > 0) decoder.push(bytes);
  });
  const decoder = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      isStarted = true;
      done(tried(() => decompressor.push(chunk)));
    },
    flush(done) {
      done(isStarted ? tried(() => decompressor.push(new Uint8Array(0), true)) : undefined);
    },
  });
  return decoder;
}

function tried(step: () => void): Error | undefined {
  try {
    step();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
