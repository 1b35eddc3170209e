import { sentMethod } from '../../http/index.js';
import {
  type Body,
  type CaptureItem,
  type Headers,
  headersOf,
  headerValue,
  isObject,
  NO_BODY,
  timeOf,
} from '../../model/index.js';
import { wireBody } from '../wire-body.js';

const OMITTED: Body = { state: 'unknown', reason: 'body-omitted' };

/** The place of an interaction. */
export interface InteractionPlace {
  readonly source: string;
  readonly index: number;
  /** As messages begin that name it: a JSON pointer, or words. */
  readonly place: string;
}

/**
 * Reads what a cassette keeps of one exchange, in the dialects of its kin:
 *
 * | | Ruby's VCR, Betamax | vcrpy | go-vcr | PHP-VCR |
 * |---|---|---|---|---|
 * | URL | `uri` | `uri` | `url` | `url` |
 * | body | `{encoding, string}` or `{base64_string}` | text, bytes, `{string}` | text | text |
 * | status | `{code}` | `{code}` | `code` | `{code}`, a text |
 */
export function readInteraction(value: unknown, { source, index, place }: InteractionPlace): CaptureItem {
  const malformed = (detail: string): CaptureItem => ({
    source,
    index,
    unread: 'malformed',
    detail: `${place}${detail}`,
  });
  const { request, response, recorded_at } = membersOf(value);
  if (!isObject(request)) return malformed('/request is missing or no object');
  if (!isObject(response)) return malformed('/response is missing or no object');
  const { method, body, headers, ...asked } = membersOf(request);
  const url = asked.uri ?? asked.url;
  if (typeof method !== 'string' || method === '') return malformed('/request/method is missing or no text');
  if (typeof url !== 'string' || url === '') return malformed('/request/uri is missing or no text');
  const status = statusOf(membersOf(response));
  if (status === undefined) return malformed('/response/status is missing or no number');
  const sent = headersFrom(headers);
  const received = headersFrom(response.headers);
  const answer = response.body ?? response.content ?? null;
  const time = timeOf(recorded_at, 0);
  return {
    ...(time ? { time } : {}),
    source,
    index,
    // Ruby's symbols: `:get`.
    request: {
      method: sentMethod(method.replace(/^:/, '')),
      url,
      headers: sent,
      body: isLost(body, sent) && status < 400 ? OMITTED : bodyOf(body, sent),
    },
    response: {
      status,
      headers: received,
      body: answer === null && isLost(answer, received) ? OMITTED : bodyOf(answer, received),
    },
    // Cassettes are kept with the code, so credentials are mostly filtered out, and other values too.
    isFiltered: true,
    ...(sent.authorization === undefined ? { caveats: ['credentials-stripped'] } : {}),
  };
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

function statusOf({ status, code, status_code }: Readonly<Record<string, unknown>>): number | undefined {
  const given = membersOf(status).code ?? code ?? status_code ?? status;
  const [digits] =
    /^\d{3}(?!\d)/.exec(typeof given === 'number' || typeof given === 'string' ? String(given) : '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}

function headersFrom(value: unknown): Headers {
  const pairs: [string, string][] = [];
  for (const [name, values] of Object.entries(membersOf(value)))
    for (const each of Array.isArray(values) ? values : [values]) pairs.push([name, scalarText(each)]);
  return headersOf(pairs);
}

/**
 * Whether the recorder lost the body: vcrpy's stubs of some clients write null, although the header fields describe a
 * body that was sent.
 */
function isLost(body: unknown, headers: Headers): boolean {
  return body === null && headers['content-type'] !== undefined && headerValue(headers, 'content-length') !== '0';
}

function scalarText(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  return typeof value === 'object' ? '' : String(value);
}

function bodyOf(body: unknown, headers: Headers): Body {
  if (body === undefined || body === null) return NO_BODY;
  if (body instanceof Uint8Array) return wireBody(body, headers);
  if (typeof body !== 'object') return wireBody(Buffer.from(String(body)), headers);
  const { string, base64_string } = membersOf(body);
  if (typeof base64_string === 'string') return wireBody(Buffer.from(base64_string, 'base64'), headers);
  return typeof string === 'object' && !(string instanceof Uint8Array) ? NO_BODY : bodyOf(string, headers);
}
