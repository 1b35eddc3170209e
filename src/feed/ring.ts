import {
  type Body,
  type Headers,
  type InconclusiveReason,
  isObject,
  type JsonValue,
  type Violation,
} from '../model/index.js';

/** An exchange as it ended. */
export interface Ended {
  readonly method: string;
  /** As it was sent: path and query. */
  readonly target: string;
  readonly asked: Headers;
  readonly askedBody: Body;
  /** The status of the response that is judged; 0 where the connection was reset. */
  readonly status: number;
  /** The status that the client got, where that is another one. */
  readonly sentStatus?: number | undefined;
  readonly answered: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly answeredBody: Body;
  readonly answeredBy: 'mock' | 'service' | 'proxy';
  /** Its place in a capture, where it comes from one. */
  readonly at?: string | undefined;
  /** What the server itself found: only used where a body was too large to be kept. */
  readonly violations: readonly Violation[];
  readonly caveats: readonly InconclusiveReason[];
  /** What a mock knew beside the request: by it, it can say later why it answered so. Absent where that is nothing. */
  readonly why?: { readonly set?: object } | undefined;
  /** In milliseconds since 1970-01-01T00:00:00Z. */
  readonly startedAt: number;
  /** In milliseconds. */
  readonly duration: number;
}

/** An exchange that is kept. */
export interface KeptExchange extends Ended {
  /** 1 for the first exchange of this server, and one more for each that follows. */
  readonly id: number;
  /** An estimate of the memory it takes, in bytes: never less than its texts and bodies. */
  readonly size: number;
}

/** How much a ring keeps. */
export interface RingLimits {
  /** Exchanges. @default 10,000 */
  readonly most?: number;
  /** In bytes, all together. @default 64 MiB */
  readonly bytes?: number;
  /**
   * Exchanges until `widen` is called: while nobody asks, few are kept and their memory is not counted, so that
   * requests hardly pay for it. @default as many as may be kept at all
   */
  readonly unasked?: number;
}

/** The exchanges that a server keeps until somebody asks for one. */
export const UNASKED = 100;

/** Larger bodies are not kept, in bytes. */
export const LARGEST_BODY = 65_536;

/** What an exchange takes beside its texts and bodies, in bytes. */
const OVERHEAD = 512;

/** Of what a server found in a body that is not kept, this much is. */
const MOST_VIOLATIONS = 100;

/** Their values that are longer texts are not kept. */
const LONGEST_VALUE = 200;

/** A body may sit in memory that is larger by so much before it is copied. */
const SLACK = 8_192;

/**
 * The last exchanges of a server, bounded by number and by bytes: the oldest go first. To add one takes the same few
 * steps whatever is in it, because every request pays for it.
 */
export class FeedRing {
  /** The exchanges that were pushed out because there was no more room. */
  dropped = 0;
  readonly #most: number;
  readonly #bytes: number;
  /** Fewer than `most` while nobody asked. */
  #limit: number;
  readonly #slots: (KeptExchange | undefined)[] = [];
  readonly #listeners = new Set<() => void>();
  #held = 0;
  #first = 1;
  #last = 0;
  #cleared = 0;
  #isClosed = false;

  constructor({ most = 10_000, bytes = 67_108_864, unasked = most }: RingLimits = {}) {
    this.#most = most;
    this.#bytes = bytes;
    this.#limit = Math.min(unasked, most);
  }

  /** From now on, as much is kept as may be: somebody asks. */
  widen(): void {
    if (this.#limit === this.#most) return;
    this.#limit = this.#most;
    for (let id = this.#first; id <= this.#last; id += 1) {
      const kept = this.get(id);
      if (!kept) continue;
      const size = sizeOfAll(kept, kept.askedBody, kept.answeredBody);
      this.#slots[id % this.#most] = keptOf(kept, { ...kept, size });
      this.#held += size;
    }
    while (this.#held > this.#bytes && this.#first < this.#last) this.#drop();
  }

  /** The id of the newest exchange; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /** The id of the oldest exchange that is kept; one more than `last` where none is. */
  get first(): number {
    return this.#first;
  }

  /** The id of the newest exchange that was there when someone cleared the ring; 0 where nobody did. */
  get cleared(): number {
    return this.#cleared;
  }

  /** Estimated bytes. */
  get held(): number {
    return this.#held;
  }

  /** How many listen. */
  get listeners(): number {
    return this.#listeners.size;
  }

  /** Whether its server has stopped. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Keeps an exchange. */
  add(ended: Ended): void {
    const askedBody = keptBody(ended.askedBody);
    const answeredBody = keptBody(ended.answeredBody);
    const isCut = askedBody.state === 'unknown' || answeredBody.state === 'unknown';
    // The newest takes the place of the oldest where the ring is full.
    if (this.#last - this.#first + 1 >= this.#limit) this.#drop();
    this.#last += 1;
    const violations = isCut ? withSmallValues(ended.violations) : [];
    const size = this.#limit === this.#most ? sizeOfAll(ended, askedBody, answeredBody) : 0;
    const kept = keptOf(ended, { id: this.#last, size, askedBody, answeredBody, violations });
    this.#slots[this.#last % this.#most] = kept;
    this.#held += kept.size;
    while (this.#held > this.#bytes && this.#first < this.#last) this.#drop();
    for (const listener of this.#listeners) listener();
  }

  /** The exchange of this id; undefined where it is not kept, or not any more. */
  get(id: number): KeptExchange | undefined {
    if (id < this.#first || id > this.#last) return undefined;
    const kept = this.#slots[id % this.#most];
    return kept?.id === id ? kept : undefined;
  }

  /** Those that are kept, the oldest first. */
  *[Symbol.iterator](): Generator<KeptExchange> {
    for (let id = this.#first; id <= this.#last; id += 1) {
      const kept = this.get(id);
      if (kept) yield kept;
    }
  }

  /** Forgets all exchanges. Ids go on. */
  clear(): void {
    this.#slots.length = 0;
    this.#held = 0;
    this.#first = this.#last + 1;
    this.#cleared = this.#last;
    this.dropped = 0;
    for (const listener of this.#listeners) listener();
  }

  /** Calls the listener after each change. It must be quick. @returns what ends that */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells those who listen that no exchange will follow. */
  close(): void {
    this.#isClosed = true;
    for (const listener of this.#listeners) listener();
  }

  #drop(): void {
    const oldest = this.#first % this.#most;
    // While nobody asks, none has a size: what was kept long ago need not be looked at.
    if (this.#held > 0) this.#held -= this.#slots[oldest]?.size ?? 0;
    this.#slots[oldest] = undefined;
    this.#first += 1;
    this.dropped += 1;
  }
}

/** Member by member: copied by spreading, an exchange costs each request several times as much. */
function keptOf(
  { method, target, asked, status, sentStatus, answered, answeredBy, at, caveats, why, startedAt, duration }: Ended,
  {
    id,
    size,
    askedBody,
    answeredBody,
    violations,
  }: Pick<KeptExchange, 'id' | 'size' | 'askedBody' | 'answeredBody' | 'violations'>,
): KeptExchange {
  return {
    id,
    size,
    method,
    target,
    asked,
    askedBody,
    status,
    sentStatus,
    answered,
    answeredBody,
    answeredBy,
    at,
    violations,
    caveats,
    why,
    startedAt,
    duration,
  };
}

function withSmallValues(violations: readonly Violation[]): readonly Violation[] {
  return violations.slice(0, MOST_VIOLATIONS).map((violation) => {
    const { value } = violation;
    return value === undefined ? violation : { ...violation, value: smallOf(value) };
  });
}

/** A value may be a large part of the body that is not kept: of such a one only the kind is, which messages name. */
function smallOf(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.length > LONGEST_VALUE ? '' : value;
  if (Array.isArray(value)) return [];
  return isObject(value) ? {} : value;
}

/** The body where it is small; else only that there was one. */
function keptBody(body: Body): Body {
  if (body.state === 'absent') return body;
  const { content } = body;
  if (content === undefined) return body;
  if (content.length > LARGEST_BODY || body.state === 'unknown')
    return { state: 'unknown', reason: body.state === 'unknown' ? body.reason : 'body-cut' };
  if (typeof content === 'string' || content.buffer.byteLength - content.length <= SLACK) return body;
  return { ...body, content: new Uint8Array(content) };
}

function bytesOf(body: Body): number {
  if (body.state !== 'present') return 0;
  const { content } = body;
  return typeof content === 'string' ? 2 * content.length : content.buffer.byteLength;
}

/** Never less than the texts and bodies take. */
function sizeOfAll({ target, asked, answered }: Ended, askedBody: Body, answeredBody: Body): number {
  const bodies = bytesOf(askedBody) + bytesOf(answeredBody);
  return OVERHEAD + 2 * target.length + sizeOf(asked) + sizeOf(answered) + bodies;
}

function sizeOf(headers: Ended['answered']): number {
  let size = 0;
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === 'string') size += 2 * (name.length + value.length);
    else if (value !== undefined) for (const each of value) size += 2 * (name.length + each.length);
  }
  return size;
}
