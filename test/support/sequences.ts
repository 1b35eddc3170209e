import { type Framing, type FramingFault, type SentItem, type SequenceEnd, splitterFor } from '../../src/http/index.js';

/** What a splitter made of a body. */
export interface Split {
  /** A JSON text, an event, or `too-large`. */
  readonly items: readonly { readonly index: number; readonly offset: number; readonly content: unknown }[];
  readonly faults: readonly FramingFault[];
  readonly end: SequenceEnd;
  /** The most bytes that were held at once, between two chunks. */
  readonly mostHeld: number;
}

/** How a body is split. */
export interface SplitOptions {
  readonly isWhole?: boolean;
  readonly limit?: number;
  /** Of a multipart body. */
  readonly boundary?: string;
}

/** Splits a body that comes in these chunks. */
export function splitChunks(
  framing: Framing,
  chunks: Iterable<Uint8Array>,
  { isWhole = true, limit, boundary }: SplitOptions = {},
): Split {
  const items: { index: number; offset: number; content: unknown }[] = [];
  const faults: FramingFault[] = [];
  const splitter = splitterFor(
    framing,
    {
      item: ({ index, offset, content }) => items.push({ index, offset, content: shown(content) }),
      fault: (fault) => faults.push(fault),
    },
    limit,
    boundary,
  );
  if (!splitter) throw new Error(`${framing} has no splitter`);
  let mostHeld = 0;
  for (const chunk of chunks) {
    splitter.write(chunk);
    mostHeld = Math.max(mostHeld, splitter.held);
    // As a socket would: its memory is used again.
    chunk.fill(0);
  }
  return { items, faults, end: splitter.end(isWhole), mostHeld };
}

/** Splits a text that comes in one piece. */
export function split(framing: Framing, text: string, options: SplitOptions = {}): Split {
  return splitChunks(framing, [new TextEncoder().encode(text)], options);
}

function shown(content: SentItem['content']): unknown {
  switch (content.kind) {
    case 'json':
      return new TextDecoder().decode(content.bytes);
    case 'event':
      return content.event;
    case 'part':
      return { headers: { ...content.headers }, content: new TextDecoder('latin1').decode(content.bytes) };
    case 'too-large':
      return content.kind;
  }
}
