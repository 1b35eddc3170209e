import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ExchangeDetail } from '../../src/feed/index.js';
import { COPY_FORMATS } from '../../src/inspector/components/copy/index.js';

const ORIGIN = 'http://127.0.0.1:4010';

interface Sent {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: Record<string, string | readonly string[]>;
  readonly body?: string | { readonly base64: string };
}

/** An exchange as the feed gives it. */
function exchangeOf(
  { method = 'POST', target = '/lamps', headers = {}, body }: Sent,
  answer = '{"id":7}',
): ExchangeDetail {
  return {
    id: 1,
    startedDateTime: '2026-11-29T10:00:00.000Z',
    time: 1,
    method,
    target,
    operation: 'POST /lamps',
    status: 201,
    answeredBy: 'mock',
    verdict: 'pass',
    reasons: [],
    violations: [],
    caveats: [],
    request: { method, url: target, headers, ...(body === undefined ? {} : { body }) },
    response: { status: 201, headers: { 'content-type': 'application/json' }, body: answer },
  };
}

function copied(title: string, exchange: ExchangeDetail, origin = ORIGIN): string {
  const format = COPY_FORMATS.find((each) => each.title === title);
  if (!format) throw new Error(`there is no format ${title}`);
  return format.write(exchange, origin);
}

/** The words that a shell gives to `curl`. */
async function wordsOf(command: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('sh', ['-c', `curl() { printf '%s\\0' "$@"; }\n${command}`]);
  return stdout.split('\0').slice(0, -1);
}

const HOSTILE = ["it's", '$(touch /tmp/x)', '`id`', '"; exit 1; "', '\\', '!!', '*', 'a\nb', "'", '–ü'];

describe('an exchange that is copied as cURL', () => {
  test.each(HOSTILE)('A shell gives cURL the body and the header field as they were sent: %j', async (text) => {
    const field = text.replace(/[^ -~]/g, '?');
    const words = await wordsOf(copied('cURL', exchangeOf({ headers: { 'x-text': field }, body: text })));
    expect(words).toEqual(['-X', 'POST', `${ORIGIN}/lamps`, '-H', `x-text: ${field}`, '--data-raw', text]);
  });

  test('A body that is not text reaches cURL byte by byte, and fields of the connection are left out', async () => {
    const base64 = Buffer.from([0, 255, 10, 39]).toString('base64');
    const headers = { host: 'x', 'content-length': '4', connection: 'close', accept: 'a/b' };
    const command = copied('cURL', exchangeOf({ headers, body: { base64 } }));
    const { stdout } = await promisify(execFile)('sh', ['-c', `curl() { cat | od -An -tu1; }\n${command}`]);
    expect(stdout.trim().split(/\s+/)).toEqual(['0', '255', '10', '39']);
    expect(command).not.toMatch(/host|connection|content-length/);
    expect(command).toContain("-H 'accept: a/b'");
  });
});

test('An exchange that is copied as fetch sends the same request again', async () => {
  const seen: { method: string | undefined; url: string | undefined; text: string; field: unknown }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      seen.push({ method: request.method, url: request.url, text, field: request.headers['x-text'] });
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const body = '{"a":"</script>\u2028\'"}';
  const code = copied(
    'fetch',
    exchangeOf({ target: '/lamps?a=%20b', headers: { 'x-text': ["a'b", 'c"d'] }, body }),
    origin,
  );
  await runInNewContext(`(async () => { ${code} return response.status; })()`, { fetch, atob, Uint8Array });
  expect(seen).toEqual([{ method: 'POST', url: '/lamps?a=%20b', text: body, field: `a'b, c"d` }]);
});

test('An exchange that is copied as a test expects its status and its JSON, and the test holds for the same answer only', async () => {
  const code = copied('Test', exchangeOf({ body: '{}' }));
  const run = async (status: number, answer: string): Promise<unknown> => {
    let running: Promise<unknown> | undefined;
    runInNewContext(code, {
      test: (_title: string, body: () => Promise<unknown>) => {
        running = body();
      },
      expect,
      fetch: async () => new Response(answer, { status }),
    });
    return running?.then(
      () => 'passed',
      () => 'failed',
    );
  };
  expect(await run(201, '{"id":7}')).toBe('passed');
  expect(await run(201, '{"id":8}')).toBe('failed');
  expect(await run(200, '{"id":7}')).toBe('failed');
});

test('An exchange with any texts is copied as code that can be read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (body, value) => {
      const exchange = exchangeOf({ headers: { a: value }, body }, body);
      for (const title of ['fetch', 'Test'])
        runInNewContext(`async () => { ${copied(title, exchange)} }`, { test: () => undefined });
    }),
  );
});
