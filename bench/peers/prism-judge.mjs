// Prism's validators as a library: its instance as a proxy's, where the recorded response stands in for the service's.
// Each line of a capture (NDJSON) names its operation, so that Prism need not look for it among all.
//   node prism-judge.mjs CAPTURE DOCUMENT [FAULTS]
// With FAULTS, all operations are looked through, and what it finds is written there: pairs of the exchange's index
// and a message.
import { createReadStream, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { begin } from './report.mjs';

const require = createRequire(import.meta.url);
const { createInstance, getHttpOperationsFromSpec } = require('@stoplight/prism-http');
const TaskEither = require('fp-ts/TaskEither');

const [, , capture, document, faultsFile] = process.argv;
const quiet = () => undefined;
const logger = {
  child: () => logger,
  info: quiet,
  warn: quiet,
  error: quiet,
  debug: quiet,
  trace: quiet,
  success: quiet,
};
const operations = await getHttpOperationsFromSpec(document);
const byName = new Map(
  operations.map((operation) => [`${operation.method.toUpperCase()} ${operation.path}`, operation]),
);
let recorded;
const prism = createInstance(
  {
    isProxy: true,
    upstream: new URL('http://127.0.0.1'),
    checkSecurity: true,
    validateRequest: true,
    validateResponse: true,
    errors: false,
  },
  { logger, forward: () => () => TaskEither.right(recorded) },
);
const findings = [];
let exchanges = 0;
const report = begin();
const input = createReadStream(capture, { highWaterMark: 1 << 18 });
for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
  const exchange = JSON.parse(line);
  const candidates = faultsFile === undefined ? [byName.get(exchange.operation)] : operations;
  for (const message of await judge(exchange, candidates)) findings.push([exchanges, message]);
  exchanges += 1;
}
report({ exchanges, faults: findings.length });
if (faultsFile !== undefined) writeFileSync(faultsFile, JSON.stringify(findings));

async function judge({ request, response }, candidates) {
  const { pathname, searchParams } = new URL(request.url);
  recorded = { statusCode: response.status, headers: response.headers, body: bodyOf(response) };
  const url = { path: withoutBase(pathname), query: Object.fromEntries(searchParams) };
  const asked = { method: request.method.toLowerCase(), url, headers: request.headers, body: bodyOf(request) };
  const outcome = await prism.request(asked, candidates)();
  if (outcome._tag === 'Left') return [outcome.left.message];
  const { input: found, output } = outcome.right.validations;
  return [...found, ...output].map(({ message }) => message);
}

/** Prism's own server hands its validators JSON as values, and forms as text. */
function bodyOf({ headers, body }) {
  if (body === null) return undefined;
  if (!/json/i.test(headers['content-type'] ?? '')) return body;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function withoutBase(pathname) {
  return pathname.replace(/^\/v\d(?:\.\d)?(?=\/)/, '');
}
