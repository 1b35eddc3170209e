import {
  type Body,
  type CaptureItem,
  type Exchange,
  type Headers,
  headersOf,
  isObject,
  type JsonObject,
  type JsonValue,
  NO_BODY,
  timeOf,
} from '../../model/index.js';
import type { CaptureFormat } from '../format.js';
import { byLines, type Decode, type EntryPlace } from '../line-entries.js';
import { type Line, MAX_LINE } from '../lines.js';

/**
 * The logs of servers and gateways, a line for each request. They have no bodies, and most have no header fields:
 * paths, methods and statuses are judged, and the report says that the rest was not.
 *
 * Read are the common and combined format of nginx and Apache, Envoy's, that of AWS Application Load Balancers, and
 * JSON as Kong, Caddy, Envoy, Traefik and nginx write it.
 */
export const accessLog: CaptureFormat = {
  name: 'access log',
  detects(head) {
    const lines = head.split(/\r?\n/);
    const [first = '', second] = lines;
    // The first lines may be comments, or requests that are not HTTP.
    if (!first.startsWith('{'))
      return lines.slice(0, 10).some((line) => TEXTS.some((read) => read(line) !== undefined));
    // The first line of a log in JSON may be longer than the head.
    return second === undefined ? JSON_MARKS.test(first) : entryOf(first) !== undefined;
  },
  ...byLines(itemOf),
};

function itemOf({ bytes, number, isWhole, isTooLong }: Line, place: EntryPlace, decode: Decode): CaptureItem {
  const entry = isTooLong ? undefined : entryOf(decode(bytes).trim());
  if (entry) return accessExchange(entry, place.source, place.index);
  if (!isWhole) return { ...place, unread: 'cut', detail: `the capture ends inside line ${number}` };
  const problem = isTooLong ? `is longer than ${MAX_LINE} bytes` : 'is not an entry of an access log';
  return { ...place, unread: 'malformed', detail: `line ${number} ${problem}` };
}

/** What an entry of a log says of an exchange. */
export interface AccessEntry {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  /** Absent where the log has no header fields. */
  readonly headers?: { readonly sent: Headers; readonly received: Headers };
  readonly started?: string | Date | undefined;
  /** In milliseconds. */
  readonly duration?: number | undefined;
}

const JSON_MARKS = /"(?:latencies|upstream_uri|response_code|DownstreamStatus|request_method|resp_headers)"\s*:/;

function entryOf(line: string): AccessEntry | undefined {
  if (!line.startsWith('{')) {
    for (const read of TEXTS) {
      const entry = read(line);
      if (entry) return entry;
    }
    return undefined;
  }
  try {
    return accessEntry(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** The exchange of an entry: what the log does not have is unknown. */
export function accessExchange(
  { method, url, status, headers, started, duration }: AccessEntry,
  source: string,
  index: number,
): CaptureItem {
  const time = timeOf(started, duration);
  const hasRequestBody = !/^(?:GET|HEAD|OPTIONS|TRACE|DELETE)$/.test(method);
  const exchange: Exchange = {
    source,
    index,
    ...(time ? { time } : {}),
    request: { method, url, headers: headers?.sent ?? {}, body: hasRequestBody ? NOT_LOGGED : NO_BODY },
    response: {
      status,
      headers: headers?.received ?? {},
      body: method === 'HEAD' || status === 204 || status === 304 ? NO_BODY : NOT_LOGGED,
    },
    caveats: headers ? ['credentials-stripped'] : ['headers-omitted'],
  };
  return exchange;
}

const NOT_LOGGED: Body = { state: 'unknown', reason: 'body-not-logged' };

const REQUEST = String.raw`"([A-Z]+) (\S+)(?: HTTP/[\d.]+)?"`;
/** https://httpd.apache.org/docs/2.4/logs.html#common; also with the virtual host before it. */
const COMMON = new RegExp(
  String.raw`^(?:\S+ )?\S+ \S+ \S.*? \[(\d{2}/\w{3}/\d{4}:[\d:]{8} [+-]\d{4})\] ${REQUEST} (\d{3}) (?:\d+|-)(?: |$)`,
);
/** https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage#default-format-string */
const ENVOY = new RegExp(
  String.raw`^\[([^\]]+Z)\] ${REQUEST} (\d{3}) \S+ .*?\d+ \d+ (\d+) \S+ "[^"]*" "[^"]*" "[^"]*" "([^"]*)"`,
);
/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html */
const ALB = new RegExp(
  String.raw`^(?:https?|h2|grpcs|wss?) (\S+Z) \S+ \S+ \S+ \S+ \S+ \S+ (\d{3}) \S+ \d+ \d+ ${REQUEST}`,
);

const TEXTS: readonly ((line: string) => AccessEntry | undefined)[] = [
  (line) => {
    const [, time, method = '', url = '', status] = COMMON.exec(line) ?? [];
    return time === undefined ? undefined : { method, url, status: Number(status), started: commonTime(time) };
  },
  (line) => {
    const [, started, method = '', path = '', status, duration, host = '-'] = ENVOY.exec(line) ?? [];
    if (started === undefined) return undefined;
    return { method, url: absolute(host, path), status: Number(status), started, duration: Number(duration) };
  },
  (line) => {
    const [, started, status, method = '', url = ''] = ALB.exec(line) ?? [];
    return started === undefined ? undefined : { method, url, status: Number(status), started };
  },
];

/** `10/Oct/2026:13:55:36 -0700` */
function commonTime(text: string): string {
  return text.replace(/^(\d+)\/(\w+)\/(\d+):(\S+) (.*)$/, '$1 $2 $3 $4 $5');
}

function absolute(host: unknown, path: string, scheme: unknown = 'http'): string {
  const isHost = typeof host === 'string' && /^[^\s/]+$/.test(host) && host !== '-';
  return isHost && path.startsWith('/') ? `${String(scheme)}://${host}${path}` : path;
}

/** The entry of a log in JSON; undefined where the value is not one. */
export function accessEntry(value: JsonValue): AccessEntry | undefined {
  if (!isObject(value)) return undefined;
  for (const read of OBJECTS) {
    const entry = read(value);
    if (entry && /^[A-Z]+$/.test(entry.method) && entry.url !== '' && isStatus(entry.status)) return entry;
  }
  return undefined;
}

function isStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 100 && status <= 599;
}

const OBJECTS: readonly ((entry: JsonObject) => AccessEntry | undefined)[] = [
  // https://developer.konghq.com/plugins/http-log/
  ({ request, response, latencies, started_at: started }) => {
    if (!isObject(request) || !isObject(response) || !isObject(latencies)) return undefined;
    if ('body' in request || 'body' in response) return undefined;
    return {
      method: String(request.method ?? ''),
      url: textOr(request.url, request.uri),
      status: Number(response.status),
      headers: { sent: fieldsOf(request.headers), received: fieldsOf(response.headers) },
      started: typeof started === 'number' ? new Date(started) : undefined,
      duration: typeof latencies.request === 'number' ? latencies.request : undefined,
    };
  },
  // https://caddyserver.com/docs/logging
  ({ request, status, resp_headers: received, ts, duration }) => {
    if (!isObject(request) || typeof status !== 'number' || typeof request.uri !== 'string') return undefined;
    return {
      method: String(request.method ?? ''),
      url: absolute(request.host, request.uri, request.tls === undefined ? 'http' : 'https'),
      status,
      headers: { sent: fieldsOf(request.headers), received: fieldsOf(received) },
      started: typeof ts === 'number' ? new Date(ts * 1000) : undefined,
      duration: typeof duration === 'number' ? duration * 1000 : undefined,
    };
  },
  // Envoy's `json_format` with the names of its documentation, and of Istio.
  ({ method, path, response_code: status, authority, start_time: started }) =>
    typeof method === 'string' && typeof path === 'string' && status !== undefined
      ? { method, url: absolute(authority, path), status: Number(status), started: ifText(started) }
      : undefined,
  // https://doc.traefik.io/traefik/observe/logs-and-access-logs/
  ({
    RequestMethod: method,
    RequestPath: path,
    RequestHost: host,
    RequestScheme: scheme,
    DownstreamStatus: status,
    StartUTC,
  }) =>
    typeof method === 'string' && typeof path === 'string' && status !== undefined
      ? { method, url: absolute(host, path, textOr(scheme, 'http')), status: Number(status), started: ifText(StartUTC) }
      : undefined,
  // nginx with `log_format … escape=json`, by the names of its variables.
  ({ request_method: method, request_uri: uri, request, status, host, scheme, time_iso8601: started }) => {
    const [, named = '', target = ''] = typeof request === 'string' ? (/^([A-Z]+) (\S+)/.exec(request) ?? []) : [];
    const path = textOr(uri, target);
    if (status === undefined || isObject(request)) return undefined;
    return {
      method: textOr(method, named),
      url: absolute(host, path, textOr(scheme, 'http')),
      status: Number(status),
      started: ifText(started),
    };
  },
];

function ifText(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function textOr(value: JsonValue | undefined, otherwise: JsonValue | undefined): string {
  return ifText(value) ?? ifText(otherwise) ?? '';
}

function fieldsOf(value: JsonValue | undefined): Headers {
  if (!isObject(value)) return {};
  return headersOf(
    Object.entries(value).flatMap(([name, field]) =>
      (Array.isArray(field) ? field : [field]).map((each): [string, string] => [name, String(each)]),
    ),
  );
}
