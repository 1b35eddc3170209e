/** The first bytes of a stream, and the stream with them. */
export interface Peeked {
  readonly head: Uint8Array;
  /** All of the stream, from its first byte. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Lets go of the stream, where its chunks are not wanted. */
  close(): Promise<void>;
}

/**
 * Looks at the first `length` bytes of a stream; fewer where it ends before.
 * @param most as many bytes are shown if they have come by then: they are not waited for
 */
export async function peek(chunks: AsyncIterable<Uint8Array>, length: number, most = length): Promise<Peeked> {
  const iterator = chunks[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let size = 0;
  while (size < length) {
    const next = await iterator.next();
    if (next.done) break;
    read.push(next.value);
    size += next.value.length;
  }
  return {
    head: Buffer.concat(read).subarray(0, most),
    chunks: resume(read, iterator),
    async close() {
      await iterator.return?.();
    },
  };
}

/** A stream of which the first chunks were read already. */
export async function* resume(
  read: readonly Uint8Array[],
  iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* read;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
