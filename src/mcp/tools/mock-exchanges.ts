import { isObject, type JsonObject, type JsonValue, printable } from '../../model/index.js';
import { askMock, MOCK_URL } from '../mock-client.js';
import { LIMIT, listOf, numberOf, objectOf, READING, type Tool, textOf } from '../tool.js';

/** Lists the last exchanges of a running mock or proxy. */
export const mockExchanges: Tool = {
  name: 'mock_exchanges',
  title: 'List the exchanges of a running mock',
  description:
    'Lists the last requests that a running docproof mock or proxy answered, with status, chosen example, verdict and violations. With "id": one exchange with header fields, bodies and the steps by which its answer was chosen. Secrets are redacted.',
  annotations: READING,
  input: objectOf({
    url: MOCK_URL,
    id: { type: 'integer', minimum: 1, description: 'One exchange, in full.' },
    operation: { type: 'string', description: 'Only those of this operation: "GET /parcels/{id}".' },
    verdict: { enum: ['pass', 'fail', 'inconclusive'] },
    status: { type: 'string', description: 'Only these statuses: 404, or 4XX.' },
    text: { type: 'string', description: 'Only those that hold this text.' },
    limit: LIMIT,
  }),
  output: objectOf(
    {
      exchanges: listOf(
        objectOf(
          {
            id: { type: 'integer' },
            method: { type: 'string' },
            target: { type: 'string' },
            operation: { type: 'string' },
            status: { type: 'integer' },
            milliseconds: { type: 'number' },
            example: { type: 'string' },
            verdict: { type: 'string' },
            violations: listOf({ type: 'string' }),
          },
          ['id', 'method', 'target', 'status', 'verdict', 'violations'],
        ),
      ),
      exchange: { type: 'object', description: 'The one that "id" names.' },
      result: { type: 'string', description: 'The resource with it, where it is too long.' },
    },
    ['exchanges'],
  ),
  async run(given, { kept }) {
    const address = textOf(given.url) ?? MOCK_URL.default;
    if (typeof given.id === 'number') {
      const found = await askMock(String(address), { path: `exchanges/${given.id}` });
      const exchange = isObject(found) ? found : {};
      const text = JSON.stringify(exchange, undefined, 1);
      const isLong = text.length > LONGEST;
      const link = isLong ? kept.keep(`exchange ${given.id}`, 'The exchange in full, as JSON', text) : undefined;
      return {
        text: isLong ? `Exchange ${given.id} is in the linked resource.` : text,
        data: { exchanges: [], ...(isLong ? {} : { exchange }), ...(link ? { result: link.uri } : {}) },
        links: link ? [link] : [],
      };
    }
    const query = {
      operation: textOf(given.operation),
      verdict: textOf(given.verdict),
      status: textOf(given.status),
      text: textOf(given.text),
      limit: String(numberOf(given.limit, 20)),
    };
    const listed = await askMock(String(address), { path: 'exchanges', query });
    const exchanges = isObject(listed) && Array.isArray(listed.exchanges) ? listed.exchanges.map(lineOf) : [];
    return {
      text:
        exchanges.length === 0
          ? 'No exchange fits.'
          : exchanges
              .map(({ id, method, target, status, verdict, violations }) =>
                printable([`#${id} ${method} ${target} → ${status}, ${verdict}`, ...violations].join('\n    ')),
              )
              .join('\n'),
      data: { exchanges },
    };
  },
};

/** A longer exchange is a resource. */
const LONGEST = 8_000;

function lineOf(value: JsonValue) {
  const line: JsonObject = isObject(value) ? value : {};
  const violations = Array.isArray(line.violations) ? line.violations : [];
  return {
    id: Number(line.id ?? 0),
    method: String(line.method ?? ''),
    target: String(line.target ?? ''),
    operation: String(line.operation ?? ''),
    status: Number(line.status ?? 0),
    milliseconds: Number(line.time ?? 0),
    ...(typeof line.example === 'string' ? { example: line.example } : {}),
    verdict: String(line.verdict ?? ''),
    violations: violations.slice(0, 10).map((violation) => sentenceOf(violation)),
  };
}

function sentenceOf(value: JsonValue): string {
  const { in: side, part, location, message, keyword } = isObject(value) ? value : {};
  return [side, part, location, message, `[${keyword}]`]
    .filter((word) => typeof word === 'string' && word !== '')
    .join(' ');
}
