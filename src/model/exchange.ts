/**
 * Header fields by lower-case name (RFC 9110 §5.1). A field that came several times has its values in order.
 * `IncomingMessage.headers` of Node is one of these.
 */
export interface Headers {
  readonly [name: string]: string | readonly string[] | undefined;
}

/** Why a body, or a whole exchange, cannot be judged. */
export type InconclusiveReason =
  /** The recorder left the body out. */
  | 'body-omitted'
  /** The body is in a file beside the capture that was not read. */
  | 'body-elsewhere'
  /** The recorder, such as a server's log, keeps no bodies, so that there may have been one or not. */
  | 'body-not-logged'
  /** The recorder, such as a server's log, keeps no header fields. */
  | 'headers-omitted'
  /** The recorder kept only the first part of the body. */
  | 'body-cut'
  /** The body has a content coding or character set that is not understood. */
  | 'body-undecodable'
  /** The media type of a body, parameter or header has no reader here, so it was not held against the schema. */
  | 'body-not-judged'
  /** A pseudonym replaced a secret, and says nothing about its value. */
  | 'value-redacted'
  /** The recorder removes credentials, so whether they were sent cannot be known. */
  | 'credentials-stripped'
  /** A test's own mock answered, not the service (Playwright's `_wasFulfilled`). */
  | 'fulfilled-by-test'
  /** A proxy answered itself: it refused the request or the service's answer, or did not reach the service. */
  | 'answered-by-proxy'
  /** The connection ended before the response was whole. */
  | 'aborted'
  /** 304 Not Modified: the body is the one that the client already had. */
  | 'not-modified'
  /** It depends on a keyword of a schema that cannot be used, or on a schema that leads back to itself without end. */
  | 'unusable-schema'
  | 'too-large';

/** All of them. */
const INCONCLUSIVE_REASONS = {
  'body-omitted': true,
  'body-elsewhere': true,
  'body-not-logged': true,
  'headers-omitted': true,
  'body-cut': true,
  'body-undecodable': true,
  'body-not-judged': true,
  'value-redacted': true,
  'credentials-stripped': true,
  'fulfilled-by-test': true,
  'answered-by-proxy': true,
  aborted: true,
  'not-modified': true,
  'unusable-schema': true,
  'too-large': true,
} as const satisfies Record<InconclusiveReason, true>;

/** Whether it is the name of a reason why something cannot be judged. */
export function isInconclusiveReason(name: unknown): name is InconclusiveReason {
  return typeof name === 'string' && Object.hasOwn(INCONCLUSIVE_REASONS, name);
}

/** The known content of a message. `content` is text where the recorder decoded it, bytes otherwise. */
export type Body =
  | { readonly state: 'absent' }
  | {
      readonly state: 'present';
      readonly content: string | Uint8Array;
      /**
       * It is the JSON of a value, and nobody knows in which media type it was sent: that is the documented kind of
       * JSON, else `application/json`.
       */
      readonly isValue?: true;
    }
  | {
      readonly state: 'unknown';
      readonly reason: InconclusiveReason;
      /** The plain name of the file beside the capture that holds it. */
      readonly file?: string;
      /** Its start, where its end is missing: `body-cut` and `aborted`. For judging alone, and never written. */
      readonly content?: string | Uint8Array;
    };

/** The body that was not there. */
export const NO_BODY: Body = { state: 'absent' };

export interface RequestMessage {
  /** Upper case where OpenAPI has a field for it, else as it was sent. */
  readonly method: string;
  /** Absolute URL, or origin-form (`/users?top=1`, RFC 9112 §3.2.1), percent-encoded as it was sent. */
  readonly url: string;
  readonly headers: Headers;
  readonly body: Body;
}

export interface ResponseMessage {
  /** 0 or less where there was no response. */
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  /**
   * In a sequence: when each item had come whole, in milliseconds since the request began. The first ones only, where
   * there are very many.
   */
  readonly itemTimes?: readonly number[];
}

/** A request with its response: what every view of an exchange has. */
interface Messages {
  readonly request: RequestMessage;
  readonly response: ResponseMessage;
  /** Actions of the recorder that keep the exchange from being judged in full. */
  readonly caveats?: readonly InconclusiveReason[];
  /** Whether the recorder's filters may have written names such as `<API_KEY>` in place of values. */
  readonly isFiltered?: boolean;
}

/**
 * An exchange that is written to a capture: as it happened just now, or as another capture had it. Of its times the
 * ones that are known count.
 */
export type WrittenExchange = LiveExchange & Pick<Exchange, 'time'>;

/** When a recordable exchange began, and how long it took, in milliseconds; what is not known is absent. */
export function timesOf({ startedAt, duration, time }: Pick<WrittenExchange, 'startedAt' | 'duration' | 'time'>): {
  readonly startedAt?: Date;
  readonly duration?: number;
} {
  const start = startedAt ?? (time ? new Date(time.from) : undefined);
  const length = duration ?? (time ? time.to - time.from : undefined);
  return { ...(start ? { startedAt: start } : {}), ...(length === undefined ? {} : { duration: length }) };
}

/** An exchange as it happens, without a place in a capture: what a proxy, a recorder or a `fetch` sees. */
export interface LiveExchange extends Messages {
  /** When the request began to arrive. */
  readonly startedAt?: Date;
  /** From there to the end of the response, in milliseconds. */
  readonly duration?: number;
}

/** When an exchange took place, in milliseconds since 1970-01-01T00:00:00Z. */
export interface ExchangeTime {
  /** When the request began. */
  readonly from: number;
  /** When the response was complete. */
  readonly to: number;
}

/** One HTTP request with its response: the noun that crosses all borders. */
export interface Exchange extends Messages {
  /** Absent where the capture does not say. */
  readonly time?: ExchangeTime;
  /** The capture's name, as the user gave it. */
  readonly source: string;
  /** 0-based index of the entry in its source. */
  readonly index: number;
}

/** A part of a capture that could not be read as an exchange. Nothing is dropped silently. */
export interface Unread {
  readonly source: string;
  /** 0-based index of the entry; for `cut`, the index that the entry after the last whole one would have had. */
  readonly index: number;
  /** `cut`: the capture ends inside this entry. `malformed`: the entry is whole but not an exchange. */
  readonly unread: 'cut' | 'malformed';
  /** The problem in words, with line or pointer where known. */
  readonly detail: string;
}

/** An item of a capture. Readers yield items in the order of the capture. */
export type CaptureItem = Exchange | Unread;

/**
 * The time of an exchange as captures write it.
 * @param started a date and time that `Date.parse` reads (HAR 1.2 `startedDateTime`)
 * @param duration in milliseconds (HAR 1.2 `time`)
 */
export function timeOf(started: unknown, duration: unknown): ExchangeTime | undefined {
  const from =
    typeof started === 'string' ? Date.parse(started) : started instanceof Date ? started.getTime() : Number.NaN;
  if (!Number.isFinite(from)) return undefined;
  return { from, to: from + (typeof duration === 'number' && duration > 0 ? duration : 0) };
}

/** The `itemTimes` of a response as captures have them; undefined where they are not lists of times. */
export function itemTimesOf(value: unknown): readonly number[] | undefined {
  return Array.isArray(value) && value.every((time) => typeof time === 'number') ? value : undefined;
}

/** Tells what could not be read from what could. */
export function isUnread(item: CaptureItem): item is Unread {
  return 'unread' in item;
}

/** The first value of a header field, or undefined. `name` is lower case. */
export function headerValue(headers: Headers, name: string): string | undefined {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return typeof value === 'string' || value === undefined ? value : value[0];
}

/** Builds `Headers` from pairs in the order in which they were sent. */
export function headersOf(pairs: Iterable<readonly [name: string, value: string]>): Headers {
  const headers = noFields();
  for (const [name, value] of pairs) addField(headers, name, value);
  return headers;
}

/** `Headers` to which fields are added one by one. */
export type HeadersUnderway = Record<string, string | string[]>;

/** No fields yet. */
export function noFields(): HeadersUnderway {
  return Object.create(null);
}

/** Adds a field in the order in which it was sent. */
export function addField(headers: HeadersUnderway, name: string, value: string): void {
  const key = name.toLowerCase();
  const before = headers[key];
  if (before === undefined) headers[key] = value;
  else if (typeof before === 'string') headers[key] = [before, value];
  else before.push(value);
}

/** Header fields by their names in lower case; of names that differ only in case, the last one counts. */
export function lowerCaseNames(fields: Readonly<Record<string, string | string[]>>): Record<string, string | string[]> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]));
}

/**
 * The path and query of a target. Servers must take an absolute one too (RFC 9112 §3.2.2); the host is in `Host`
 * all the same.
 */
export function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  const rest = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#\\]*/i, '');
  return /^[/\\]/.test(rest) ? rest : `/${rest}`;
}
