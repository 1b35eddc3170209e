// Exchanges become captures, written as they come: a capture of any size needs no more memory than one entry.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const FLUSH = 1 << 20;

/** A HAR 1.2 as DevTools exports it: an object a header, indented by two. Stops at `bytes`, if given. Gives how many entries and bytes it has. */
export function writeHar(file, exchanges, bytes = Number.POSITIVE_INFINITY, creatorName = 'Docproof benchmark') {
  const creator = { name: creatorName, version: '1' };
  const head = `{\n  "log": {\n    "version": "1.2",\n    "creator": ${JSON.stringify(creator)},\n    "pages": [],\n    "entries": [\n`;
  const entryOf = (exchange) => JSON.stringify(toEntry(exchange), undefined, 2).replace(/^/gm, '      ');
  return write(file, exchanges, bytes, { head, entryOf, between: ',\n', tail: '\n    ]\n  }\n}\n' });
}

/** One exchange a line, with the operation that it is of: Docproof passes that over, plain validators need no router then. */
export function writeNdjson(file, exchanges, bytes = Number.POSITIVE_INFINITY) {
  return write(file, exchanges, bytes, { head: '', entryOf: toLine, between: '\n', tail: '\n' });
}

async function write(file, exchanges, bytes, { head, entryOf, between, tail }) {
  const stream = createWriteStream(file);
  let pending = head;
  let written = 0;
  let entries = 0;
  const flush = async () => {
    const buffer = Buffer.from(pending);
    written += buffer.length;
    pending = '';
    if (!stream.write(buffer)) await once(stream, 'drain');
  };
  for await (const exchange of exchanges) {
    pending += `${entries === 0 ? '' : between}${entryOf(exchange)}`;
    entries += 1;
    if (pending.length >= FLUSH) await flush();
    if (written + pending.length >= bytes) break;
  }
  pending += tail;
  await flush();
  stream.end();
  await finished(stream);
  return { entries, bytes: written };
}

function toLine({ operation, method, url, requestHeaders, requestBody, status, responseHeaders, responseBody }) {
  return JSON.stringify({
    operation,
    request: { method, url, headers: fieldsOf(requestHeaders), body: requestBody ?? null },
    response: { status, headers: fieldsOf(responseHeaders), body: responseBody ?? null },
  });
}

/** Several fields of one name are one list (RFC 9110 §5.3). */
function fieldsOf(pairs) {
  const fields = {};
  for (const [name, value] of pairs) fields[name] = fields[name] === undefined ? value : `${fields[name]}, ${value}`;
  return fields;
}

function toEntry({ method, url, requestHeaders, requestBody, status, responseHeaders, responseBody = '', recorded }) {
  const named = (pairs) => pairs.map(([name, value]) => ({ name, value }));
  const mimeTypeOf = (pairs) => pairs.find(([name]) => name === 'content-type')?.[1] ?? 'x-unknown';
  const { searchParams } = new URL(url);
  const size = Buffer.byteLength(responseBody);
  return {
    startedDateTime: '2026-11-20T08:14:02.113Z',
    time: 84.219,
    request: {
      method,
      url,
      httpVersion: 'h2',
      headers: named(requestHeaders),
      queryString: named([...searchParams]),
      cookies: [],
      headersSize: -1,
      bodySize: requestBody === undefined ? 0 : Buffer.byteLength(requestBody),
      ...(requestBody === undefined ? {} : { postData: { mimeType: mimeTypeOf(requestHeaders), text: requestBody } }),
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'h2',
      headers: named(responseHeaders),
      cookies: [],
      content: { size, mimeType: mimeTypeOf(responseHeaders), ...contentAs(recorded, responseBody) },
      redirectURL: '',
      headersSize: -1,
      bodySize: recorded === 'received' ? size : -1,
      _transferSize: size + 214,
      _error: null,
    },
    cache: {},
    timings: {
      blocked: 1.5,
      dns: -1,
      ssl: -1,
      connect: -1,
      send: 0.2,
      wait: 81.3,
      receive: 1.2,
      _blocked_queueing: 1.1,
    },
    serverIPAddress: '203.0.113.9',
    _resourceType: 'fetch',
    _priority: 'High',
  };
}

/** Recorders leave bodies out, or write them in base64. */
function contentAs(recorded, text) {
  if (recorded === 'omitted') return {};
  return recorded === 'base64' ? { text: Buffer.from(text).toString('base64'), encoding: 'base64' } : { text };
}
