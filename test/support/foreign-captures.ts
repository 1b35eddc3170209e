import { stringify } from 'yaml';
import { exchangeLine } from '../../src/api/index.js';
import { harEntry } from '../../src/captures/index.js';
import type { Body, Exchange, Headers } from '../../src/model/index.js';

/** Writes exchanges as each kind of recorder does: the name is the ending of the file. */
export const WRITERS: Readonly<Record<string, (exchanges: readonly Exchange[]) => string | Uint8Array>> = {
  ndjson: (exchanges) => exchanges.map((exchange) => exchangeLine(exchange)).join(''),
  har: (exchanges) =>
    JSON.stringify({
      log: {
        version: '1.2',
        creator: { name: 't', version: '1' },
        entries: exchanges.map((exchange) => harEntry({ ...exchange, startedAt: new Date(0), duration: 0 }, '')),
      },
    }),
  'vcr.yaml': (exchanges) =>
    stringify({
      http_interactions: exchanges.map(({ request, response }) => ({
        request: {
          method: request.method.toLowerCase(),
          uri: request.url,
          body: { encoding: 'UTF-8', string: textOf(request.body) },
          headers: listsOf(request.headers),
        },
        response: {
          status: { code: response.status, message: 'OK' },
          headers: listsOf(response.headers),
          body: { encoding: 'UTF-8', string: textOf(response.body) },
        },
        recorded_at: 'Mon, 02 Nov 2026 10:00:00 GMT',
      })),
      recorded_with: 'VCR 6.2.0',
    }),
  'nock.json': (exchanges) =>
    JSON.stringify(
      exchanges.map(({ request, response }) => ({
        scope: 'https://api.example:443',
        method: request.method,
        path: request.url.slice('https://api.example'.length),
        body: textOf(request.body),
        status: response.status,
        response: textOf(response.body),
        rawHeaders: pairsOf(response.headers).flat(),
        reqheaders: Object.fromEntries(pairsOf(request.headers)),
        responseIsBinary: false,
      })),
    ),
  'postman.json': (exchanges) =>
    JSON.stringify({
      info: { name: 'T', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
      item: exchanges.map(({ request, response }, index) => {
        const asked = {
          method: request.method,
          url: request.url,
          header: pairsOf(request.headers).map(([key, value]) => ({ key, value })),
          ...(request.body.state === 'present' ? { body: { mode: 'raw', raw: textOf(request.body) } } : {}),
        };
        return {
          name: `item ${index}`,
          request: asked,
          response: [
            {
              name: 'ok',
              originalRequest: asked,
              status: 'OK',
              code: response.status,
              header: pairsOf(response.headers).map(([key, value]) => ({ key, value })),
              body: textOf(response.body),
            },
          ],
        };
      }),
    }),
  'curl.txt': (exchanges) =>
    exchanges
      .map(({ request, response }) =>
        [
          '* Connected to api.example (203.0.113.7) port 443',
          '* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384',
          `> ${request.method} ${request.url.slice('https://api.example'.length)} HTTP/1.1`,
          '> Host: api.example',
          ...pairsOf(request.headers).map(([name, value]) => `> ${name}: ${value}`),
          '> ',
          `< HTTP/1.1 ${response.status} OK`,
          ...pairsOf(response.headers).map(([name, value]) => `< ${name}: ${value}`),
          '< ',
          textOf(response.body),
          '* Connection #0 to host api.example left intact',
          '',
        ].join('\n'),
      )
      .join(''),
  'mitmproxy.flow': (exchanges) => Buffer.concat(exchanges.map(flowOf)),
};

function flowOf({ request, response }: Exchange): Buffer {
  return net({
    version: 21,
    type: 'http',
    id: 'f',
    request: {
      method: Buffer.from(request.method),
      scheme: Buffer.from('https'),
      authority: Buffer.from(''),
      host: 'api.example',
      port: 443,
      path: Buffer.from(request.url.slice('https://api.example'.length)),
      headers: fieldsOf(request.headers),
      content: bytesOf(request.body),
    },
    response: { status_code: response.status, headers: fieldsOf(response.headers), content: bytesOf(response.body) },
    error: null,
  });
}

type Net = string | number | null | Uint8Array | readonly Net[] | { readonly [name: string]: Net };

/** A tnetstring. */
function net(value: Net): Buffer {
  const [content, type] = netParts(value);
  return Buffer.concat([Buffer.from(`${content.length}:`), content, Buffer.from(type)]);
}

function netParts(value: Net): [Buffer, string] {
  if (value === null) return [Buffer.alloc(0), '~'];
  if (typeof value === 'string') return [Buffer.from(value), ';'];
  if (typeof value === 'number') return [Buffer.from(String(value)), '#'];
  if (value instanceof Uint8Array) return [Buffer.from(value), ','];
  if (Array.isArray(value)) return [Buffer.concat(value.map((each: Net) => net(each))), ']'];
  const entries: readonly (readonly [string, Net])[] = Object.entries(value);
  return [Buffer.concat(entries.flatMap(([name, each]) => [net(name), net(each)])), '}'];
}

function fieldsOf(headers: Headers): Net {
  return pairsOf(headers).map((pair) => pair.map((text) => Buffer.from(text, 'latin1')));
}

function pairsOf(headers: Headers): [string, string][] {
  return Object.entries(headers).flatMap(([name, values]) =>
    (typeof values === 'string' ? [values] : (values ?? [])).map((value): [string, string] => [name, value]),
  );
}

function listsOf(headers: Headers): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, values]) => [name, typeof values === 'string' ? [values] : (values ?? [])]),
  );
}

function bytesOf(body: Body): Uint8Array {
  return body.state === 'present' ? Buffer.from(body.content) : new Uint8Array();
}

function textOf(body: Body): string {
  return Buffer.from(bytesOf(body)).toString('utf8');
}
