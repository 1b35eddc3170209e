import { isObject, own } from '../../model/index.js';
import type { Exchange } from '../exchange.js';
import { schemasAt } from '../schemas.js';
import { anyOf, type Decided, on } from './decided.js';
import { isUsualError } from './examples.js';

/** Answers in the style of Microsoft Graph, for documents that describe its errors, and generated header fields. */
export const graph: readonly Decided[] = [
  {
    id: 'graph-errors',
    reason:
      'Where the document describes the errors of Microsoft Graph, errors have that form and say what is wrong, and an invalid request gets 400; Prism sends a problem, or 422 with an example.',
    explains: anyOf(
      on(
        'status',
        ({ ours, prism }, exchange) =>
          ours === 400 && prism === 422 && isGraphError(exchange) && exchange.isSameRefusal,
      ),
      on('type', (_, exchange) => exchange.prism.problem !== undefined && isGraphError(exchange)),
      on('body', (_, exchange) => exchange.prism.status >= 400 && isGraphError(exchange) && isUsualError(exchange)),
      // A problem of Prism's lists its faults only where it refuses what was sent.
      on(
        'violation',
        ({ by, violation: { code } }, exchange) =>
          by === 'ours' &&
          OF_PROBLEMS.has(code) &&
          exchange.prism.problem !== undefined &&
          exchange.ours.status === exchange.prism.status &&
          isGraphError(exchange),
      ),
    ),
  },
  {
    id: 'graph-headers',
    reason:
      'Where the document describes the errors of Microsoft Graph, answers have its request-id, client-request-id, OData-Version and Location; Prism sends samples, or none.',
    explains: on(
      'header',
      ({ name, ours }, exchange) => GRAPH_HEADERS.has(name) && ours !== undefined && describesGraphErrors(exchange),
    ),
  },
  {
    id: 'generated-headers',
    reason: 'A documented header without an example gets a generated value, and each server generates its own.',
    explains: on('header', ({ name, ours, prism }, exchange) => {
      if (ours === undefined || prism === undefined || prism === 'null') return false;
      const { compiled, response } = exchange;
      const headers = compiled && response ? compiled.responseHeaders(response) : [];
      const documented = headers.find((header) => header.name.toLowerCase() === name);
      if (!documented) return false;
      const schemas = schemasAt(exchange.root, own(documented.node, 'schema'), []);
      return [documented.node, ...schemas].every((node) => FIXED.every((keyword) => own(node, keyword) === undefined));
    }),
  },
];

/** The rules whose faults a problem says by its code. */
const OF_PROBLEMS: ReadonlySet<string> = new Set([
  'undocumented-path',
  'undocumented-method',
  'undocumented-media-type',
  'missing-credentials',
]);

const GRAPH_HEADERS: ReadonlySet<string> = new Set(['request-id', 'client-request-id', 'odata-version', 'location']);

/** What fixes the value of a header. */
const FIXED = ['example', 'examples', 'default', 'const', 'enum'];

function isGraphError(exchange: Exchange): boolean {
  const { value, status } = exchange.ours;
  const error = isObject(value) ? own(value, 'error') : undefined;
  return status >= 400 && isObject(error) && typeof own(error, 'code') === 'string' && describesGraphErrors(exchange);
}

/** Whether some response of the document has `error.innerError`. */
function describesGraphErrors({ contract, root }: Exchange): boolean {
  return contract.operations.some(({ responses }) =>
    [...responses.values()].some(({ node }) => {
      const content = own(node, 'content');
      const media = isObject(content) ? own(content, 'application/json') : undefined;
      return isObject(media) && schemasAt(root, own(media, 'schema'), ['error', 'innerError']).length > 0;
    }),
  );
}
