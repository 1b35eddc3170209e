import type { Contract, Operation } from '../../contract/index.js';
import type { Exchange } from '../../model/index.js';
import { credentialsFor } from '../wire/credentials.js';
import type { RequestDraft, ResponseDraft } from '../wire/messages.js';
import { fault, type MessageMutation } from './message-fault.js';

type Write<T> = (draft: T) => Exchange | undefined;

/** A path and a method that the document does not have. */
export function pathFaults({ operations }: Contract, operation: Operation, exchange: Exchange): MessageMutation[] {
  const { request } = exchange;
  const mayMatch = (path: string, template: string): boolean =>
    new RegExp(
      `(?:^|/)${template
        .replace(/^\//, '')
        .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
        .replace(/\{[^{}]*\}/g, '.+')}/*$`,
    ).test(path);
  const split = request.url.search(/[?#]|$/);
  const path = request.url.slice(0, split);
  const strange = [
    `${path.replace(/\/$/, '')}/docproof/selftest`,
    '/docproof-selftest',
    '/docproof/self/test/path',
  ].find((candidate) => !operations.some((other) => mayMatch(candidate, other.path)));
  const methods = new Set(operations.filter((other) => mayMatch(path, other.path)).map(({ method }) => method));
  const method = ['TRACE', 'PATCH', 'PUT', 'DELETE', 'POST', 'QUERY'].find((name) => !methods.has(name));
  const found: MessageMutation[] = [];
  if (strange !== undefined)
    found.push(
      ...fault(
        'unknown-path',
        { ...exchange, request: { ...request, url: strange + request.url.slice(split) } },
        { in: 'request', part: 'path', location: '', keyword: 'undocumented-path' },
      ),
    );
  if (method !== undefined && operation.method !== 'HEAD')
    found.push(
      ...fault(
        'unknown-method',
        { ...exchange, request: { ...request, method } },
        { in: 'request', part: 'operation', location: '', keyword: 'undocumented-method' },
      ),
    );
  return found;
}

/** Parameters that are missing or written otherwise than documented, and a request without credentials. */
export function requestFaults(
  { document }: Contract,
  operation: Operation,
  draft: RequestDraft,
  write: Write<RequestDraft>,
): MessageMutation[] {
  const found: MessageMutation[] = [];
  for (const { parameter } of draft.parameters) {
    const { place, name, node } = parameter;
    const expected = { in: 'request', part: place, location: name, keyword: 'missing-parameter' } as const;
    const others = draft.parameters.filter((filled) => filled.parameter !== parameter);
    if (place !== 'path' && node.required === true)
      for (const each of fault('missing-parameter', write({ ...draft, parameters: others }), expected))
        found.push(each);
    if (place === 'path' && (node.style === 'label' || node.style === 'matrix'))
      for (const each of fault('wrong-style', unstyled(write(draft), draft, name), expected)) found.push(each);
  }
  const { credentials, isDemanded } = credentialsFor(document.root, operation.node);
  const [first] = credentials;
  const isElsewhere = credentials.some(({ place, name }) =>
    draft.parameters.some(({ parameter }) => parameter.place === place && parameter.name === name),
  );
  if (first && isDemanded && !isElsewhere)
    found.push(
      ...fault('missing-credentials', write({ ...draft, credentials: [] }), {
        in: 'request',
        part: 'security',
        location: first.name,
        keyword: 'missing-credentials',
      }),
    );
  return found;
}

/** The exchange with a path parameter in another style than its own: without the mark that begins it. */
function unstyled(exchange: Exchange | undefined, { pathTemplate }: RequestDraft, name: string): Exchange | undefined {
  if (!exchange) return undefined;
  const segment = pathTemplate.split('/').indexOf(`{${name}}`);
  const { request } = exchange;
  const [path = '', ...query] = request.url.split('?');
  const segments = path.split('/').map((text, index) => (index === segment ? text.replace(/^[.;]/, '') : text));
  if (segment < 0) return undefined;
  return { ...exchange, request: { ...request, url: [segments.join('/'), ...query].join('?') } };
}

/** Response headers that are missing. */
export function responseFaults(draft: ResponseDraft, write: Write<ResponseDraft>): MessageMutation[] {
  const found: MessageMutation[] = [];
  for (const { parameter } of draft.headers) {
    if (parameter.node.required !== true) continue;
    const headers = draft.headers.filter((filled) => filled.parameter !== parameter);
    found.push(
      ...fault('missing-header', write({ ...draft, headers }), {
        in: 'response',
        part: 'header',
        location: parameter.name,
        keyword: 'missing-parameter',
      }),
    );
  }
  return found;
}

/** A status that no key of the responses covers. */
export function statusFaults({ responses }: Operation, exchange: Exchange): MessageMutation[] {
  if (responses.has('default')) return [];
  const status = [418, 299, 599, 226, 410, 508, 399].find(
    (code) => !responses.has(String(code)) && !responses.has(`${Math.floor(code / 100)}XX`),
  );
  if (status === undefined) return [];
  return fault(
    'wrong-status',
    { ...exchange, response: { ...exchange.response, status } },
    { in: 'response', part: 'status', location: '', keyword: 'undocumented-status' },
  );
}
