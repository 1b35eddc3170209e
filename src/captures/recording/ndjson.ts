import { assertExchange, type Body, type JsonObject, timesOf, type WrittenExchange } from '../../model/index.js';
import type { RecordingFormat } from './recorded.js';

/**
 * An exchange as a line of NDJSON, line feed included. What was not known of a body is said by `bodyOmitted`.
 * @throws InputError `not-an-exchange` where it is something else
 */
export function exchangeLine(exchange: WrittenExchange): string {
  refuseOthers(exchange);
  return lineOf(exchange);
}

/** Without narrowing the type: an exchange has no start and duration. */
const refuseOthers = (value: unknown): void => assertExchange(value);

function lineOf(exchange: WrittenExchange): string {
  const { request, response, caveats = [], isFiltered } = exchange;
  const { startedAt, duration } = timesOf(exchange);
  return `${JSON.stringify({
    ...(startedAt === undefined ? {} : { startedDateTime: startedAt.toISOString() }),
    ...(duration === undefined ? {} : { time: duration }),
    request: { method: request.method, url: request.url, headers: request.headers, ...bodyMembers(request.body) },
    response: {
      status: response.status,
      headers: response.headers,
      ...bodyMembers(response.body),
      ...(response.itemTimes ? { itemTimes: response.itemTimes } : {}),
    },
    ...(caveats.length === 0 ? {} : { caveats }),
    ...(isFiltered ? { filtered: true } : {}),
  })}\n`;
}

function bodyMembers(body: Body): JsonObject {
  if (body.state === 'absent') return {};
  if (body.state === 'unknown') return { bodyOmitted: body.reason === 'body-omitted' ? true : body.reason };
  return {
    body: typeof body.content === 'string' ? body.content : { base64: Buffer.from(body.content).toString('base64') },
  };
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text where it is text, so that people can read and search a recording. */
function readable(body: Body): Body {
  if (body.state !== 'present' || typeof body.content === 'string') return body;
  try {
    return { state: 'present', content: decoder.decode(body.content) };
  } catch {
    return body;
  }
}

const LINE_FEED = 0x0a;

/** One exchange a line. */
export const ndjsonRecording: RecordingFormat = {
  name: 'NDJSON',
  head: '',
  tail: '',
  entry: ({ request, response, ...rest }) =>
    lineOf({
      request: { ...request, body: readable(request.body) },
      response: { ...response, body: readable(response.body) },
      ...rest,
    }),
  async resume(chunks) {
    let offset = 0;
    let seen = 0;
    let count = 0;
    let head = '';
    for await (const chunk of chunks) {
      if (seen === 0) head = new TextDecoder().decode(chunk.subarray(0, 4096));
      // A line that was not ended is one that a killed process was writing.
      const last = chunk.lastIndexOf(LINE_FEED);
      if (last >= 0) offset = seen + last + 1;
      for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) count += 1;
      seen += chunk.length;
    }
    const isOurs = seen === 0 || /^\s*\{(?:[^\n]{0,200}"request"\s*:|[^\n]*$)/.test(head);
    return isOurs ? { offset, count } : undefined;
  },
};
